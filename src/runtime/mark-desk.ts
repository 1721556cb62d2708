import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { Mark, MarkOutcome } from '../domain/desk.ts';
import type { HypeEvent } from '../domain/hype-moment.ts';
import type { MarkStore } from '../domain/ports/desk.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { MomentStore, TrackStore } from '../domain/ports/stores.ts';
import { KeyedLock } from '../lib/keyed-lock.ts';
import { repeat } from '../lib/repeat.ts';
import {
  attachMarks,
  humanMoments,
  MARK_AFTER_MS,
  MARK_BEFORE_MS,
  MARK_GAP_MS,
} from '../pipeline/marks/merge-marks.ts';

const SETTLE_EVERY_MS = 3_000;
/** A mark and its moment find each other within so long after the later of the two. */
const WATCHED_MS = MARK_BEFORE_MS + MARK_AFTER_MS + 2 * MARK_GAP_MS;
/** Longer than any moment lasts. */
const MOMENT_LENGTH_MAX_MS = 20 * 60_000;
const MOMENTS_MAX = 50;
/** In chat everybody together, in Discord each server: beyond it somebody plays with the command. */
const MARKS_PER_MINUTE_MAX = 30;
/** Places watched at once; the one marked longest ago is forgotten first: its marks then stand for themselves. */
const PLACES_MAX = 5_000;

export interface MarkDeskOptions {
  readonly marks: MarkStore;
  readonly moments: Pick<MomentStore, 'list'>;
  readonly tracks: Pick<TrackStore, 'all'>;
  /** A posted card has a new note. */
  readonly wakeDelivery: () => void;
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'stageFailed' | 'eventDropped'>;
}

export interface MarkDesk extends AsyncDisposable {
  /** Takes up marks from before a restart and begins to bring marks and moments together. */
  start(): void;
  /** Stores a mark and tells what it was merged with. @throws when the store does */
  add(mark: Mark): Promise<MarkOutcome>;
  /** What a mark that was added stands with by now. */
  merged(mark: Mark): Promise<MarkOutcome>;
  /** A moment came, grew or ended. Returns at once. */
  handle(event: HypeEvent): void;
  /** Brings together what there is now; for tests and an orderly stop. */
  settle(): Promise<void>;
}

/** Marks that the same people see: of Twitch chat (no guild) or of one guild. */
interface Place {
  readonly channel: ChannelName;
  readonly guildId: string | null;
  watchedUntil: EpochMs;
}

/**
 * Keeps people's marks and the machine's moments together. Everything is read from the store each time, so neither
 * order nor a restart matters; only which places are worth a look is kept in memory.
 */
export function createMarkDesk(options: MarkDeskOptions): MarkDesk {
  const { marks, clock, observer } = options;
  const places = new Map<string, Place>();
  const lock = new KeyedLock();
  const failed = (error: unknown): void => observer.stageFailed('marks', error);
  let timer: AsyncDisposable | null = null;
  let restoring: Promise<void> = Promise.resolve();

  const watch = (channel: ChannelName, guildId: string | null, from: EpochMs): void => {
    const key = keyOf(channel, guildId);
    places.delete(key);
    places.set(key, { channel, guildId, watchedUntil: from + WATCHED_MS });
    const oldest = places.keys().next();
    if (places.size > PLACES_MAX && !oldest.done) places.delete(oldest.value);
  };

  const settle = async (): Promise<void> => {
    const now = clock.now();
    for (const [key, place] of [...places]) {
      await lock.run(key, () => bringTogether(options, place, now)).catch(failed);
      if (place.watchedUntil <= now && places.get(key) === place) places.delete(key);
    }
  };

  const restore = async (): Promise<void> => {
    const now = clock.now();
    const tracks = await options.tracks.all();
    const guilds: readonly (readonly [ChannelName, string | null])[] = [
      ...tracks.map(({ channel, guildId }) => [channel, guildId] as const),
      ...[...new Set(tracks.map(({ channel }) => channel))].map((channel) => [channel, null] as const),
    ];
    for (const [channel, guildId] of guilds) {
      const recent = await marks.between(channel, guildId, now - WATCHED_MS, now + 1);
      if (recent.some((mark) => mark.guildId === guildId)) watch(channel, guildId, now);
    }
  };

  return {
    start() {
      if (timer !== null) return;
      restoring = restore().catch(failed);
      timer = repeat(SETTLE_EVERY_MS, settle, failed);
    },
    async add(mark) {
      const { channel, guildId } = mark;
      return lock.run(keyOf(channel, guildId), async () => {
        const lately = await marks.between(channel, guildId, mark.at - 60_000, mark.at + 1);
        if (lately.filter((other) => other.guildId === guildId).length >= MARKS_PER_MINUTE_MAX) {
          observer.eventDropped('marks', 'too-many', true);
          return { kind: 'refused', reason: 'too-many' };
        }
        await marks.add(mark);
        watch(channel, guildId, clock.now());
        return mergedOutcome(mark, await bringTogether(options, mark, mark.at));
      });
    },
    merged: async (mark) => mergedOutcome(mark, await bringTogether(options, mark, mark.at)),
    handle({ moment, at }) {
      for (const place of places.values()) {
        if (place.channel === moment.channel) place.watchedUntil = at + WATCHED_MS;
      }
    },
    settle,
    async [Symbol.asyncDispose]() {
      await restoring;
      await timer?.[Symbol.asyncDispose]();
    },
  };
}

/** Attaches the place's own marks around `at` to their moments, and returns all marks that the place sees. */
async function bringTogether(
  { marks, moments, wakeDelivery }: Pick<MarkDeskOptions, 'marks' | 'moments' | 'wakeDelivery'>,
  { channel, guildId }: Pick<Place, 'channel' | 'guildId'>,
  at: EpochMs,
): Promise<readonly Mark[]> {
  const since = at - WATCHED_MS - MOMENT_LENGTH_MAX_MS;
  const until = at + WATCHED_MS + MARK_BEFORE_MS;
  const [seen, found] = await Promise.all([
    marks.between(channel, guildId, at - WATCHED_MS, at + WATCHED_MS),
    moments.list({ channels: [channel], since, until }, MOMENTS_MAX, 0),
  ]);
  const wanted = attachMarks(
    seen,
    found.items.filter((moment) => !moment.attack),
  );
  const settled = seen.map((mark) => ({ ...mark, momentId: wanted.get(mark.id) ?? mark.momentId }));
  // A server's own marks may draw a mark of chat along in its view only, so each place moves none but its own.
  const moved = settled.filter((mark, i) => mark.guildId === guildId && mark.momentId !== seen[i]?.momentId);
  for (const [momentId, group] of Map.groupBy(moved, (mark) => mark.momentId)) {
    if (momentId === null) continue;
    await marks.attach(
      group.map((mark) => mark.id),
      momentId,
    );
    wakeDelivery();
  }
  return settled;
}

/** How many marks of one event there are, this one among them. */
function mergedOutcome(mark: Mark, seen: readonly Mark[]): MarkOutcome {
  const momentId = seen.find(({ id }) => id === mark.id)?.momentId ?? null;
  const merged =
    momentId === null
      ? (humanMoments(seen).find((event) => event.marks.some(({ id }) => id === mark.id))?.marks.length ?? 1)
      : seen.filter((other) => other.momentId === momentId).length;
  return { kind: 'stored', merged, momentId };
}

function keyOf(channel: ChannelName, guildId: string | null): string {
  return `${channel} ${guildId ?? ''}`;
}
