import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Track } from '../../domain/track.ts';
import { silentObserver } from '../../lib/silent-observer.ts';
import { aTrack } from '../../pipeline/alerting/testing.ts';
import { createSummarySchedule } from './summary-schedule.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 5, 1, 12, 1) }));
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;
const wordy = (overrides: Partial<Track> = {}): Track =>
  aTrack({ summaries: true, summaryCron: '*/30 * * * *', summaryTimeZone: 'UTC', ...overrides });

function setUp(...tracks: Track[]) {
  const state = { tracks, posts: [] as string[], problems: [] as string[] };
  const schedule = createSummarySchedule({
    tracks: { all: async () => state.tracks },
    post: async ({ id }, dueAt) => void state.posts.push(`${id} ${new Date(dueAt).toISOString().slice(11, 16)}`),
    observer: { stageFailed: (stage) => void state.problems.push(stage) },
  });
  return { state, schedule };
}

test('posts when the expression says so, in its time zone', async () => {
  const { state, schedule } = setUp(
    wordy({ id: 'a' }),
    wordy({ id: 'b', summaryCron: '15 14 * * *', summaryTimeZone: 'Europe/Berlin' }),
  );
  await schedule.runOnce();
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(state.posts).toEqual(['b 12:15', 'a 12:30', 'a 13:00']);
  await schedule[Symbol.asyncDispose]();
});

test('follows changes, and stops for what is paused, turned off or removed', async () => {
  const { state, schedule } = setUp(wordy({ id: 'a' }), wordy({ id: 'b' }), wordy({ id: 'c' }), wordy({ id: 'd' }));
  await schedule.runOnce();
  state.tracks = [
    wordy({ id: 'a', paused: true }),
    wordy({ id: 'b', summaries: false }),
    wordy({ id: 'c', summaryCron: '45 * * * *' }),
  ];
  await schedule.runOnce();
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(state.posts).toEqual(['c 12:45']);
  await schedule[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(120 * MINUTE);
  expect(state.posts).toHaveLength(1);
});

test('an expression that comes true all the time posts once in five minutes', async () => {
  const { state, schedule } = setUp(wordy({ id: 'a', summaryCron: '* * * * *' }));
  await schedule.runOnce();
  await vi.advanceTimersByTimeAsync(11 * MINUTE);
  expect(state.posts).toEqual(['a 12:02', 'a 12:07', 'a 12:12']);
  await schedule[Symbol.asyncDispose]();
});

test('one broken expression does not stop the others', async () => {
  const { state, schedule } = setUp(wordy({ id: 'a', summaryCron: 'nonsense' }), wordy({ id: 'b' }));
  await schedule.runOnce();
  await vi.advanceTimersByTimeAsync(30 * MINUTE);
  expect(state.problems).toEqual(['summary-schedule']);
  expect(state.posts).toEqual(['b 12:30']);
  await schedule[Symbol.asyncDispose]();
});

test('a stop during the first round leaves nothing that posts', async () => {
  const { promise, resolve } = Promise.withResolvers<readonly Track[]>();
  const posts: string[] = [];
  const schedule = createSummarySchedule({
    tracks: { all: () => promise },
    post: async ({ id }) => void posts.push(id),
    observer: silentObserver(),
  });
  schedule.start();
  const stopped = schedule[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(MINUTE);
  resolve([wordy({ id: 'a' })]);
  await stopped;
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(posts).toEqual([]);
});
