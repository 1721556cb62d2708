import { expect, test } from 'vitest';
import type { Summary, SummaryOrder } from '../../domain/headline.ts';
import { aTrack, NOON } from '../../pipeline/alerting/testing.ts';
import type { AnnouncementOrder } from '../announcing.ts';
import { createSummaryPoster } from './post-summary.ts';

const MINUTE_MS = 60_000;
const TRACK = aTrack({ channel: 'room', summaries: true, summaryCron: '*/30 * * * *' });

interface Scene {
  readonly live?: boolean | null;
  readonly outages?: number;
}

function setUp({ live = true, outages = 0 }: Scene = {}) {
  const state = { orders: [] as SummaryOrder[], posts: [] as AnnouncementOrder[], slept: 0 };
  const log = new Map<string, unknown>();
  const post = createSummaryPoster({
    desk: {
      summarize: async (order) => {
        state.orders.push(order);
        return { channel: 'room', overview: 'They laughed.', points: [] } as unknown as Summary;
      },
      retract: () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    },
    isLive: () => live,
    streams: { recent: async () => [] },
    announcing: {
      async announce(order) {
        state.posts.push(order);
        await order.compose();
        return state.posts.length > outages ? 'settled' : 'later';
      },
    },
    log: {
      get: async <T>(key: string) => log.get(key) as T | undefined,
      set: async (key, value) => void log.set(key, value),
    },
    clock: { now: () => NOON, sleep: async () => void state.slept++ },
    signal: new AbortController().signal,
  });
  return { state, post };
}

test('a summary reaches back to the one before it', async () => {
  const { state, post } = setUp();
  await post(TRACK, NOON);
  await post(TRACK, NOON + 90 * MINUTE_MS);
  await post(TRACK, NOON + 91 * MINUTE_MS);
  const minutes = state.orders.map(({ from, to }) => (to - from) / MINUTE_MS);
  expect(minutes).toEqual([30, 90, 5]);
  expect(state.posts.map(({ key }) => key)).toHaveLength(3);
});

test.each([
  ['a channel that is offline', false, 0],
  ['a channel of which nobody knows', null, 1],
])('%s', async (_, live, posts) => {
  const { state, post } = setUp({ live });
  await post(TRACK, NOON);
  expect(state.posts).toHaveLength(posts);
});

test('an outage of some seconds costs no summary, a longer one is not waited out', async () => {
  const short = setUp({ outages: 2 });
  await short.post(TRACK, NOON);
  expect(short.state).toMatchObject({ slept: 2, posts: { length: 3 } });
  expect(new Set(short.state.posts.map(({ key }) => key)).size).toBe(1);
  const long = setUp({ outages: 100 });
  await long.post(TRACK, NOON);
  expect(long.state.posts).toHaveLength(4);
});
