import { ButtonStyle, ComponentType, type APIComponentInContainer, type APIMessageTopLevelComponent } from 'discord.js';
import { escapeHtml, markdownToHtml } from './discord-markdown.ts';
import { pageStyle } from './page-style.ts';

export interface MessagePicture {
  /** The message as it is sent to Discord. */
  readonly components: readonly APIMessageTopLevelComponent[];
  /** PNG bytes by the name that `attachment://` uses. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** When the message was posted, and when the picture of it is taken. */
  readonly postedAt: number;
  readonly now: number;
}

/** A web page that shows a Components V2 message about as Discord's dark theme does. The picture is in `#message`. */
export async function messagePage(picture: MessagePicture): Promise<string> {
  const posted = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' }).format(picture.postedAt);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${await pageStyle()}</style><body>
<div id="message">
  <div class="avatar"><svg viewBox="0 0 24 24"><path d="M3 13h4l2.5-7 4 13 2.5-8 1.5 2H21"/></svg></div>
  <div class="body">
    <div class="author"><strong>Hypewire</strong><span class="app">APP</span><span class="posted">Today at ${escapeHtml(posted)}</span></div>
    ${picture.components.map((component) => topLevel(component, picture)).join('\n')}
  </div>
</div></body></html>`;
}

function topLevel(component: APIMessageTopLevelComponent, picture: MessagePicture): string {
  if (component.type !== ComponentType.Container) return inContainer(component, picture);
  const accent =
    typeof component.accent_color !== 'number' ? '#4e5058' : `#${component.accent_color.toString(16).padStart(6, '0')}`;
  const children = component.components.map((child) => inContainer(child, picture)).join('\n');
  return `<div class="container" style="border-left-color:${accent}">${children}</div>`;
}

function inContainer(component: APIComponentInContainer, picture: MessagePicture): string {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return `<div class="text">${markdownToHtml(component.content, picture)}</div>`;
    case ComponentType.MediaGallery:
      return component.items.map(({ media }) => `<img class="media" src="${source(media.url, picture)}">`).join('');
    case ComponentType.ActionRow:
      return `<div class="row">${component.components.map(button).join('')}</div>`;
    case ComponentType.Separator:
      return component.divider === false ? '<div class="space"></div>' : '<hr>';
    case ComponentType.Section: {
      const texts = component.components.map((text) => inContainer(text, picture)).join('');
      const { accessory } = component;
      const beside =
        accessory.type === ComponentType.Thumbnail
          ? `<img class="thumbnail" src="${source(accessory.media.url, picture)}">`
          : button(accessory);
      return `<div class="section"><div>${texts}</div>${beside}</div>`;
    }
    case ComponentType.File:
      return `<div class="file">${escapeHtml(component.file.url.replace('attachment://', ''))}</div>`;
  }
}

/** Only uploads are shown: a picture of the documentation loads nothing from anywhere. */
function source(url: string, { files }: MessagePicture): string {
  const bytes = files.get(url.replace('attachment://', ''));
  if (bytes === undefined) throw new Error(`the message shows ${url}, but no such file goes with it`);
  return `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
}

const BUTTON_CLASS: Readonly<Partial<Record<ButtonStyle, string>>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
};

function button(component: { readonly type: ComponentType }): string {
  if (component.type !== ComponentType.Button) return '<span class="button select">Choose …</span>';
  const { style, label } = component as { style?: ButtonStyle; label?: string };
  const leaves =
    style === ButtonStyle.Link ? '<svg viewBox="0 0 24 24"><path d="M14 4h6v6M20 4 10 14M18 14v6H4V6h6"/></svg>' : '';
  return `<span class="button ${(style !== undefined && BUTTON_CLASS[style]) || ''}">${escapeHtml(label ?? '')}${leaves}</span>`;
}
