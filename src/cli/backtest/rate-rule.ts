const WINDOW_SECONDS = 10;
const BASELINE_SECONDS = 300;
const WARM_UP_SECONDS = 60;
const COOLDOWN_SECONDS = 30;
/** Scales the median absolute deviation to a standard deviation of a normal distribution. */
const MAD_TO_STD = 1.4826;
const SPREAD_MIN = 1;

/** The plain robust rule others are measured against: messages in 10 s, over median and MAD of the last 300 s. */
export class RateRule {
  readonly #threshold: number;
  readonly #window: number[] = [];
  readonly #baseline: number[] = [];
  #open: number | null = null;
  #count = 0;
  #readyAt = 0;
  readonly alerts: number[] = [];

  /** @param threshold deviations above the median */
  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  /** A message in that second; seconds never go back. */
  observe(second: number): void {
    this.#open ??= second;
    for (; this.#open < second; this.#open++) this.#close(this.#open);
    this.#count++;
  }

  #close(second: number): void {
    keep(this.#window, this.#count, WINDOW_SECONDS);
    this.#count = 0;
    const rate = this.#window.reduce((sum, value) => sum + value, 0);
    keep(this.#baseline, rate, BASELINE_SECONDS);
    if (this.#baseline.length < WARM_UP_SECONDS || second < this.#readyAt) return;
    const usual = median(this.#baseline);
    const spread = Math.max(SPREAD_MIN, MAD_TO_STD * median(this.#baseline.map((value) => Math.abs(value - usual))));
    if ((rate - usual) / spread < this.#threshold) return;
    this.alerts.push(second + 1);
    this.#readyAt = second + COOLDOWN_SECONDS;
  }
}

function keep(values: number[], value: number, max: number): void {
  values.push(value);
  if (values.length > max) values.shift();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
