import type { Baseline } from './baseline.ts';
import { RecentPeak } from './recent-peak.ts';
import type { Second } from './scorer.ts';
import {
  ALIKE,
  CHATTERS,
  COPIES,
  CountRing,
  EMOTES,
  MESSAGES,
  NEWCOMERS,
  OUTCRY,
  REACTION,
  RECENT_SECONDS,
  SHORT,
  UNIT,
} from './second-counts.ts';

/**
 * What the score is made of. Each is the natural logarithm of a ratio, with a few messages added above and below: the
 * same number means the same in any chat, whatever its language and speed, and a handful of people is no crowd.
 */
export const FEATURES = [
  /** Short messages of the last 10 s over the usual. */
  'short',
  /** Messages with emotes, emoji or reaction words, 10 s over the usual. */
  'emotes',
  /** Shouting, repetition, marks of surprise, 10 s over the usual. */
  'outcry',
  /** How far this stays below the highest eruption of the last five minutes: lively phases cluster. At least 0. */
  'lively',
  /** How far the distinct chatters of the last 15 s stay below {@link CROWD}. At least 0. */
  'few',
  /** The usual volume against two messages a second: busy chats rise above themselves more easily. */
  'volume',
  /** How far the people who write in their own words exceed {@link RUSH} times the usual: that is news, however they write. */
  'rush',
] as const;
export type Feature = (typeof FEATURES)[number];

/** People are counted over longer, for they write less often than they react. */
const CHATTERS_SECONDS = 15;
/** People within 15 s from which on their number says nothing more. */
const CROWD = 22;
/** A crowd this many times the usual is no longer a matter of how its messages look. */
const RUSH = 4;
/** Messages added above and below a ratio. */
const ADDED = 4;
const ADDED_ALL = 8;
const VOLUME_ADDED = 10;

/** Computes the features of one channel, once a second. */
export class FeatureVector {
  readonly values = new Float64Array(FEATURES.length);
  readonly #recent = new CountRing(RECENT_SECONDS);
  readonly #wide = new CountRing(CHATTERS_SECONDS, 2);
  readonly #people = new Uint16Array(2);
  readonly #peak = new RecentPeak();
  #level = 0;

  /** Messages of the last {@link RECENT_SECONDS}. */
  get messages(): number {
    return this.#recent.sums[MESSAGES] ?? 0;
  }

  /** Messages a second over the last {@link RECENT_SECONDS}. */
  get velocity(): number {
    return this.messages / RECENT_SECONDS;
  }

  /** Distinct chatters of the last 15 seconds. */
  get chatters(): number {
    return (this.#wide.sums[0] ?? 0) / UNIT;
  }

  /** First-time chatters of the last 15 seconds. */
  get newcomers(): number {
    return (this.#wide.sums[1] ?? 0) / UNIT;
  }

  /** Messages of the last 10 s that repeat a pasted text. */
  get copies(): number {
    return this.#recent.sums[COPIES] ?? 0;
  }

  /** Messages of the last 10 s that repeat any text. */
  get alike(): number {
    return this.#recent.sums[ALIKE] ?? 0;
  }

  /** Reactions of the last 10 s over the usual: what `lively` remembers. Exact as a 32-bit float. */
  get level(): number {
    return this.#level;
  }

  /** Counts of the last 10 s, in messages. */
  recent(kind: number): number {
    return (this.#recent.sums[kind] ?? 0) / (kind === MESSAGES ? 1 : UNIT);
  }

  push(row: ArrayLike<number>): void {
    this.#recent.push(row);
    this.#people[0] = row[CHATTERS] ?? 0;
    this.#people[1] = row[NEWCOMERS] ?? 0;
    this.#wide.push(this.#people);
  }

  /** Forgets the short windows, after a gap. */
  forget(): void {
    this.#recent.clear();
    this.#wide.clear();
  }

  compare(second: Second, baseline: Baseline): void {
    const { values } = this;
    this.#level = Math.fround(ratio(this.recent(REACTION), usual(baseline, REACTION, RECENT_SECONDS), ADDED_ALL));
    values[0] = ratio(this.recent(SHORT), usual(baseline, SHORT, RECENT_SECONDS), ADDED);
    values[1] = ratio(this.recent(EMOTES), usual(baseline, EMOTES, RECENT_SECONDS), ADDED);
    values[2] = ratio(this.recent(OUTCRY), usual(baseline, OUTCRY, RECENT_SECONDS), ADDED);
    values[3] = Math.max(0, this.#peak.at(second) - this.#level);
    values[4] = Math.max(0, Math.log(CROWD / (this.chatters + 1)));
    values[5] = Math.log((baseline.mean(MESSAGES) * RECENT_SECONDS + VOLUME_ADDED) / (2 * RECENT_SECONDS));
    values[6] = Math.max(0, ratio(this.#ownWords(), this.#chattersBefore(baseline), ADDED_ALL) - Math.log(RUSH));
  }

  /** Distinct chatters in 15 s as they were before the last 15 s: a rush soon weighs in its own usual. */
  #chattersBefore(baseline: Baseline): number {
    const seconds = Math.max(1, baseline.seconds - this.#wide.size);
    const earlier = Math.max(0, baseline.mean(CHATTERS) * baseline.seconds - (this.#wide.sums[0] ?? 0));
    return (earlier / seconds / UNIT) * CHATTERS_SECONDS;
  }

  /** Distinct chatters, but no more than there are messages that repeat no pasted text. */
  #ownWords(): number {
    return Math.min(this.chatters, ((this.messages - this.copies) * CHATTERS_SECONDS) / RECENT_SECONDS);
  }

  /**
   * How unlikely the burst is by chance alone: the largest of its counts' distances from the usual, in standard
   * deviations of a Poisson count (Anscombe's transform, so that it holds for small counts too).
   */
  surprise(baseline: Baseline): number {
    let highest = deviations(this.chatters, usual(baseline, CHATTERS, CHATTERS_SECONDS));
    highest = Math.max(highest, deviations(this.messages, baseline.mean(MESSAGES) * RECENT_SECONDS));
    for (let kind = REACTION; kind <= SHORT; kind++) {
      highest = Math.max(highest, deviations(this.recent(kind), usual(baseline, kind, RECENT_SECONDS)));
    }
    return highest;
  }

  /** Remembers a level for `lively`. */
  remember(second: Second, level: number): void {
    this.#peak.push(second, level);
  }
}

/** What the baseline expects within `seconds`. */
function usual(baseline: Baseline, kind: number, seconds: number): number {
  return (baseline.mean(kind) * seconds) / UNIT;
}

/** Distance of a Poisson count from what was expected, in standard deviations. */
function deviations(now: number, expected: number): number {
  return 2 * (Math.sqrt(now + 0.375) - Math.sqrt(expected + 0.375));
}

function ratio(now: number, expected: number, added: number): number {
  return Math.log((now + added) / (expected + added));
}
