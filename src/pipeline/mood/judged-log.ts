import type { EpochMs } from '../../domain/chat-event.ts';
import type { Mood, Sentiment, SentimentLabel } from '../../domain/mood.ts';

/** A better judgement that takes longer than this comes too late to matter: half of the message is forgotten. */
const KEEP_MS = 20_000;
const ENTRIES_MIN = 16;
/** In a chat so fast that these are not enough, only the latest messages can be judged again. */
const ENTRIES_MAX = 4_096;

const AT = 0;
const FADED = 1;
const WEIGHT = 2;
const JUDGED = 3;
const FIELDS = 4;

/** What a message counted when it came. */
export interface JudgedMessage {
  /** `Fading.faded` at its time. */
  readonly faded: number;
  /** 0 to 1. */
  readonly weight: number;
}

/**
 * The latest judgements and what they counted, so that one can be taken back exactly. A ring that grows while its
 * oldest entry is still young; the oldest is overwritten.
 */
export class JudgedLog {
  #entries = new Float64Array(0);
  #next = 0;
  #size = 0;

  /** Messages there is room for at present. */
  get capacity(): number {
    return this.#entries.length / FIELDS;
  }

  /** Times must not go back. */
  add(at: EpochMs, judged: Sentiment, faded: number, weight: number): void {
    if (this.#size === this.capacity && (this.#size === 0 || this.#isYoung(at))) this.#grow();
    const entry = this.#next * FIELDS;
    this.#entries[entry + AT] = at;
    this.#entries[entry + FADED] = faded;
    this.#entries[entry + WEIGHT] = weight;
    this.#entries[entry + JUDGED] = codeOf(judged);
    this.#next = (this.#next + 1) & (this.capacity - 1);
    this.#size = Math.min(this.#size + 1, this.capacity);
  }

  /** Finds the message of `at` that was judged `from` and remembers it as judged `to`; null when it is forgotten. */
  replace(at: EpochMs, from: Sentiment, to: Sentiment): JudgedMessage | null {
    const wanted = codeOf(from);
    for (let i = this.#firstAt(at); i < this.#size; i++) {
      const entry = this.#place(i);
      if (this.#entries[entry + AT] !== at) return null;
      if (this.#entries[entry + JUDGED] !== wanted) continue;
      this.#entries[entry + JUDGED] = codeOf(to);
      return { faded: this.#entries[entry + FADED]!, weight: this.#entries[entry + WEIGHT]! };
    }
    return null;
  }

  /** Position, oldest first, of the first entry not before `at`. */
  #firstAt(at: EpochMs): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[this.#place(middle) + AT]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #place(position: number): number {
    const mask = this.#entries.length / FIELDS - 1;
    return ((this.#next - this.#size + position) & mask) * FIELDS;
  }

  #isYoung(at: EpochMs): boolean {
    return this.#entries[this.#place(0) + AT]! > at - KEEP_MS && this.#size < ENTRIES_MAX;
  }

  #grow(): void {
    const size = this.#size;
    const grown = new Float64Array(Math.max(ENTRIES_MIN, size * 2) * FIELDS);
    for (let i = 0; i < size; i++) {
      const from = this.#place(i);
      grown.set(this.#entries.subarray(from, from + FIELDS), i * FIELDS);
    }
    this.#entries = grown;
    this.#next = size;
  }
}

/** A judgement as one number; two that differ in more than their confidence have different ones. */
function codeOf({ label, mood, score }: Sentiment): number {
  return (LABEL_CODES[label] + MOOD_CODES[mood]) * 4 + score;
}

const LABEL_CODES: Readonly<Record<SentimentLabel, number>> = { pos: 0, neu: 6, neg: 12 };
const MOOD_CODES: Readonly<Record<Mood, number>> = { joy: 0, hype: 1, sad: 2, anger: 3, confusion: 4, calm: 5 };
