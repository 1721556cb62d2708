import type { EpochMs } from '../../domain/chat-event.ts';
import type { HypeMoment, MomentCategory } from '../../domain/hype-moment.ts';
import { isoTime } from '../format.ts';
import { rounded } from './rounded.ts';

/** A moment on every wire: WebSocket, REST, `replay --json`, `backtest --json`. */
export interface HypeEventFrame {
  readonly type: 'hype_event';
  /** The same in the `started` and the `ended` event of a moment, and in every replay of the same chat. */
  readonly id: string;
  readonly channel: string;
  /** ISO 8601, UTC, milliseconds: when this happened, that is when the moment reached the threshold, or ended. */
  readonly timestamp: string;
  /** `timestamp` in seconds since the stream (or recording) began; absent where that is unknown. */
  readonly stream_seconds?: number;
  /** Highest messages a second so far. */
  readonly velocity: number;
  /** What was usual before, messages a second. */
  readonly baseline_mean: number;
  readonly baseline_std: number;
  /** `velocity` over the usual rate. */
  readonly multiplier: number;
  /** Highest score so far, in the detector's units: the number a sensitivity is compared with. */
  readonly score: number;
  readonly unique_chatters: number;
  readonly category: MomentCategory;
  readonly top_emotes: readonly (readonly [name: string, count: number])[];
  readonly phase: 'started' | 'ended';
  readonly detector: string;
  readonly messages: number;
  /** When chat began to react, and when it was loudest. */
  readonly started_at: string;
  readonly peak_at: string;
  /** Null while the moment lasts. */
  readonly ended_at: string | null;
  readonly duration_seconds: number;
  /** Plain sentences, strongest first. */
  readonly why: readonly string[];
  readonly discounts: readonly string[];
  /** Shaped like a bot or hate raid. */
  readonly attack: boolean;
}

/** @param at when the moment reached the threshold of whoever is told, or ended */
export function hypeEventFrame(moment: HypeMoment, phase: 'started' | 'ended', at: EpochMs): HypeEventFrame {
  const { streamSeconds } = moment;
  return {
    type: 'hype_event',
    id: moment.id,
    channel: moment.channel,
    timestamp: isoTime(at),
    ...(streamSeconds === null ? {} : { stream_seconds: rounded(streamSeconds + (at - moment.detectedAt) / 1000) }),
    velocity: rounded(moment.peakVelocity),
    baseline_mean: rounded(moment.baselineMean),
    baseline_std: rounded(moment.baselineStd),
    multiplier: rounded(moment.multiplier),
    score: rounded(moment.peakScore),
    unique_chatters: moment.uniqueChatters,
    category: moment.category,
    top_emotes: moment.topEmotes,
    phase,
    detector: moment.detector,
    messages: moment.messages,
    started_at: isoTime(moment.startedAt),
    peak_at: isoTime(moment.peakAt),
    ended_at: moment.endedAt === null ? null : isoTime(moment.endedAt),
    duration_seconds: rounded(((moment.endedAt ?? at) - moment.startedAt) / 1000),
    why: moment.contributions.map(({ text }) => text),
    discounts: moment.discounts.map(({ text }) => text),
    attack: moment.attack,
  };
}
