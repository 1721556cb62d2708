import { describe, expect, test } from 'vitest';
import type { StreamInfo } from '../domain/chat-event.ts';
import type { Track } from '../domain/track.ts';
import { aStream, aTrack, NOON } from '../pipeline/alerting/testing.ts';
import type { AnnouncementOrder } from './announcing.ts';
import { createRecapDesk } from './recap-desk.ts';

const MINUTE_MS = 60_000;

function aDesk(tracks: readonly Track[] = [aTrack({ recap: true })]) {
  const streams = new Map<string, StreamInfo>();
  const orders: AnnouncementOrder[] = [];
  const problems: string[] = [];
  const state = { now: NOON, failing: false };
  const desk = createRecapDesk({
    tracks: { all: async () => tracks },
    streams: { recent: async (channel) => [...streams.values()].filter((stream) => stream.channel === channel) },
    recapOf: async ({ id }, stream) => ({ title: `${stream.id} for ${id}`, content: { blocks: [] } }),
    announcing: {
      async announce(order) {
        if (state.failing) throw new Error('disk full');
        orders.push(order);
        return 'settled';
      },
    },
    clock: { now: () => state.now },
    observer: { stageFailed: (stage) => void problems.push(stage) },
  });
  const save = (stream: StreamInfo): void => void streams.set(stream.id, stream);
  const keysAt = async (now: number): Promise<readonly string[]> => {
    state.now = now;
    orders.length = 0;
    await desk.runOnce();
    return orders.map(({ key }) => key);
  };
  return { save, keysAt, orders, problems, state, desk };
}

describe('recap desk', () => {
  test('a stream that ended is due three minutes later', async () => {
    const { save, keysAt, orders } = aDesk();
    save(aStream({ endedAt: NOON }));
    expect(await keysAt(NOON + 3 * MINUTE_MS - 1)).toEqual([]);
    expect(await keysAt(NOON + 3 * MINUTE_MS)).toEqual(['recap:s1:t1']);
    expect(orders[0]).toMatchObject({ kind: 'recap', dueAt: NOON + 3 * MINUTE_MS });
    expect(await orders[0]?.compose()).toMatchObject({ title: 's1 for t1' });
  });

  test('a stream that comes back has not ended', async () => {
    const { save, keysAt } = aDesk();
    save(aStream({ endedAt: NOON }));
    expect(await keysAt(NOON + MINUTE_MS)).toEqual([]);
    save(aStream({ endedAt: null }));
    expect(await keysAt(NOON + 10 * MINUTE_MS)).toEqual([]);
  });

  test('every track that wants it, and no other', async () => {
    const { save, keysAt } = aDesk([
      aTrack({ id: 'a', recap: true }),
      aTrack({ id: 'b', guildId: '2', recap: true }),
      aTrack({ id: 'off', guildId: '3' }),
      aTrack({ id: 'paused', guildId: '4', recap: true, paused: true }),
      aTrack({ id: 'other', guildId: '5', recap: true, channel: 'shroud' }),
      aTrack({ id: 'later', guildId: '6', recap: true, createdAt: NOON + 1 }),
    ]);
    save(aStream({ endedAt: NOON }));
    expect(await keysAt(NOON + 5 * MINUTE_MS)).toEqual(['recap:s1:a', 'recap:s1:b']);
  });

  test('what ended long ago is left alone', async () => {
    const { save, keysAt } = aDesk();
    save(aStream({ endedAt: NOON }));
    expect(await keysAt(NOON + 63 * MINUTE_MS)).toHaveLength(1);
    expect(await keysAt(NOON + 69 * MINUTE_MS)).toEqual([]);
  });

  test('a failure is reported and keeps nothing else from its recap', async () => {
    const { save, keysAt, problems, state } = aDesk([
      aTrack({ id: 'a', recap: true }),
      aTrack({ id: 'b', recap: true }),
    ]);
    save(aStream({ endedAt: NOON }));
    state.failing = true;
    await keysAt(NOON + 5 * MINUTE_MS);
    expect(problems).toEqual(['recap', 'recap']);
    state.failing = false;
    expect(await keysAt(NOON + 6 * MINUTE_MS)).toHaveLength(2);
  });
});
