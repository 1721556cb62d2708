import type { ApiClient, HelixStream } from '@twurple/api';
import type { ChannelName, EpochMs, StreamInfo } from '../../../domain/chat-event.ts';
import type { ChatSink, StreamWatcher } from '../../../domain/ports/chat.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import { quietSleep, settledWithin, WakeUp } from '../chat/wake-up.ts';
import type { HelixDirectory } from './directory.ts';
import { helix, statusOf } from './helix-call.ts';
import { LiveState } from './live-state.ts';
import type { Problems } from './problems.ts';

export interface StreamPollerLimits {
  readonly pollMs: number;
  /** Between two polls, however often something asks for one. */
  readonly pollMsMin: number;
  readonly missesMax: number;
  /** Waits before the look-ups of a stream's video, counted from when the stream was first seen. */
  readonly vodLookupsMs: readonly number[];
  readonly vodLookupsPerPollMax: number;
  /** How long after an announcement Get Streams may still not list a stream. */
  readonly announcementTrustMs: number;
}

export const STREAM_POLLER_LIMITS: StreamPollerLimits = {
  pollMs: 30_000,
  pollMsMin: 2_000,
  missesMax: 3,
  vodLookupsMs: [0, 60_000, 180_000, 600_000, 1_800_000, 3_600_000],
  vodLookupsPerPollMax: 20,
  announcementTrustMs: 90_000,
};

export interface StreamPollerOptions {
  readonly api: () => ApiClient;
  /** False while there is no token that works, and asking would be pointless. */
  readonly ready: () => boolean;
  readonly directory: HelixDirectory;
  readonly sink: ChatSink;
  readonly observer: Observer;
  readonly problems: Problems;
  readonly clock: Clock;
  readonly limits: StreamPollerLimits;
}

const idsPerCall = 100;
const disposeTimeoutMs = 1_000;

interface Followed {
  readonly state: LiveState;
  /** The stream whose video is looked for. */
  vodOf: string | null;
  seenAt: EpochMs;
  lookups: number;
}

/** Asks Get Streams about all wanted channels, again and again, and reports what changed. */
export class StreamPoller implements StreamWatcher {
  readonly #options: StreamPollerOptions;
  readonly #followed = new Map<ChannelName, Followed>();
  readonly #wake = new WakeUp();
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;

  constructor(options: StreamPollerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  want(channels: ReadonlySet<ChannelName>): void {
    for (const name of this.#followed.keys()) if (!channels.has(name)) this.#followed.delete(name);
    for (const name of channels) {
      if (this.#followed.has(name)) continue;
      this.#followed.set(name, { state: new LiveState(this.#options.limits), vodOf: null, seenAt: 0, lookups: 0 });
    }
    this.lookSoon();
  }

  /** Something suggests that the answer has changed. */
  lookSoon(): void {
    this.#wake.wake();
  }

  announcedStart(stream: StreamInfo): void {
    const now = this.#options.clock.now();
    const followed = this.#followed.get(stream.channel);
    if (followed)
      this.#report(followed, followed.state.announced(stream, now, this.#options.limits.announcementTrustMs), now);
    this.lookSoon();
  }

  announcedEnd(channel: ChannelName): void {
    this.#followed.get(channel)?.state.announcedEnd(this.#options.clock.now());
    this.lookSoon();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    if (this.#running !== null) await settledWithin(this.#options.clock, disposeTimeoutMs, this.#running);
  }

  async #run(): Promise<void> {
    const { clock, limits, observer } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#poll();
      } catch (error) {
        observer.stageFailed('stream-poll', error);
      }
      await quietSleep(clock, limits.pollMsMin, signal);
      await this.#wake.sleep(clock, Math.max(1, limits.pollMs - limits.pollMsMin), signal);
    }
  }

  async #poll(): Promise<void> {
    const { directory, problems, ready } = this.#options;
    const names = [...this.#followed.keys()];
    if (names.length === 0 || !ready()) return;
    try {
      const users = await directory.findUsers(names);
      const found = [...users.values()];
      for (let i = 0; i < found.length && !this.#stop.signal.aborted; i += idsPerCall) {
        await this.#look(found.slice(i, i + idsPerCall));
      }
      problems.solved('streams');
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const status = statusOf(error);
      problems.report(
        'streams',
        `Twitch does not say who is live (${status ?? 'no answer'}). Alerts go on without VOD links.`,
        error,
      );
    }
    await this.#findVods();
  }

  async #look(users: readonly { readonly id: string; readonly login: ChannelName }[]): Promise<void> {
    const { api } = this.#options;
    // Without `limit` the answer holds 20 streams and the other channels look offline.
    const answer = await helix('Get Streams', () =>
      api().streams.getStreams({ userId: users.map((user) => user.id), type: 'live', limit: idsPerCall }),
    );
    const now = this.#options.clock.now();
    const live = new Map(
      answer.data.filter((stream) => stream.type === 'live').map((stream) => [stream.userId, stream]),
    );
    for (const user of users) {
      const followed = this.#followed.get(user.login);
      if (followed === undefined) continue;
      const stream = live.get(user.id);
      const changes =
        stream === undefined ? followed.state.missed(now) : followed.state.found(streamInfo(stream, user.login), now);
      this.#report(followed, changes, now);
    }
  }

  #report(followed: Followed, changes: readonly StreamInfo[], now: EpochMs): void {
    for (const stream of changes) {
      if (followed.vodOf !== stream.id) {
        followed.vodOf = stream.id;
        followed.seenAt = now;
        followed.lookups = 0;
      }
      try {
        this.#options.sink({ kind: 'stream', channel: stream.channel, sentAt: now, receivedAt: now, stream });
      } catch (error) {
        this.#options.observer.stageFailed('stream-sink', error);
      }
    }
  }

  /** Videos appear seconds to minutes after a stream begins, or never. */
  async #findVods(): Promise<void> {
    const { clock, limits, directory, problems } = this.#options;
    let budget = limits.vodLookupsPerPollMax;
    for (const followed of [...this.#followed.values()]) {
      const { stream } = followed.state;
      if (stream === null || stream.vodId !== null || budget === 0 || this.#stop.signal.aborted) continue;
      const wait = limits.vodLookupsMs[followed.lookups];
      if (wait === undefined || clock.now() < followed.seenAt + wait) continue;
      followed.lookups++;
      budget--;
      try {
        const vodId = await directory.findVod(stream);
        if (vodId !== null) this.#report(followed, followed.state.vod(stream.id, vodId), clock.now());
        problems.solved('videos');
      } catch (error) {
        problems.report(
          'videos',
          'Twitch does not say which video belongs to a stream. Alerts go on without VOD links.',
          error,
        );
        return;
      }
    }
  }
}

function streamInfo(stream: HelixStream, channel: ChannelName): StreamInfo {
  return {
    id: stream.id,
    channel,
    roomId: stream.userId,
    startedAt: stream.startDate.getTime(),
    endedAt: null,
    title: stream.title,
    category: stream.gameName,
    vodId: null,
  };
}
