import { setImmediate as nextEventLoopTurn } from 'node:timers/promises';
import type { HypeMoment } from '../../../domain/hype-moment.ts';
import type { StoredMessage } from '../../../domain/ports/stores.ts';
import { clockTime, isoTime } from '../../../lib/format.ts';
import { clip, escapeMarkdown, stripInvisible } from '../../../lib/markdown.ts';

/** What a message shows without being cut, headings included. */
const TEXT_CHARACTERS_MAX = 3_000;
const TEXT_BYTES_MAX = 7_500;
const NAME_CHARACTERS_MAX = 40;
/** Twitch's own limit on a message is 500. */
const MESSAGE_CHARACTERS_MAX = 500;

/** Written at once; in between, chat goes on. */
const LINES_PER_TURN = 500;

type Said = Pick<StoredMessage, 'displayName' | 'text' | 'receivedAt'>;

/** One line of Discord markdown a message; null when it is too long to be read there. */
export function transcriptText(moment: Pick<HypeMoment, 'startedAt'>, messages: readonly Said[]): string | null {
  const lines: string[] = [];
  let characters = 0;
  let bytes = 0;
  for (const message of messages) {
    const name = escapeMarkdown(clip(message.displayName, NAME_CHARACTERS_MAX));
    const said = escapeMarkdown(clip(message.text, MESSAGE_CHARACTERS_MAX));
    const line = `\`${offset(moment, message)}\` **${name}** ${said}`;
    characters += line.length + 1;
    bytes += Buffer.byteLength(line) + 1;
    if (characters > TEXT_CHARACTERS_MAX || bytes > TEXT_BYTES_MAX) return null;
    lines.push(line);
  }
  return lines.join('\n');
}

/**
 * Plain text with one line a message, UTF-8 with a byte order mark, which Windows' editors want. Whole lines only.
 * @returns how many of the messages are in it: those that fit into `bytesMax`
 */
export async function transcriptFile(
  moment: Pick<HypeMoment, 'id' | 'channel' | 'startedAt'>,
  messages: readonly Said[],
  bytesMax: number,
): Promise<{ readonly bytes: Uint8Array; readonly written: number }> {
  const lines = [
    `\ufeff${oneLine(moment.channel)}, moment ${oneLine(moment.id)}. 0:00 is ${isoTime(moment.startedAt)}.\n`,
  ];
  let left = bytesMax - Buffer.byteLength(lines.join(''));
  let written = 0;
  for (const message of messages) {
    const who = clip(oneLine(message.displayName), NAME_CHARACTERS_MAX);
    const said = clip(oneLine(message.text), MESSAGE_CHARACTERS_MAX);
    const line = `\n${offset(moment, message).padStart(6)}  ${who}: ${said}`;
    left -= Buffer.byteLength(line);
    if (left < 0) break;
    lines.push(line);
    if (++written % LINES_PER_TURN === 0) await nextEventLoopTurn();
  }
  return { bytes: Buffer.from(lines.join('')), written };
}

/** `-0:42`, `+1:05`: time since chat began to react. */
function offset({ startedAt }: Pick<HypeMoment, 'startedAt'>, { receivedAt }: Said): string {
  const seconds = Math.round((receivedAt - startedAt) / 1000);
  return `${seconds < 0 ? '-' : '+'}${clockTime(Math.abs(seconds))}`;
}

function oneLine(text: string): string {
  return stripInvisible(text).replace(/\s+/g, ' ').trim();
}
