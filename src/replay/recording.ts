import path from 'node:path';
import { UserError } from '../domain/command.ts';
import type { ChatEvent, StreamInfo } from '../domain/chat-event.ts';
import { isDamagedGzip, readFileChunks } from './byte-source.ts';
import { CommentScanner } from './comment-scanner.ts';
import { detectFormat, type RecordingFormat } from './detect-format.ts';
import { IrcLineReader } from './irc-lines.ts';
import { nameFrom, parseJsonLine } from './jsonl.ts';
import { LineSplitter } from './lines.ts';
import { ReadTally } from './read-tally.ts';
import { takeSample } from './sample.ts';
import { Sequencer, SEQUENCER_DEFAULTS } from './sequencer.ts';
import { streamStart } from './time-origin.ts';
import { CHAT_FILE_MEMBERS, CommentReader } from './twitch-downloader.ts';

/** A longer line (or comment) is passed over and counted. */
export const LINE_BYTES_MAX = 1024 * 1024;

/** Recorded chat, ready to be read once, in order, in bounded memory. */
export interface Recording {
  readonly name: string;
  readonly format: RecordingFormat;
  /** What could not be read so far; complete once `batches` ended. */
  readonly tally: ReadTally;
  /** Events in order within each stream, each stream announced by a `stream` event. Reads on only as it is consumed. */
  readonly batches: AsyncGenerator<readonly ChatEvent[]>;
}

/**
 * Opens recorded chat of any of the three formats, gzipped or not, told apart by content.
 * @throws UserError when the file is missing, empty, a folder, binary or in no known format
 */
export async function openRecording(file: string, signal: AbortSignal): Promise<Recording> {
  return readRecording(file, await readFileChunks(file, signal));
}

/** The same for decompressed bytes from anywhere. `name` stands in messages and names streams that have no name. */
export async function readRecording(name: string, chunks: AsyncGenerator<Buffer>): Promise<Recording> {
  const tally = new ReadTally();
  const { sample, all } = await takeSample(name, chunks);
  const format = detectFormat(sample);
  if (format === 'binary' || format === 'unknown') {
    await chunks.return(undefined);
    const what = format === 'binary' ? 'holds binary data' : 'is in no format this program knows';
    throw new UserError(
      `${name} ${what}. Recorded chat is JSON lines ({"t":seconds,"u":user,"m":text}), a TwitchDownloader chat JSON, ` +
        'or raw IRC lines with Twitch tags, each plain or gzipped.',
    );
  }
  const parser = createParser(format, fallbackChannel(name), tally);
  return { name, format, tally, batches: readBatches(all, parser, tally) };
}

/** The name before its first dot: a copy that is gzipped or has another ending gives the same events. */
function fallbackChannel(name: string): string {
  const base = path.basename(name).replace(/^\.+/, '').split('.')[0] ?? '';
  return nameFrom(base) ?? 'recording';
}

interface Parser {
  push(chunk: Buffer, out: ChatEvent[]): void;
  end(out: ChatEvent[]): void;
  /** Number of the line or comment being read. */
  position(): number;
}

function createParser(format: RecordingFormat, fallback: string, tally: ReadTally): Parser {
  return format === 'twitch-downloader' ? commentParser(fallback, tally) : lineParser(format, fallback, tally);
}

function lineParser(format: 'json-lines' | 'irc', fallback: string, tally: ReadTally): Parser {
  const sequencer = new Sequencer({ ...SEQUENCER_DEFAULTS, streamOf: streamFromFirst }, tally);
  const irc = new IrcLineReader();
  let sink: ChatEvent[] = [];
  const splitter = new LineSplitter(LINE_BYTES_MAX, {
    line(text, number) {
      const line = number === 1 ? text.replace(/^\ufeff/, '') : text;
      if (line.trim() === '') return;
      const parsed = format === 'irc' ? irc.parse(line) : parseJsonLine(line, number, fallback);
      if (parsed === null) tally.skipped++;
      else if (typeof parsed === 'string') tally.add(parsed, number);
      else sequencer.push(parsed, number, sink);
    },
    overlong: (number) => tally.add('line-too-long', number),
  });
  return {
    push(chunk, out) {
      sink = out;
      splitter.push(chunk);
    },
    end(out) {
      sink = out;
      splitter.end();
      sequencer.end(out);
    },
    position: () => splitter.lastNumber,
  };
}

function commentParser(fallback: string, tally: ReadTally): Parser {
  const reader = new CommentReader(fallback);
  const sequencer = new Sequencer({ ...SEQUENCER_DEFAULTS, streamOf: () => reader.stream() }, tally);
  let sink: ChatEvent[] = [];
  const scanner = new CommentScanner(
    { valueBytesMax: LINE_BYTES_MAX, members: CHAT_FILE_MEMBERS },
    {
      comment(json, number) {
        const parsed = reader.comment(json, number);
        if (typeof parsed === 'string') tally.add(parsed, number);
        else sequencer.push(parsed, number, sink);
      },
      member: (key, json) => reader.member(key, json),
      overlong: (number) => {
        if (number !== null) tally.add('line-too-long', number);
      },
    },
  );
  return {
    push(chunk, out) {
      sink = out;
      scanner.push(chunk);
    },
    end(out) {
      if (!scanner.complete) tally.add('cut-short', scanner.comments);
      sequencer.end(out);
    },
    position: () => scanner.comments,
  };
}

/** The broadcast of a recording that says nothing about it. */
function streamFromFirst(first: ChatEvent): StreamInfo {
  const { channel } = first;
  const roomId = 'roomId' in first ? first.roomId : '';
  const startedAt = streamStart(first.receivedAt);
  return {
    id: `recording:${channel}`,
    channel,
    roomId,
    startedAt,
    endedAt: null,
    title: '',
    category: '',
    vodId: null,
  };
}

async function* readBatches(
  chunks: AsyncIterable<Buffer>,
  parser: Parser,
  tally: ReadTally,
): AsyncGenerator<readonly ChatEvent[]> {
  try {
    for await (const chunk of chunks) {
      const out: ChatEvent[] = [];
      parser.push(chunk, out);
      if (out.length > 0) yield out;
    }
  } catch (error) {
    if (!isDamagedGzip(error)) throw error;
    tally.add('cut-short', parser.position());
  }
  const last: ChatEvent[] = [];
  parser.end(last);
  if (last.length > 0) yield last;
}
