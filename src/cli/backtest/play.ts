import { createOfflinePipeline } from '../../app/offline-pipeline.ts';
import type { ChannelName, ChatEvent, ChatMessage, EpochMs } from '../../domain/chat-event.ts';
import type { DetectorName, HypeEvent, HypeMoment } from '../../domain/hype-moment.ts';
import { systemClock } from '../../lib/clock.ts';
import { createDetector } from '../../pipeline/hype/create-detector.ts';
import type { Detector } from '../../pipeline/hype/detector.ts';
import { Player } from '../../replay/player.ts';
import { describeProblems } from '../../replay/read-tally.ts';
import { openRecording, type Recording } from '../../replay/recording.ts';
import { RateRule } from './rate-rule.ts';

/** How one moment grew: each time its peak rose, in seconds since the stream began. */
export type Growth = readonly (readonly [seconds: number, score: number])[];

/** What the detector found in one stream, and what the rules it is compared with would have alerted. */
export interface StreamResult {
  readonly stream: ChannelName;
  readonly startedAt: EpochMs;
  readonly messages: number;
  readonly lastSecond: number;
  /** Attacks are left out: they alert nobody. */
  readonly moments: readonly Growth[];
  /** The same moments as they were last seen, in the same order. */
  readonly found: readonly HypeMoment[];
  /** Alert times per rule. */
  readonly others: Readonly<Record<string, readonly number[]>>;
}

export interface PlayOptions {
  readonly detector: DetectorName;
  /** The k of `sigma`. */
  readonly thresholdStd: number;
  readonly compare: boolean;
}

const RATE_THRESHOLD = 5;
const TAIL_MS = 60_000;

/** Plays one file through the real pipeline and beside it, on the messages that intake let pass, the other rules. */
export async function playFile(
  file: string,
  options: PlayOptions,
  warn: (line: string) => void,
  signal: AbortSignal,
): Promise<StreamResult[]> {
  const recording = await openRecording(file, signal);
  const streams = new Map<ChannelName, StreamRun>();
  const runOf = (channel: ChannelName, at: EpochMs): StreamRun => {
    let run = streams.get(channel);
    if (run === undefined) streams.set(channel, (run = new StreamRun(channel, at, options)));
    return run;
  };
  const pipeline = createOfflinePipeline(options.detector, {
    accepted: (message) => runOf(message.channel, message.receivedAt).observe(message),
    hype: (event) => streams.get(event.moment.channel)?.hype(event),
  });
  const player = new Player(pipeline, { speed: 'max', clock: systemClock });
  await player.play(announced(recording, runOf), signal);
  player.finish();
  for (const line of describeProblems(
    recording.name,
    recording.format === 'twitch-downloader' ? 'comment' : 'line',
    recording.tally,
  ))
    warn(line);
  return [...streams.values()].filter(({ messages }) => messages > 0).map((run) => run.result());
}

/** Notes when each stream began, then hands its events on. */
async function* announced(
  recording: Recording,
  runOf: (channel: ChannelName, at: EpochMs) => StreamRun,
): AsyncGenerator<readonly ChatEvent[]> {
  for await (const batch of recording.batches) {
    for (const event of batch) if (event.kind === 'stream') runOf(event.channel, event.stream.startedAt);
    yield batch;
  }
}

class StreamRun {
  readonly #channel: ChannelName;
  readonly #startedAt: EpochMs;
  readonly #moments = new Map<string, { readonly growth: [number, number][]; last: HypeMoment }>();
  /** `sigma` with its own k replaces the pipeline's, whose k is 2. */
  readonly #own: Detector | null;
  readonly #sigmas: readonly { readonly name: string; readonly detector: Detector; readonly alerts: number[] }[];
  readonly #rate: RateRule | null;
  #lastAt: EpochMs;
  messages = 0;

  constructor(channel: ChannelName, startedAt: EpochMs, { detector, thresholdStd, compare }: PlayOptions) {
    this.#channel = channel;
    this.#startedAt = startedAt;
    this.#lastAt = startedAt;
    const sigma = (k: number): Detector =>
      createDetector('sigma', { channel, streamId: () => null, sigma: { thresholdStd: k } });
    this.#own = detector === 'sigma' ? sigma(thresholdStd) : null;
    this.#sigmas = compare ? [2, 5].map((k) => ({ name: `sigma k=${k}`, detector: sigma(k), alerts: [] })) : [];
    this.#rate = compare ? new RateRule(RATE_THRESHOLD) : null;
  }

  observe(message: ChatMessage): void {
    this.messages++;
    this.#lastAt = Math.max(this.#lastAt, message.receivedAt);
    this.#own?.observe(message);
    for (const { detector } of this.#sigmas) detector.observe(message);
    this.#rate?.observe(Math.floor(message.receivedAt / 1000));
    this.#collect(message.receivedAt);
  }

  hype(event: HypeEvent): void {
    if (this.#own === null) this.#grow(event);
  }

  result(): StreamResult {
    this.#collect(this.#lastAt + TAIL_MS);
    const others: Record<string, readonly number[]> = {};
    for (const { name, alerts } of this.#sigmas) others[name] = alerts;
    if (this.#rate !== null)
      others['10 s rate, median+MAD'] = this.#rate.alerts.map((second) => second - this.#startedAt / 1000);
    return {
      stream: this.#channel,
      startedAt: this.#startedAt,
      messages: this.messages,
      lastSecond: this.#seconds(this.#lastAt),
      moments: [...this.#moments.values()].map(({ growth }) => growth),
      found: [...this.#moments.values()].map(({ last }) => last),
      others,
    };
  }

  #collect(at: EpochMs): void {
    for (const event of this.#own?.step(at) ?? []) this.#grow(event);
    for (const { detector, alerts } of this.#sigmas) {
      for (const event of detector.step(at)) if (event.kind === 'started') alerts.push(this.#seconds(event.at));
    }
  }

  #grow({ kind, at, moment }: HypeEvent): void {
    const known = this.#moments.get(moment.id);
    if (known !== undefined) known.last = moment;
    if (kind === 'ended' || moment.attack) return;
    const step: [number, number] = [this.#seconds(at), moment.peakScore];
    if (known === undefined) this.#moments.set(moment.id, { growth: [step], last: moment });
    else known.growth.push(step);
  }

  #seconds(at: EpochMs): number {
    return (at - this.#startedAt) / 1000;
  }
}

/** When each moment first reached the threshold; one alert a moment. */
export function alertsAt(moments: readonly Growth[], threshold: number): number[] {
  return moments.flatMap((growth) => {
    const reached = growth.find(([, score]) => score >= threshold);
    return reached === undefined ? [] : [reached[0]];
  });
}

/** The moments that those alerts are about, as they were in the end. */
export function alertedMoments({ moments, found }: StreamResult, threshold: number): readonly HypeMoment[] {
  return found.filter((_, index) => alertsAt(moments.slice(index, index + 1), threshold).length > 0);
}
