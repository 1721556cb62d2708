import cron, { type ScheduledTask } from 'node-cron';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { TrackStore } from '../../domain/ports/stores.ts';
import type { Track } from '../../domain/track.ts';
import { POSTS_APART_MIN_MS } from '../../lib/cron-expression.ts';
import { createRounds, type Rounds } from '../../lib/rounds.ts';

/** Tracks are looked at this often, so that a changed expression takes effect without a restart. */
const LOOK_EVERY_MS = 30_000;

export interface SummaryScheduleOptions {
  readonly tracks: Pick<TrackStore, 'all'>;
  /** Posts the summary that is due; judges its own failures. */
  readonly post: (track: Track, dueAt: EpochMs) => Promise<void>;
  readonly observer: Pick<Observer, 'stageFailed'>;
}

/** Keeps one cron task for each track that wants regular summaries. A round brings the tasks up to date. */
export function createSummarySchedule({ tracks, post, observer }: SummaryScheduleOptions): Rounds {
  const tasks = new Map<string, { readonly key: string; readonly task: ScheduledTask; lastAt: EpochMs }>();
  const failed = (error: unknown): void => observer.stageFailed('summary-schedule', error);

  const begin = (track: Track, key: string): void => {
    const { summaryCron, summaryTimeZone } = track;
    if (summaryCron === null) return;
    const options = { timezone: summaryTimeZone ?? 'UTC', noOverlap: true, name: `summary ${track.id}` };
    const entry = { key, lastAt: 0, task: cron.createTask(summaryCron, ({ date }) => fire(track, date), options) };
    tasks.set(track.id, entry);
    void entry.task.start();
  };

  const fire = async (track: Track, date: Date): Promise<void> => {
    const entry = tasks.get(track.id);
    const dueAt = date.getTime();
    if (entry === undefined || dueAt - entry.lastAt < POSTS_APART_MIN_MS) return;
    entry.lastAt = dueAt;
    await post(track, dueAt).catch(failed);
  };

  const end = (trackId: string): void => {
    const entry = tasks.get(trackId);
    tasks.delete(trackId);
    if (entry !== undefined) void entry.task.destroy();
  };

  const runOnce = async (): Promise<void> => {
    const wanted = (await tracks.all()).filter(
      (track) => track.summaries && track.summaryCron !== null && !track.paused,
    );
    const keys = new Map(wanted.map((track) => [track.id, JSON.stringify(track)]));
    for (const [id, { key }] of tasks) if (keys.get(id) !== key) end(id);
    for (const track of wanted) {
      if (tasks.has(track.id)) continue;
      try {
        begin(track, keys.get(track.id) ?? '');
      } catch (error) {
        failed(error);
      }
    }
  };

  const rounds = createRounds(LOOK_EVERY_MS, runOnce, failed);
  let firstRound = Promise.resolve();
  return {
    ...rounds,
    start: () => {
      rounds.start();
      firstRound = runOnce().catch(failed);
    },
    async [Symbol.asyncDispose]() {
      // A round that still reads would begin tasks which nobody ends.
      await Promise.all([firstRound, rounds[Symbol.asyncDispose]()]);
      for (const id of [...tasks.keys()]) end(id);
    },
  };
}
