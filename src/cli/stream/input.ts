import { UserError } from '../../domain/command.ts';
import type { ChatEvent, ChannelName, EpochMs } from '../../domain/chat-event.ts';
import { gunzipped } from '../../replay/byte-source.ts';
import { detectFormat } from '../../replay/detect-format.ts';
import { ReadTally } from '../../replay/read-tally.ts';
import { LINE_BYTES_MAX, readRecording } from '../../replay/recording.ts';
import { LineSplitter } from '../../replay/lines.ts';
import { LineEvents } from './line-events.ts';

/** A line ends a beginning that is long enough to tell the format by; so does this much of one line. */
const HEAD_BYTES = 4_096;

/** Chat as it comes in. */
export interface Input {
  readonly tally: ReadTally;
  /** What the tally counts. */
  readonly unit: 'line' | 'comment';
  /** True where the chat happens now: events carry the time they came in. */
  readonly live: boolean;
  readonly batches: AsyncGenerator<readonly ChatEvent[]>;
}

export interface InputOptions {
  /** Of lines that name no channel. */
  readonly channel: ChannelName;
  readonly now: () => EpochMs;
  readonly signal: AbortSignal;
}

/**
 * Reads chat of any format from bytes that may come in slowly: each event is handed on as soon as its line is there.
 * @throws UserError when nothing comes in or it is binary
 */
export async function openInput(bytes: AsyncIterable<Buffer, void>, options: InputOptions): Promise<Input> {
  const chunks = gunzipped(bytes, options.signal);
  const head = await readHead(chunks);
  if (head.toString('utf8').trim() === '') throw new UserError('No chat came in on standard input.');
  const format = detectFormat(head);
  if (format === 'binary') throw new UserError('Standard input holds binary data, not chat.');
  if (format === 'twitch-downloader') {
    const { tally, batches } = await readRecording(options.channel, withHead(head, chunks));
    return { tally, unit: 'comment', live: false, batches };
  }
  const tally = new ReadTally();
  const events = new LineEvents(options.channel, tally, options.now);
  const batches = readLines(withHead(head, chunks), events, tally);
  const first = await batches.next();
  return { tally, unit: 'line', live: events.live, batches: withFirst(first, batches) };
}

async function readHead(chunks: AsyncGenerator<Buffer, void>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  while (bytes < HEAD_BYTES && !parts.some((part) => part.includes('\n'))) {
    const next = await chunks.next();
    if (next.done === true) break;
    parts.push(next.value);
    bytes += next.value.length;
  }
  return Buffer.concat(parts);
}

async function* withHead(head: Buffer, rest: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

async function* withFirst(
  first: IteratorResult<readonly ChatEvent[], void>,
  rest: AsyncGenerator<readonly ChatEvent[], void>,
): AsyncGenerator<readonly ChatEvent[]> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}

async function* readLines(
  chunks: AsyncIterable<Buffer>,
  events: LineEvents,
  tally: ReadTally,
): AsyncGenerator<readonly ChatEvent[], void> {
  const splitter = new LineSplitter(LINE_BYTES_MAX, {
    line: (text, number) => events.line(text, number),
    overlong: (number) => tally.add('line-too-long', number),
  });
  for await (const chunk of chunks) {
    splitter.push(chunk);
    const out = events.take();
    if (out.length > 0) yield out;
  }
  splitter.end();
  events.end();
  const last = events.take();
  if (last.length > 0) yield last;
}
