import { describe, expect, test } from 'vitest';
import type { LiveFrame } from '../read/frame.ts';
import { initialState, type AppState } from './app-state.ts';
import { reduce, type Action } from './reduce.ts';
import { aChatFrame, aMetricsFrame, aMoment, anEvent } from './testing.ts';

const ROUTE = { view: 'live', channel: null, stream: null } as const;
const channels = ['room', 'other'].map((name) => ({ name, state: 'live', tracked: true, problem: null, stream: null }));
const after = (...actions: Action[]): AppState =>
  actions.reduce(reduce, reduce(initialState(0, ROUTE), { type: 'channels-loaded', channels }));
const heard = (at: number, ...frames: LiveFrame[]): Action => ({ type: 'heard', frames, at, unreadable: 0 });

describe('the channel on the screen', () => {
  test('is the first until the address names one', () => {
    expect(after().watched.channel).toBe('room');
    expect(after({ type: 'navigated', route: { ...ROUTE, channel: 'other' } }).watched.channel).toBe('other');
  });

  test('takes everything of the former one with it', () => {
    const talked = after(heard(1, aChatFrame('a')));
    expect(talked.watched.feed.rows).toHaveLength(1);
    const { watched } = reduce(talked, { type: 'navigated', route: { ...ROUTE, channel: 'other' } });
    expect(watched).toMatchObject({ channel: 'other', mood: null, headline: null, feed: { rows: [] } });
  });

  test('is not touched by what is told of others', () => {
    const state = after(heard(1, { ...aChatFrame('a'), channel: 'other' }));
    expect(state.watched.feed.rows).toEqual([]);
    expect(after({ type: 'emotes-loaded', channel: 'other', emotes: [] }).watched.emotes.size).toBe(0);
  });

  test('loses its chat when something may have been taken back unheard', () => {
    const talked = after(heard(1, aChatFrame('a')));
    expect(reduce(talked, { type: 'chat-missed', channel: 'other' })).toBe(talked);
    expect(reduce(talked, { type: 'chat-missed', channel: 'room' }).watched.feed.rows).toEqual([]);
  });
});

describe('the announcement of a moment', () => {
  test('comes with a moment that began', () => {
    expect(after(heard(5_000, aMoment('m', 0))).banner).toMatchObject({ moment: { id: 'm' }, shownAt: 5_000 });
  });

  test.each([
    ['ended', heard(5_000, aMoment('m', 0, { phase: 'ended' }))],
    ['began long ago', heard(60_000, aMoment('m', 0))],
    ['was loaded', { type: 'moments-loaded', moments: [aMoment('m', 0)] } as const],
  ])('does not come with one that %s', (_name, action) => {
    const state = after(action);
    expect(state.banner).toBeNull();
    expect(state.moments).toHaveLength(1);
  });

  test('comes once, and comes although the list knew it first', () => {
    const closed = after(heard(5_000, aMoment('m', 0)), { type: 'banner-closed', id: 'm' });
    expect(reduce(closed, heard(6_000, aMoment('m', 0))).banner).toBeNull();
    const loaded = after({ type: 'moments-loaded', moments: [aMoment('m', 0)] });
    expect(reduce(loaded, heard(5_000, aMoment('m', 0))).banner).not.toBeNull();
  });

  test('is not closed by the end of an earlier one', () => {
    const state = after(heard(5_000, aMoment('first', 0)), heard(6_000, aMoment('second', 1)));
    expect(reduce(state, { type: 'banner-closed', id: 'first' }).banner?.moment.id).toBe('second');
  });
});

describe('lanes', () => {
  test('leave with their channel', () => {
    const state = after(heard(1, aMetricsFrame(1), aMetricsFrame(1, { channel: 'other' })));
    expect([...state.lanes.keys()]).toEqual(['room', 'other']);
    const fewer = reduce(state, { type: 'channels-loaded', channels: channels.slice(1) });
    expect([...fewer.lanes.keys()]).toEqual(['other']);
  });

  test('are bounded, whatever names come', () => {
    const frames = Array.from({ length: 500 }, (_, index) => aMetricsFrame(1, { channel: `c${index}` }));
    expect(after(heard(1, ...frames)).lanes.size).toBe(200);
  });
});

test('retractions within one batch reach messages of the same batch', () => {
  const state = after(heard(1, aChatFrame('a'), anEvent('message_deleted', { target_msg_id: 'a' })));
  expect(state.watched.feed.rows).toEqual([{ kind: 'retracted', key: 0 }]);
});

test('frames that could not be read are counted', () => {
  expect(after({ type: 'heard', frames: [], at: 1, unreadable: 3 }).unreadableFrames).toBe(3);
});
