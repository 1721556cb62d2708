import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Cache, StreamStore } from '../../domain/ports/stores.ts';
import type { Track } from '../../domain/track.ts';
import { renderSummary } from '../../pipeline/recap/render-summary.ts';
import type { Announcing } from '../announcing.ts';
import type { SummaryDesk } from './summary-desk.ts';

/** A summary reaches back to the one before it, within these bounds. */
const WINDOW_MIN_MS = 5 * 60_000;
const WINDOW_MAX_MS = 3 * 3_600_000;
const FIRST_WINDOW_MS = 30 * 60_000;
/** Attempts at one post: an outage of some seconds must not cost a summary, one of minutes makes it old news. */
const ATTEMPTS_MAX = 4;
const ATTEMPTS_APART_MS = 20_000;
const REMEMBERED_MS = 24 * 3_600_000;

export interface PostSummaryOptions {
  readonly desk: SummaryDesk;
  /** Null where nobody tells whether a channel is live: then a chat that says enough counts as live. */
  readonly isLive: (channel: ChannelName) => boolean | null;
  readonly streams: Pick<StreamStore, 'recent'>;
  readonly announcing: Announcing;
  /** Remembers when the last one of a track was due. */
  readonly log: Cache;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Posts the summary of a track that has become due, if its channel is live and said enough. */
export function createSummaryPoster(options: PostSummaryOptions): (track: Track, dueAt: EpochMs) => Promise<void> {
  const { desk, announcing, log, clock } = options;

  const windowStart = async (track: Track, dueAt: EpochMs): Promise<EpochMs> => {
    const lastAt = await log.get<EpochMs>(`summary:${track.id}`);
    const since = lastAt === undefined ? dueAt - FIRST_WINDOW_MS : lastAt;
    return Math.min(Math.max(since, dueAt - WINDOW_MAX_MS), dueAt - WINDOW_MIN_MS);
  };

  const compose = async (track: Track, dueAt: EpochMs) => {
    const { channel, reachBackSeconds } = track;
    const from = await windowStart(track, dueAt);
    const summary = await desk.summarize({ channel, from, to: dueAt, mayAskModel: true, keep: true });
    if (summary === null) return null;
    const [stream] = await options.streams.recent(channel, 1);
    const content = renderSummary(summary, { stream: stream ?? null, reachBackSeconds });
    return { title: `What chat said in ${channel}`, content };
  };

  return async (track, dueAt) => {
    if (options.isLive(track.channel) === false) return;
    const key = `summary:${track.id}:${dueAt}`;
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const order = { key, kind: 'summary', track, dueAt, compose: () => compose(track, dueAt) };
      if ((await announcing.announce(order)) === 'settled') break;
      await clock.sleep(ATTEMPTS_APART_MS, options.signal);
    }
    await log.set(`summary:${track.id}`, dueAt, REMEMBERED_MS);
  };
}
