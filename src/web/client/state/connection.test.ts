import { expect, test } from 'vitest';
import { initialState, type AppState, type LinkState } from './app-state.ts';
import { connection, isStale } from './connection.ts';

const state = (
  metrics: LinkState,
  heardAt: number | null,
  now: number,
  channels: AppState['channels'] = null,
): AppState => {
  const initial = initialState(now, { view: 'live', channel: null, stream: null });
  return { ...initial, links: { ...initial.links, metrics }, heardAt, channels };
};
const OPEN = { kind: 'open' } as const;

test.each([
  [state({ kind: 'connecting' }, null, 0), 'connecting', null],
  [state(OPEN, null, 0), 'live', null],
  [state(OPEN, 1_000, 5_999), 'live', null],
  [state(OPEN, 1_000, 6_000), 'quiet', null],
  [state(OPEN, 1_000, 99_000, []), 'live', null],
  [state({ kind: 'waiting', retryAt: 9_000 }, 1_000, 5_000), 'lost', 4_000],
  [state({ kind: 'waiting', retryAt: 9_000 }, 1_000, 9_500), 'lost', 0],
  [state({ kind: 'off' }, 1_000, 5_000), 'lost', null],
])('%# is %s', (given, kind, retryInMs) => {
  expect(connection(given)).toEqual({ kind, retryInMs });
});

test('what was heard five seconds ago is stale', () => {
  expect(isStale({ heardAt: 0, now: 4_999 })).toBe(false);
  expect(isStale({ heardAt: 0, now: 5_000 })).toBe(true);
  expect(isStale({ heardAt: null, now: 5_000 })).toBe(false);
});
