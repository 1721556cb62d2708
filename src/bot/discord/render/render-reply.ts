import { ComponentType, type APIComponentInContainer, type APIContainerComponent } from 'discord.js';
import type { CommandReply, ReplyBlock, ReplyFile } from '../../../domain/command.ts';
import { buttonRows, RouteIds, selectRow } from './action-rows.ts';
import { fitChildren, MESSAGE_BUDGET, text } from './budget.ts';
import { clipUnits } from './clip-units.ts';
import { safeFileName } from './file-name.ts';
import type { RenderedFile, RenderedMessage } from './rendered-message.ts';

/** The container is a component itself. */
const CONTAINER_BUDGET = { ...MESSAGE_BUDGET, componentsMax: MESSAGE_BUDGET.componentsMax - 1 };
const FILES_MAX = 10;
/** Discord's default limit for one upload; a boosted server takes more, which a reply does not need. */
const FILE_BYTES_MAX = 10 * 1024 * 1024;
const REQUEST_BYTES_MAX = 24 * 1024 * 1024;
const ALT_TEXT_CHARACTERS_MAX = 1_024;

/** A command's answer as one Components V2 message. Shortens what does not fit, says so, and never fails. */
export function renderReply(reply: CommandReply): RenderedMessage {
  const files = acceptFiles(reply.files ?? []);
  const ids = new RouteIds();
  const children = reply.blocks.flatMap((block) => renderBlock(block, files.accepted, ids));
  if (files.refused > 0)
    children.push(
      text(`-# ${files.refused === 1 ? 'One file was' : `${files.refused} files were`} too large to attach.`),
    );
  if (children.length === 0) children.push(text('Nothing to show.'));

  const fitted = fitChildren(children, CONTAINER_BUDGET);
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    ...(reply.accent === undefined ? {} : { accent_color: reply.accent & 0xffffff }),
    components: [...fitted],
  };
  return { components: [container], files: describeFiles(files.accepted, reply.blocks) };
}

function renderBlock(
  block: ReplyBlock,
  files: ReadonlyMap<string, RenderedFile>,
  ids: RouteIds,
): APIComponentInContainer[] {
  switch (block.kind) {
    case 'text':
      return block.markdown.trim() === '' ? [] : [text(block.markdown)];
    case 'divider':
      return [{ type: ComponentType.Separator, divider: true, spacing: 1 }];
    case 'image': {
      const file = files.get(block.file);
      if (!file) return [];
      const description = clipUnits(block.altText, ALT_TEXT_CHARACTERS_MAX);
      return [
        {
          type: ComponentType.MediaGallery,
          items: [{ media: { url: `attachment://${file.name}` }, ...(description ? { description } : {}) }],
        },
      ];
    }
    case 'file': {
      const file = files.get(block.file);
      return file ? [{ type: ComponentType.File, file: { url: `attachment://${file.name}` } }] : [];
    }
    case 'buttons':
      return [...buttonRows(block.buttons, ids)];
    case 'select':
      return [...selectRow(block, ids)];
  }
}

/** Uploads that Discord takes, by the name the reply gave them. */
function acceptFiles(files: readonly ReplyFile[]): {
  readonly accepted: Map<string, RenderedFile>;
  readonly refused: number;
} {
  const accepted = new Map<string, RenderedFile>();
  const names = new Set<string>();
  let bytes = 0;
  let refused = 0;
  for (const file of files) {
    const tooMuch = file.bytes.byteLength > FILE_BYTES_MAX || bytes + file.bytes.byteLength > REQUEST_BYTES_MAX;
    if (accepted.size >= FILES_MAX || tooMuch || file.bytes.byteLength === 0) {
      refused++;
      continue;
    }
    const name = safeFileName(file.name, names);
    names.add(name);
    bytes += file.bytes.byteLength;
    accepted.set(file.name, { name, bytes: file.bytes, altText: '' });
  }
  return { accepted, refused };
}

/** Only files that a block shows: Discord hides the others of a Components V2 message. */
function describeFiles(
  files: ReadonlyMap<string, RenderedFile>,
  blocks: readonly ReplyBlock[],
): readonly RenderedFile[] {
  const described: RenderedFile[] = [];
  for (const [original, file] of files) {
    const uses = blocks.filter((block) => (block.kind === 'image' || block.kind === 'file') && block.file === original);
    const image = uses.find((block) => block.kind === 'image');
    if (uses.length > 0)
      described.push({
        ...file,
        altText: image?.kind === 'image' ? clipUnits(image.altText, ALT_TEXT_CHARACTERS_MAX) : '',
      });
  }
  return described;
}
