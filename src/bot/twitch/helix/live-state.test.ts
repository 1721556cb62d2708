import { describe, expect, test } from 'vitest';
import type { StreamInfo } from '../../../domain/chat-event.ts';
import { LiveState } from './live-state.ts';

const T = 1_000_000;
const stream = (id: string, more: Partial<StreamInfo> = {}): StreamInfo => ({
  id,
  channel: 'foo',
  roomId: '1',
  startedAt: T,
  endedAt: null,
  title: 'hello',
  category: 'Chess',
  vodId: null,
  ...more,
});

describe('a broadcast', () => {
  test('ends at the third miss in a row, at the time of the first', () => {
    const state = new LiveState({ missesMax: 3 });
    expect(state.found(stream('a'), T)).toEqual([stream('a')]);
    expect(state.missed(T + 1)).toEqual([]);
    expect(state.missed(T + 2)).toEqual([]);
    expect(state.found(stream('a'), T + 3)).toEqual([]);
    expect([state.missed(T + 4), state.missed(T + 5)]).toEqual([[], []]);
    expect(state.missed(T + 6)).toEqual([stream('a', { endedAt: T + 4 })]);
    expect(state.missed(T + 7)).toEqual([]);
    expect(state.live).toBe(false);
  });

  test('that comes back under its id is the same one, and keeps its video', () => {
    const state = new LiveState({ missesMax: 1 });
    state.found(stream('a'), T);
    expect(state.vod('a', 'v')).toEqual([stream('a', { vodId: 'v' })]);
    expect(state.vod('a', 'v')).toEqual([]);
    state.missed(T + 1);
    expect(state.found(stream('a'), T + 2)).toEqual([stream('a', { vodId: 'v' })]);
  });

  test('with another id is another one', () => {
    const state = new LiveState({ missesMax: 3 });
    state.found(stream('a'), T);
    expect(state.found(stream('b'), T + 5)).toEqual([stream('a', { endedAt: T + 5 }), stream('b')]);
    expect(state.vod('a', 'v')).toEqual([]);
  });

  test('changes its title or category', () => {
    const state = new LiveState({ missesMax: 3 });
    state.found(stream('a'), T);
    expect(state.found(stream('a', { title: 'new' }), T)).toHaveLength(1);
    expect(state.found(stream('a', { title: 'new', category: 'Go' }), T)).toHaveLength(1);
    expect(state.found(stream('a', { title: 'new', category: 'Go' }), T)).toEqual([]);
  });

  test('that was announced is trusted for a while; an announced end needs one miss', () => {
    const state = new LiveState({ missesMax: 3 });
    expect(state.announced(stream('a'), T, 1_000)).toHaveLength(1);
    expect(state.announced(stream('a'), T, 1_000)).toEqual([]);
    expect([state.missed(T + 1), state.missed(T + 2), state.missed(T + 999)].flat()).toEqual([]);
    state.announcedEnd(T + 1_000);
    expect(state.missed(T + 1_100)).toEqual([stream('a', { endedAt: T + 1_000 })]);
  });
});
