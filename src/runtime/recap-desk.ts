import type { ChannelName, EpochMs, StreamInfo } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { StreamStore, TrackStore } from '../domain/ports/stores.ts';
import type { Track } from '../domain/track.ts';
import { createRounds, type Rounds } from '../lib/rounds.ts';
import { ANNOUNCE_FOR_MS, type Announcing } from './announcing.ts';
import type { RecapSource } from './recap-source.ts';

/** Streams flap: one that comes back within this time has not ended. */
const GRACE_MS = 3 * 60_000;
/** Longer than an announcement is tried, so that one that fails is settled and told. */
const LOOK_BACK_MS = GRACE_MS + ANNOUNCE_FOR_MS + 5 * 60_000;
const LOOK_EVERY_MS = 20_000;
const STREAMS_MAX = 5;

export interface RecapDeskOptions {
  readonly tracks: Pick<TrackStore, 'all'>;
  readonly streams: Pick<StreamStore, 'recent'>;
  readonly recapOf: RecapSource;
  readonly announcing: Announcing;
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'stageFailed'>;
}

/** A round posts the recaps that are due. */
export type RecapDesk = Rounds;

/**
 * Posts a recap when a stream has ended. Which ones are due is read from the store at every look, so neither a restart
 * nor a stream that comes back needs care.
 */
export function createRecapDesk(options: RecapDeskOptions): RecapDesk {
  const { clock, observer, announcing, recapOf } = options;
  const failed = (error: unknown): void => observer.stageFailed('recap', error);

  const recap = async (track: Track, stream: StreamInfo, dueAt: EpochMs): Promise<void> => {
    const key = `recap:${stream.id}:${track.id}`;
    try {
      await announcing.announce({ key, kind: 'recap', track, dueAt, compose: () => recapOf(track, stream) });
    } catch (error) {
      failed(error);
    }
  };

  const lookAt = async (channel: ChannelName, tracks: readonly Track[]): Promise<void> => {
    const now = clock.now();
    for (const stream of await options.streams.recent(channel, STREAMS_MAX)) {
      if (stream.endedAt === null) continue;
      const dueAt = stream.endedAt + GRACE_MS;
      if (now < dueAt || now - stream.endedAt > LOOK_BACK_MS) continue;
      for (const track of tracks) if (track.createdAt < stream.endedAt) await recap(track, stream, dueAt);
    }
  };

  const runOnce = async (): Promise<void> => {
    const wanted = (await options.tracks.all()).filter((track) => track.recap && !track.paused);
    for (const [channel, tracks] of Map.groupBy(wanted, (track) => track.channel)) {
      await lookAt(channel, tracks).catch(failed);
    }
  };

  return createRounds(LOOK_EVERY_MS, runOnce, failed);
}
