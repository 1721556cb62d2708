import type { Mood, Sentiment, SentimentShares } from '../../domain/mood.ts';

/** A message from which nothing can be read still says that people write about something else. */
const WEIGHT_UNREADABLE = 0.25;

/** So many messages of equal weight are half enough to be sure. */
const SAMPLE_HALF = 6;

const WEIGHT = 0;
const WEIGHT_SQUARED = 1;
const SCORE = 2;
const SCORE_SQUARED = 3;
const CONFIDENCE = 4;
const LABELS = 5;
const FEELINGS = 8;
const SUMS = 14;

const LABEL_AT = { pos: LABELS, neu: LABELS + 1, neg: LABELS + 2 } as const;
/** In the order of MOODS. */
const MOOD_AT: Readonly<Record<Mood, number>> = {
  joy: FEELINGS,
  hype: FEELINGS + 1,
  sad: FEELINGS + 2,
  anger: FEELINGS + 3,
  confusion: FEELINGS + 4,
  calm: FEELINGS + 5,
};

/** What sums say about the chat they were added up from. */
export interface MoodReading {
  readonly score: number;
  readonly shares: SentimentShares;
  readonly moods: Readonly<Record<Mood, number>>;
  readonly confidence: number;
}

/** Weighted sums over judgements. What is added is scaled by the caller; see `Fading`. */
export class MoodSums {
  readonly #sums = new Float64Array(SUMS);

  /** @param weight what the message counts, 0 to 1; @param sign −1 takes an earlier judgement away again */
  add(judged: Sentiment, weight: number, scale: number, sign: 1 | -1 = 1): void {
    const sums = this.#sums;
    const confidence = within(judged.confidence, 0, 1);
    const score = within(judged.score, -1, 1);
    const share = weight * (WEIGHT_UNREADABLE + (1 - WEIGHT_UNREADABLE) * confidence) * scale;
    const amount = sign * share;
    sums[WEIGHT]! += amount;
    sums[WEIGHT_SQUARED]! += amount * share;
    sums[SCORE]! += amount * score;
    sums[SCORE_SQUARED]! += amount * score * score;
    sums[CONFIDENCE]! += amount * confidence;
    sums[LABEL_AT[judged.label]]! += amount;
    sums[MOOD_AT[judged.mood]]! += amount;
    if (sign < 0) this.#settle();
  }

  /** Weight of the messages that feel so. @param mood its place in `MOODS` */
  felt(mood: number): number {
    return this.#sums[FEELINGS + mood]!;
  }

  /** −1 to 1; the parameters are those of {@link read}. */
  score(scale: number, calmWeight: number): number {
    const whole = this.#sums[WEIGHT]! + calmWeight * scale;
    return whole > 0 ? this.#sums[SCORE]! / whole : 0;
  }

  /**
   * @param scale what was added now would be scaled by
   * @param calmWeight weight assumed to feel nothing, at scale 1, so that few messages do not claim much
   * @param messages how many messages the sums stand for today
   */
  read(scale: number, calmWeight: number, messages: number): MoodReading {
    const sums = this.#sums;
    const calm = calmWeight * scale;
    const weight = sums[WEIGHT]!;
    const whole = weight + calm;
    const of = (at: number): number => (weight > 0 ? sums[at]! / whole : 0);
    const rest = weight > 0 ? calm / whole : 0;
    return {
      score: of(SCORE),
      shares: { positive: of(LABEL_AT.pos), neutral: of(LABEL_AT.neu) + rest, negative: of(LABEL_AT.neg) },
      moods: {
        joy: of(MOOD_AT.joy),
        hype: of(MOOD_AT.hype),
        sad: of(MOOD_AT.sad),
        anger: of(MOOD_AT.anger),
        confusion: of(MOOD_AT.confusion),
        calm: of(MOOD_AT.calm) + rest,
      },
      confidence: this.#confidence(messages),
    };
  }

  divide(divisor: number): void {
    for (let i = 0; i < SUMS; i++) this.#sums[i]! /= i === WEIGHT_SQUARED ? divisor * divisor : divisor;
  }

  clear(): void {
    this.#sums.fill(0);
  }

  /**
   * Sample size times the geometric mean of agreement and how sure the model was. The sample is Kish's effective one,
   * (Σw)² / Σw², but not more than is left of it; agreement is 1 less the standard deviation of the scores, which is
   * at most 1.
   */
  #confidence(messages: number): number {
    const sums = this.#sums;
    const weight = sums[WEIGHT]!;
    if (weight <= 0 || sums[WEIGHT_SQUARED]! <= 0) return 0;
    const sample = Math.min((weight * weight) / sums[WEIGHT_SQUARED]!, messages);
    const mean = sums[SCORE]! / weight;
    const deviation = Math.sqrt(Math.max(0, sums[SCORE_SQUARED]! / weight - mean * mean));
    const agreement = Math.max(0, 1 - deviation);
    const sure = within(sums[CONFIDENCE]! / weight, 0, 1);
    return (sample / (sample + SAMPLE_HALF)) * Math.sqrt(agreement * sure);
  }

  /** Taking away leaves rounding errors, which must not turn a share negative. */
  #settle(): void {
    for (let i = 0; i < SUMS; i++) if (i !== SCORE && this.#sums[i]! < 0) this.#sums[i] = 0;
  }
}

/** Models are asked to stay within these bounds; what is not a number counts as 0. */
function within(value: number, min: number, max: number): number {
  if (value >= min) return value <= max ? value : max;
  return value < min ? min : 0;
}
