import { createEmoteDirectory, type TwitchEmoteDirectory } from '../../../src/bot/twitch/emotes/emote-directory.ts';
import { EMOTE_LIMITS, type EmoteLimits } from '../../../src/bot/twitch/emotes/limits.ts';
import type { EmoteAddresses } from '../../../src/bot/twitch/emotes/addresses.ts';
import type { Cache } from '../../../src/domain/ports/stores.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { FakeCache } from '../../../src/commands/testing/stores.ts';
import { RecordingObserver } from '../twitch/recording-observer.ts';

/** Half-hours become parts of a second. */
export const QUICK_EMOTES: EmoteLimits = {
  ...EMOTE_LIMITS,
  requestTimeoutMs: 300,
  answerBytesMax: 200_000,
  batchPauseMs: 1,
  lookAgainMsMin: 0,
  outage: { firstMs: 50, maxMs: 100, jitter: 0 },
  live: { ...EMOTE_LIMITS.live, openTimeoutMs: 500, reconnect: { firstMs: 30, maxMs: 60, jitter: 0 } },
};

/** Sets are asked for again all the time. */
export const POLLING = { refreshMsMin: 40, refreshMsMax: 60 };

export interface EmotingOptions {
  readonly channels: Readonly<Record<string, string | null>>;
  readonly limits?: Partial<EmoteLimits>;
  readonly cache?: Cache;
}

/** A directory under test with what it told. */
export class Emoting implements AsyncDisposable {
  readonly observer = new RecordingObserver();
  readonly directory: TwitchEmoteDirectory;
  /** What was told last, by channel; null for all of them. */
  readonly told = new Map<string | null, readonly string[]>();

  constructor(addresses: EmoteAddresses, { channels, limits, cache = new FakeCache() }: EmotingOptions) {
    this.directory = createEmoteDirectory({
      addresses,
      cache,
      clock: systemClock,
      observer: this.observer,
      onChange: (channel, names) => void this.told.set(channel, names),
      limits: { ...QUICK_EMOTES, ...limits },
    });
    this.directory.want(new Map(Object.entries(channels)));
    this.directory.start();
  }

  /** Names that count in the channel, sorted. */
  names(channel: string): readonly string[] {
    return this.directory
      .of(channel)
      .map(({ name }) => name)
      .sort();
  }

  /** `bttv ok 3`, in the order of the providers' names. */
  states(): readonly string[] {
    return this.directory
      .status()
      .map(({ provider, state, emotes }) => `${provider} ${state} ${emotes}`)
      .sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.directory[Symbol.asyncDispose]();
  }
}

/** For `expect.poll`: soon, but without keeping a slow machine from being in time. */
export const SOON = { timeout: 8_000, interval: 10 };
