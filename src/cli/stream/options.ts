import { UserError } from '../../domain/command.ts';
import { readCommandLine } from '../../lib/command-line.ts';
import { nameFrom } from '../../replay/jsonl.ts';

export interface StreamOptions {
  /** Times real time for chat with recorded times; null to choose by where the output goes. */
  readonly speed: number | 'max' | null;
  /** Milliseconds of the chat's time between two headlines. */
  readonly everyMs: number;
  /** The only channel to show; also the channel of lines that name none. */
  readonly channel: string | null;
  readonly json: boolean;
}

export const STREAM_USAGE = `Reads chat from standard input and says, twice a second, what it is about.

  npm run -s stream [options] < FILE
  some-program | npm run -s stream

  Input is told apart by its content, gzipped or not: JSON lines {"t":seconds,"u":user,"m":text}, TwitchDownloader chat
  JSON, raw IRC lines, or plain lines "user: text". On a terminal the headline is a live display, elsewhere JSON lines.

  --speed N|max           for chat with recorded times: times real time (default 1 on a terminal, elsewhere max)
  --every SECONDS         between two headlines, in the chat's time (default 0.5)
  --channel NAME          show only this channel; plain lines get this name
  --json                  JSON lines on a terminal too
  --help                  this text`;

const SPEED_MAX = 1_000_000;
const EVERY_SECONDS_MIN = 0.25;
const EVERY_SECONDS_MAX = 3_600;

/** Reads the command line of `stream`. @returns 'help' when asked for it @throws UserError for anything unclear */
export function parseStreamOptions(argv: readonly string[]): StreamOptions | 'help' {
  const { values, positionals } = readCommandLine({
    args: [...argv],
    allowPositionals: true,
    options: {
      speed: { type: 'string' },
      every: { type: 'string' },
      channel: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return 'help';
  const [file] = positionals;
  if (file !== undefined) {
    throw new UserError(`Chat is read from standard input, not from a named file: npm run -s stream < ${file}`);
  }
  return {
    speed: values.speed === undefined ? null : parseSpeed(values.speed),
    everyMs: parseEvery(values.every ?? '0.5') * 1_000,
    channel: values.channel === undefined ? null : parseChannel(values.channel),
    json: values.json ?? false,
  };
}

function parseSpeed(text: string): number | 'max' {
  const speed = Number(text);
  if (text === 'max' || (text.trim() !== '' && speed > 0 && speed <= SPEED_MAX)) return text === 'max' ? text : speed;
  throw new UserError(`--speed ${text} is no speed. Give a number above 0 (1 is real time) or max.`);
}

function parseEvery(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= EVERY_SECONDS_MIN && seconds <= EVERY_SECONDS_MAX) return seconds;
  throw new UserError(`--every ${text} is no pause. Give seconds from ${EVERY_SECONDS_MIN} to ${EVERY_SECONDS_MAX}.`);
}

function parseChannel(text: string): string {
  const name = nameFrom(text.trim().replace(/^#/, '').toLowerCase());
  if (name === null) throw new UserError(`--channel ${JSON.stringify(text)} is no name. Give the channel's login.`);
  return name;
}
