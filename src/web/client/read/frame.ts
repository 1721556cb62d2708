import type { HeadlineFrame } from '../../../lib/wire/headline.ts';
import type { MetricsFrame } from '../../../lib/wire/metrics.ts';
import type { MoodFrame } from '../../../lib/wire/mood.ts';
import { readChat, readTwitchEvent, type ChatFrame, type TwitchEventFrame } from './chat.ts';
import { readHeadline, readMetrics, readMoment, readMood, type Moment } from './live.ts';
import { isRecord, tryRead, type Reader } from './shape.ts';

/** Everything a page reacts to. */
export type LiveFrame = MetricsFrame | Moment | MoodFrame | HeadlineFrame | ChatFrame | TwitchEventFrame;

const READERS: ReadonlyMap<unknown, Reader<LiveFrame>> = new Map<unknown, Reader<LiveFrame>>([
  ['metrics', readMetrics],
  ['hype_event', readMoment],
  ['mood', readMood],
  ['headline', readHeadline],
  ['chat_message', readChat],
  ['twitch_event', readTwitchEvent],
]);

/**
 * `joined`: the bot lets the page hear a channel's chat; `resumed` false where something may have been missed.
 * `ignored`: an answer to a command, or a kind this page does not know. `unreadable`: a kind it knows, but broken.
 * `refused`: the bot answered with an error.
 */
export type FrameReading =
  | { readonly kind: 'frame'; readonly frame: LiveFrame }
  | { readonly kind: 'joined'; readonly channel: string; readonly resumed: boolean }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unreadable' };

const PROBLEM_MAX = 400;

/** Reads what came through a socket. Never throws. */
export function readFrame(data: unknown): FrameReading {
  const value = typeof data === 'string' ? parseJson(data) : undefined;
  if (!isRecord(value)) return { kind: 'unreadable' };
  const reader = READERS.get(value['type']);
  if (reader === undefined) return readAnswer(value);
  const frame = tryRead(reader, value);
  return frame === null ? { kind: 'unreadable' } : { kind: 'frame', frame };
}

function readAnswer({ status, channel, resumed, error, detail }: Record<string, unknown>): FrameReading {
  if (status === 'joined_channel' && typeof channel === 'string') {
    return { kind: 'joined', channel, resumed: resumed !== false };
  }
  if (typeof error !== 'string') return { kind: 'ignored' };
  const sentences = typeof detail === 'string' ? `${error}. ${detail}` : error;
  return { kind: 'refused', problem: sentences.slice(0, PROBLEM_MAX) };
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
