import type { DetectorReading } from '../../domain/channel-metrics.ts';
import type { Second } from './scorer.ts';

export interface TrackerOptions {
  /** Score at which a moment begins. */
  readonly floorScore: number;
  /** A moment ends when the score stays below this share of its peak (and below the floor where the share is 0) … */
  readonly endShareOfPeak: number;
  /** … for this long. */
  readonly calmSeconds: number;
  /** A moment is never longer than this. */
  readonly momentSecondsMax: number;
  /** Least time between the detections of two moments. */
  readonly cooldownSeconds: number;
}

/** What one second did to the moment. */
export type Transition = 'none' | 'started' | 'rose' | 'lasts' | 'ended';

export interface Peak {
  readonly detectedAt: Second;
  readonly detectedScore: number;
  readonly detectedVelocity: number;
  readonly score: number;
  readonly scoreAt: Second;
  readonly velocity: number;
}

type State =
  | { readonly phase: 'idle'; readonly readyAt: Second }
  | { readonly phase: 'active'; readonly peak: Peak; readonly calmSince: Second | null };

/** Turns a score a second into moments: one per eruption, however long its score wavers around a threshold. */
export class MomentTracker {
  readonly #options: TrackerOptions;
  #state: State = { phase: 'idle', readyAt: -Infinity };

  constructor(options: TrackerOptions) {
    this.#options = options;
  }

  get active(): Peak | null {
    return this.#state.phase === 'active' ? this.#state.peak : null;
  }

  step(second: Second, reading: DetectorReading): Transition {
    return this.#state.phase === 'idle'
      ? this.#wait(second, reading, this.#state.readyAt)
      : this.#follow(second, reading, this.#state.peak, this.#state.calmSince);
  }

  /** Forgets the moment that lasts, without an event; it can begin again after the usual time. */
  end(): void {
    if (this.#state.phase === 'active') this.#rest(this.#state.peak);
  }

  #wait(second: Second, reading: DetectorReading, readyAt: Second): Transition {
    if (reading.status !== 'ready' || reading.score < this.#options.floorScore || second < readyAt) return 'none';
    const { score, velocity } = reading;
    const peak = {
      detectedAt: second,
      detectedScore: score,
      detectedVelocity: velocity,
      score,
      scoreAt: second,
      velocity,
    };
    this.#state = { phase: 'active', peak, calmSince: null };
    return 'started';
  }

  #follow(second: Second, reading: DetectorReading, before: Peak, calmSince: Second | null): Transition {
    const rose = reading.score > before.score;
    const peak: Peak = {
      ...before,
      score: rose ? reading.score : before.score,
      scoreAt: rose ? second : before.scoreAt,
      velocity: Math.max(before.velocity, reading.velocity),
    };
    const { endShareOfPeak, floorScore, calmSeconds, momentSecondsMax } = this.#options;
    const calm = reading.score < (endShareOfPeak > 0 ? endShareOfPeak * peak.score : floorScore);
    const since = calm ? (calmSince ?? second) : null;
    this.#state = { phase: 'active', peak, calmSince: since };
    if ((since !== null && second - since >= calmSeconds) || second - peak.detectedAt >= momentSecondsMax)
      return 'ended';
    return rose ? 'rose' : 'lasts';
  }

  #rest(peak: Peak): void {
    this.#state = { phase: 'idle', readyAt: peak.detectedAt + this.#options.cooldownSeconds };
  }
}
