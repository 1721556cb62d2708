import type { HypeMoment, MomentId } from '../domain/hype-moment.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { DecisionStore, MomentStore, StreamStore, TrackStore } from '../domain/ports/stores.ts';
import type { QuietHours, Track } from '../domain/track.ts';
import { createRounds, type Rounds } from '../lib/rounds.ts';
import type { LocalTime } from '../lib/time-zone.ts';
import { digestTitle, renderDigest } from '../pipeline/alerting/digest.ts';
import { keptBack } from '../pipeline/alerting/digest-choose.ts';
import { endedQuietSpan, type QuietSpan } from '../pipeline/alerting/digest-span.ts';
import { ANNOUNCE_FOR_MS, type Announcing, type Message } from './announcing.ts';

const LOOK_EVERY_MS = 30_000;
/** Longer than an announcement is tried, so that one that fails is settled and told. */
const LOOK_BACK_MS = ANNOUNCE_FOR_MS + 5 * 60_000;
/** More than is kept of one track. */
const DECISIONS_MAX = 1_000;

export interface DigestDeskOptions {
  readonly tracks: Pick<TrackStore, 'all'>;
  readonly decisions: Pick<DecisionStore, 'recent'>;
  readonly moments: Pick<MomentStore, 'get'>;
  readonly streams: Pick<StreamStore, 'get'>;
  readonly announcing: Announcing;
  readonly localTime: LocalTime;
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'stageFailed'>;
}

/** A round posts the digests that are due. */
export type DigestDesk = Rounds;

/**
 * Posts what quiet hours kept back when they end. What that was is read from the log of decisions, so a restart loses
 * nothing.
 */
export function createDigestDesk(options: DigestDeskOptions): DigestDesk {
  const { announcing, clock, localTime, observer } = options;
  const failed = (error: unknown): void => observer.stageFailed('digest', error);

  const compose = async (track: Track, quietHours: QuietHours, span: QuietSpan): Promise<Message | null> => {
    const decisions = await options.decisions.recent(track.guildId, track.id, DECISIONS_MAX);
    const moments = await load(keptBack(decisions, span));
    if (moments.length === 0) return null;
    const streamIds = new Set(moments.flatMap(({ streamId }) => (streamId === null ? [] : [streamId])));
    const streams = new Map(
      await Promise.all([...streamIds].map(async (id) => [id, await options.streams.get(id)] as const)),
    );
    const { channel, reachBackSeconds } = track;
    const input = { channel, quietHours, span, moments, streams, reachBackSeconds };
    return { title: digestTitle(input), content: renderDigest(input) };
  };

  const load = async (ids: readonly MomentId[]): Promise<readonly HypeMoment[]> => {
    const stored = await Promise.all(ids.map((id) => options.moments.get(id)));
    return stored.flatMap((found) => (found === null || found.moment.attack ? [] : [found.moment]));
  };

  const lookAt = async (track: Track): Promise<void> => {
    const { quietHours } = track;
    if (quietHours === null) return;
    const span = endedQuietSpan(quietHours, clock.now(), LOOK_BACK_MS, localTime);
    if (span === null) return;
    await announcing.announce({
      key: `digest:${track.id}:${span.to}`,
      kind: 'digest',
      track,
      dueAt: span.to,
      compose: () => compose(track, quietHours, span),
    });
  };

  const runOnce = async (): Promise<void> => {
    for (const track of await options.tracks.all()) {
      if (track.quietDigest && !track.paused) await lookAt(track).catch(failed);
    }
  };

  return createRounds(LOOK_EVERY_MS, runOnce, failed);
}
