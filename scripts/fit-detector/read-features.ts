import { readFile } from 'node:fs/promises';
import { parseLabels } from '../../src/cli/backtest/labels.ts';
import { judge, type Tally } from '../../src/cli/backtest/verdict.ts';
import type { StreamLabels } from '../../src/cli/backtest/labels.ts';
import { chatterKey } from '../../src/lib/hash.ts';
import { Baseline } from '../../src/pipeline/hype/baseline.ts';
import { FEATURES, FeatureVector } from '../../src/pipeline/hype/features.ts';
import { MomentTracker } from '../../src/pipeline/hype/moment-tracker.ts';
import { REACTIONS } from '../../src/pipeline/hype/reactions.ts';
import { ROBUST_TRACKER } from '../../src/pipeline/hype/create-detector.ts';
import { POINTS_A_DEVIATION } from '../../src/pipeline/hype/score-model.ts';
import { BASELINE_SECONDS, WARM_UP_SECONDS } from '../../src/pipeline/hype/robust-scorer.ts';
import { SecondCounter } from '../../src/pipeline/hype/second-counter.ts';
import { openRecording } from '../../src/replay/recording.ts';

/** One stream as the parts of the shipped detector see it: the features and the surprise of every second that it would judge. */
export interface FeatureStream {
  readonly name: string;
  readonly labels: StreamLabels | null;
  readonly lastSecond: number;
  /** `FEATURES.length` values a second. */
  readonly features: Float64Array;
  readonly surprise: Float64Array;
  /** 1 where the detector is ready. */
  readonly ready: Uint8Array;
  /** 1 where an alert would be a hit. */
  readonly target: Uint8Array;
}

const LATE_SECONDS = 25;

/** Reads recorded chat and runs the shipped counting over it; nothing of the text is kept. */
export async function readFeatures(files: readonly string[], labelFile: string): Promise<FeatureStream[]> {
  const labels = parseLabels(labelFile, await readFile(labelFile, 'utf8'));
  const streams: FeatureStream[] = [];
  for (const file of files) streams.push(...(await readOne(file, labels)));
  return streams;
}

async function readOne(file: string, labels: ReadonlyMap<string, StreamLabels>): Promise<FeatureStream[]> {
  const collectors = new Map<string, Collector>();
  const recording = await openRecording(file, new AbortController().signal);
  for await (const batch of recording.batches) {
    for (const event of batch) {
      if (event.kind === 'stream') collectors.set(event.channel, new Collector(event.stream.startedAt / 1000));
      if (event.kind === 'message') {
        const collector = collectors.get(event.channel);
        const second = Math.floor(event.receivedAt / 1000);
        collector?.advance(second);
        collector?.counter.observe(event, chatterKey(event.author.id), second);
      }
    }
  }
  return [...collectors].map(([name, collector]) => collector.finish(name, labels.get(name) ?? null));
}

class Collector {
  readonly counter = new SecondCounter(REACTIONS);
  readonly #vector = new FeatureVector();
  readonly #baseline = new Baseline(BASELINE_SECONDS);
  readonly #startedAt: number;
  #next: number;
  readonly #features: number[] = [];
  readonly #surprise: number[] = [];
  readonly #ready: number[] = [];

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
    this.#next = startedAt;
  }

  advance(second: number): void {
    for (; this.#next < second; this.#next++) {
      const { row } = this.counter;
      this.#vector.push(row);
      this.#vector.compare(this.#next, this.#baseline);
      this.#features.push(...this.#vector.values);
      this.#surprise.push(this.#vector.surprise(this.#baseline));
      this.#ready.push(this.#baseline.seconds >= WARM_UP_SECONDS ? 1 : 0);
      this.#vector.remember(this.#next, this.#vector.level);
      this.#baseline.push(this.#next, row, this.#vector.messages);
      this.counter.clear();
    }
  }

  finish(name: string, labels: StreamLabels | null): FeatureStream {
    this.advance(this.#next + 30);
    const seconds = this.#ready.length;
    const target = new Uint8Array(seconds);
    for (const { start, end } of labels?.highlights ?? []) {
      target.fill(1, Math.max(0, Math.floor(start) - 1), Math.min(seconds, Math.floor(end) + LATE_SECONDS));
    }
    return {
      name,
      labels,
      target,
      lastSecond: this.#next - this.#startedAt,
      features: Float64Array.from(this.#features),
      surprise: Float64Array.from(this.#surprise),
      ready: Uint8Array.from(this.#ready),
    };
  }
}

/** What a set of coefficients would have alerted, through the shipped moment tracker. */
export function tallyWith(stream: FeatureStream, coefficients: readonly number[], threshold: number): Tally {
  const tracker = new MomentTracker(ROBUST_TRACKER);
  const alerts: number[] = [];
  let told = false;
  for (let second = 0; second < stream.ready.length; second++) {
    const points = coefficients.reduce(
      (sum, value, index) => sum + value * (stream.features[second * FEATURES.length + index] ?? 0),
      0,
    );
    const score =
      stream.ready[second] === 1
        ? Math.max(0, Math.min(points, (stream.surprise[second] ?? 0) * POINTS_A_DEVIATION))
        : 0;
    const transition = tracker.step(second, { status: 'ready', score, velocity: 0, baselineMean: 0, baselineStd: 0 });
    if (transition === 'started') told = false;
    if (!told && (tracker.active?.score ?? 0) >= threshold) {
      told = true;
      alerts.push(second + 1);
    }
    if (transition === 'ended') tracker.end();
  }
  return judge(alerts, stream.lastSecond, stream.labels);
}
