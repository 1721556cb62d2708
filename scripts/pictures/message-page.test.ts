import { ButtonStyle, ComponentType, type APIMessageTopLevelComponent } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { openChromium } from './chromium.ts';
import { messagePage } from './message-page.ts';

const page = (
  components: readonly APIMessageTopLevelComponent[],
  files = new Map<string, Uint8Array>(),
): Promise<string> => messagePage({ components, files, postedAt: 0, now: 0 });

const gallery: APIMessageTopLevelComponent = {
  type: ComponentType.MediaGallery,
  items: [{ media: { url: 'attachment://chart.png' } }],
};

describe('page of a message', () => {
  test('a container has its accent, its text and its buttons', async () => {
    const html = await page([
      {
        type: ComponentType.Container,
        accent_color: 0x00a0ff,
        components: [
          { type: ComponentType.TextDisplay, content: '### <b>Hello</b>' },
          { type: ComponentType.Separator },
          {
            type: ComponentType.ActionRow,
            components: [
              { type: ComponentType.Button, style: ButtonStyle.Link, label: 'VOD', url: 'https://example.org' },
            ],
          },
        ],
      },
    ]);
    expect(html).toContain('border-left-color:#00a0ff');
    expect(html).toContain('<h3>&#60;b&#62;Hello&#60;/b&#62;</h3>');
    expect(html).toContain('<hr>');
    expect(html).toMatch(/class="button ">VOD</);
  });

  test('an upload is shown from its bytes', async () => {
    expect(await page([gallery], new Map([['chart.png', new Uint8Array([1, 2, 3])]]))).toContain(
      'data:image/png;base64,AQID',
    );
  });

  test('a picture that does not go with the message is a mistake', async () => {
    await expect(page([gallery])).rejects.toThrow('attachment://chart.png');
  });
});

test.skipIf(process.env['CHROMIUM_PATH'] !== undefined)(
  'without Chromium the reason and the remedy are told',
  async () => {
    await expect(openChromium(['/nowhere/chromium'])).rejects.toThrow(
      /No Chromium was found .*apt-get install chromium/,
    );
  },
);
