import type { EpochMs } from '../../domain/chat-event.ts';

/** A sample of this many messages or more is forgotten fastest: half of it every {@link HALF_LIFE_SECONDS}. */
const FULL_SAMPLE = 30;
/** A wave of reactions lasts ten to thirty seconds; the mood follows it without jumping to its every message. */
const HALF_LIFE_SECONDS = 20;
/** So few messages are forgotten slowest, because forgetting them sooner would leave nothing to judge by. */
const SMALL_SAMPLE = 2;

const FASTEST = Math.LN2 / HALF_LIFE_SECONDS;
/** Between the two sizes, the pace of forgetting is in proportion to the sample. */
const PER_MESSAGE = FASTEST / FULL_SAMPLE;
const SLOWEST = PER_MESSAGE * SMALL_SAMPLE;

/**
 * How much is forgotten of a sample of `sample` messages while nothing new arrives: −ln of the share that is left.
 *
 * The pace depends on nothing but the sample at hand, so a fast chat has a half-life of {@link HALF_LIFE_SECONDS}, a
 * slow one keeps its last few messages for minutes, and it makes no difference in how many steps time passes: the
 * closed solution of dn/dt = −λ(n)·n with λ = PER_MESSAGE·n between its two ends.
 */
export function fadeOf(sample: number, seconds: number): number {
  if (sample * (1 - FASTEST * seconds) >= FULL_SAMPLE) return FASTEST * seconds;
  let faded = 0;
  let left = seconds;
  let size = sample;
  if (size > FULL_SAMPLE) {
    const untilFull = Math.log(size / FULL_SAMPLE);
    if (FASTEST * left <= untilFull) return FASTEST * left;
    faded = untilFull;
    left -= untilFull / FASTEST;
    size = FULL_SAMPLE;
  }
  if (size > SMALL_SAMPLE) {
    const untilSmall = (1 / SMALL_SAMPLE - 1 / size) / PER_MESSAGE;
    if (left <= untilSmall) return faded + Math.log1p(PER_MESSAGE * size * left);
    faded += Math.log(size / SMALL_SAMPLE);
    left -= untilSmall;
  }
  return faded + SLOWEST * left;
}

/** Beyond e^32 the scale begins again at 1, so that no sum grows without end. */
const SCALE_EXPONENT_MAX = 32;
/** After days of silence nothing is left either way, and a larger scale would not be a number. */
const LOOK_AHEAD_MAX = 300;

/**
 * The pace at which one channel forgets. Instead of making every sum smaller with every message, what is new is added
 * larger: `scale` is how much larger by now, and dividing by it gives the sum as it is today.
 */
export class Fading {
  #at: EpochMs = -Infinity;
  #sample = 0;
  /** All that was ever forgotten, as −ln of what is left: the time line of {@link scaleAt}. */
  #faded = 0;
  #scaleFrom = 0;
  #scale = 1;

  get faded(): number {
    return this.#faded;
  }

  /** What something added now is multiplied by. */
  get scale(): number {
    return this.#scale;
  }

  /** What something added when `faded` was so large was multiplied by, in terms of today's sums. */
  scaleAt(faded: number): number {
    return Math.exp(faded - this.#scaleFrom);
  }

  /** Messages in the sample at `now`, and the scale they would be divided by. Changes nothing. */
  at(now: EpochMs): { readonly sample: number; readonly scale: number } {
    if (this.#sample === 0 || now <= this.#at) return { sample: this.#sample, scale: this.#scale };
    const faded = Math.min(LOOK_AHEAD_MAX, fadeOf(this.#sample, (now - this.#at) / 1000));
    return { sample: this.#sample * Math.exp(-faded), scale: this.#scale * Math.exp(faded) };
  }

  /** Lets time pass. The number that all sums must be divided by, 1 nearly always. */
  advance(now: EpochMs): number {
    if (now <= this.#at) return 1;
    const faded = this.#sample === 0 ? 0 : fadeOf(this.#sample, (now - this.#at) / 1000);
    this.#at = now;
    this.#sample *= Math.exp(-faded);
    this.#faded += faded;
    this.#scale = Math.exp(this.#faded - this.#scaleFrom);
    if (this.#faded - this.#scaleFrom <= SCALE_EXPONENT_MAX) return 1;
    const divisor = this.#scale;
    this.#scaleFrom = this.#faded;
    this.#scale = 1;
    return divisor;
  }

  /** One more message, counting `weight`. */
  add(weight: number): void {
    this.#sample += weight;
  }
}
