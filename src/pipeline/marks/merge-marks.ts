import type { EpochMs } from '../../domain/chat-event.ts';
import type { Mark } from '../../domain/desk.ts';
import type { HypeMoment, MomentId } from '../../domain/hype-moment.ts';

/** People who saw the same thing write within so long of each other. */
export const MARK_GAP_MS = 45_000;
/** A streamer's fans know what comes: a mark may be earlier than the chat's reaction. */
export const MARK_BEFORE_MS = 60_000;
/** Writing a note takes its time. */
export const MARK_AFTER_MS = 90_000;

type Marked = Pick<Mark, 'id' | 'at'>;
type Span = Pick<HypeMoment, 'id' | 'startedAt' | 'endedAt'>;

/** Marks of one event that the machine did not see, oldest first; never empty. */
export interface HumanMoment {
  readonly startedAt: EpochMs;
  readonly marks: readonly Mark[];
}

/**
 * The moment each mark belongs to, by the mark's id; marks without one are absent. A mark belongs to the nearest
 * moment that it lies around, {@link MARK_BEFORE_MS} to {@link MARK_AFTER_MS}. A mark that has none goes with one that
 * has, when they are of the same event. The answer depends on what is given, never on its order: it does not matter
 * which came first, the mark or the moment.
 */
export function attachMarks(marks: readonly Marked[], moments: readonly Span[]): ReadonlyMap<string, MomentId> {
  const own = new Map<string, MomentId>();
  for (const mark of marks) {
    const nearest = leastBy(moments, (moment) => distanceMs(mark.at, moment));
    if (nearest !== null) own.set(mark.id, nearest.id);
  }
  const attached = new Map(own);
  const leading = marks.filter((mark) => own.has(mark.id));
  for (const mark of marks) {
    if (own.has(mark.id)) continue;
    const neighbour = leastBy(leading, (other) => within(Math.abs(other.at - mark.at), MARK_GAP_MS));
    const momentId = neighbour === null ? undefined : own.get(neighbour.id);
    if (momentId !== undefined) attached.set(mark.id, momentId);
  }
  return attached;
}

/** Marks that belong to no moment, by event: one that follows another within {@link MARK_GAP_MS} is of the same. */
export function humanMoments(marks: readonly Mark[]): readonly HumanMoment[] {
  const events: { startedAt: EpochMs; endedAt: EpochMs; marks: Mark[] }[] = [];
  for (const mark of marks.filter(({ momentId }) => momentId === null).toSorted(byAge)) {
    const last = events.at(-1);
    if (last === undefined || mark.at - last.endedAt > MARK_GAP_MS) {
      events.push({ startedAt: mark.at, endedAt: mark.at, marks: [mark] });
    } else {
      last.endedAt = mark.at;
      last.marks.push(mark);
    }
  }
  return events.map(({ startedAt, marks: merged }) => ({ startedAt, marks: merged }));
}

/** Milliseconds between a mark and a moment, 0 within it; null where the mark lies outside what the moment takes in. */
function distanceMs(at: EpochMs, { startedAt, endedAt }: Span): number | null {
  if (at < startedAt) return within(startedAt - at, MARK_BEFORE_MS);
  return endedAt === null || at <= endedAt ? 0 : within(at - endedAt, MARK_AFTER_MS);
}

function within(ms: number, maxMs: number): number | null {
  return ms <= maxMs ? ms : null;
}

/** The item of the least measure, ties by id; null when none has one. */
function leastBy<T extends { readonly id: string }>(
  items: readonly T[],
  measure: (item: T) => number | null,
): T | null {
  let least: { item: T; value: number } | null = null;
  for (const item of items) {
    const value = measure(item);
    if (value === null) continue;
    if (least === null || value < least.value || (value === least.value && item.id < least.item.id)) {
      least = { item, value };
    }
  }
  return least?.item ?? null;
}

function byAge(a: Marked, b: Marked): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
