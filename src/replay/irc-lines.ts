import type { ChatEvent, EpochMs } from '../domain/chat-event.ts';
import { LineParser } from '../lib/irc/line-parser.ts';
import type { ReadProblem } from './read-tally.ts';
import { recordedTime } from './time-origin.ts';

/** What loggers write before a line: a date in or without brackets, or Unix seconds or milliseconds. */
const LEADING_TIME =
  /^(?:\[?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|UTC|[+-]\d\d:?\d\d)?\]?|\[?(\d{10}(?:\.\d{1,9})?|\d{13})\]?)[\s,;|]+(?=[@:])/;

export interface TimedLine {
  /** Null where nothing was written before the line. */
  readonly at: EpochMs | null;
  readonly line: string;
}

/** Takes a leading timestamp off a raw IRC line. Dates without a zone are read as UTC. */
export function splitLeadingTime(line: string): TimedLine {
  const first = line.charCodeAt(0);
  // Nearly every line begins with its tags or prefix.
  if (first === 0x40 || first === 0x3a) return { at: null, line };
  const match = LEADING_TIME.exec(line);
  if (match === null) return { at: null, line };
  const [whole, date, time, zone, unix] = match;
  const at =
    unix === undefined ? Date.parse(`${date}T${time?.replace(',', '.')}${isoZone(zone)}`) : recordedTime(Number(unix));
  return { at: at === null || Number.isNaN(at) ? null : at, line: line.slice(whole.length) };
}

function isoZone(zone: string | undefined): string {
  return zone === undefined || zone === 'UTC' ? 'Z' : zone;
}

/** True for a line that an IRC server could have sent, whatever it says. */
export function looksLikeIrc(line: string): boolean {
  return /^(?:@\S+ +)?:\S+ +[A-Z0-9]+(?: |$)|^PING /.test(splitLeadingTime(line).line);
}

/** Reads raw IRC lines of a recording. Twitch's own time counts; the logger's is used where a line has none. */
export class IrcLineReader {
  readonly #parser = new LineParser({ clockToleranceMs: Infinity });

  /** @returns the event, `null` for a line that is not chat, or why it cannot be read */
  parse(recorded: string): ChatEvent | null | ReadProblem {
    const { at, line } = splitLeadingTime(recorded);
    const time = sentTime(line) ?? at;
    const parsed = this.#parser.parse(line, time ?? 0);
    if (parsed === 'not-chat') return looksLikeIrc(line) ? null : 'bad-irc';
    if (typeof parsed === 'string') return 'bad-irc';
    return time === null ? 'bad-time' : parsed;
  }
}

/** The `tmi-sent-ts` tag. A semicolon inside a tag's value is escaped, so the name cannot be forged by a chatter. */
function sentTime(line: string): EpochMs | null {
  if (line.charCodeAt(0) !== 0x40) return null;
  const name = line.startsWith('@tmi-sent-ts=') ? 0 : line.indexOf(';tmi-sent-ts=');
  if (name === -1) return null;
  const from = name + ';tmi-sent-ts='.length;
  if (line.indexOf(' ') < from) return null;
  const digits = /^\d{10,13}(?=[; ])/.exec(line.slice(from, from + 14));
  return digits === null ? null : recordedTime(Number(digits[0]));
}
