import { PassThrough, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Audience } from './audience.ts';
import { ChannelHolds } from './channel-holds.ts';
import type { Client } from './client.ts';
import { SOCKET_LIMITS } from './limits.ts';
import { Rooms } from './rooms.ts';
import { textFrame } from './text-frame.ts';
import { UserCards } from './user-cards.ts';
import { WriteBatch } from './write-batch.ts';

describe('a text frame', () => {
  test.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])('says its length: %i bytes', (length) => {
    const frame = textFrame('x'.repeat(length));
    const [first, second] = frame;
    const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    expect(first).toBe(0x81);
    expect(frame.length).toBe(header + length);
    const said = header === 2 ? second : header === 4 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2));
    expect(said).toBe(length);
  });

  test('holds any text as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const frame = textFrame(text);
        expect(frame.subarray(Buffer.byteLength(text) < 126 ? 2 : 4).toString()).toBe(text);
      }),
    );
  });
});

describe('a write batch', () => {
  test('hands on everything, in order, at once', async () => {
    const writes: number[] = [];
    const connection = new Writable({
      writev(chunks, done) {
        writes.push(chunks.length);
        done();
      },
      write(_chunk, _encoding, done) {
        writes.push(1);
        done();
      },
    });
    using batch = new WriteBatch();
    for (const text of ['a', 'b', 'c']) {
      batch.gather(connection);
      connection.write(text);
    }
    expect(writes).toEqual([]);
    batch.flush();
    await new Promise(setImmediate);
    expect(writes).toEqual([3]);
  });

  test('hands on by itself, also for connections that are gone', async () => {
    using batch = new WriteBatch();
    const gone = new PassThrough();
    const here = new PassThrough();
    batch.gather(gone);
    gone.destroy();
    batch.gather(here);
    here.write('x');
    const [data] = (await new Promise<unknown[]>((resolve) => here.once('data', (chunk) => resolve([chunk])))) as [
      Buffer,
    ];
    expect(data.toString()).toBe('x');
  });
});

describe('an audience', () => {
  const client = (): Client => ({}) as Client;

  test('hears of its own channels or of all, and forgets who leaves', () => {
    const audience = new Audience();
    const [all, some] = [client(), client()];
    audience.add(all, []);
    audience.add(some, ['a', 'b']);
    expect([...audience.of('a')]).toEqual([all, some]);
    expect([...audience.of('c')]).toEqual([all]);
    expect([...audience.channels]).toEqual(['a', 'b']);
    audience.remove(some);
    audience.remove(all);
    expect([audience.hears('a'), audience.wantsAll, [...audience.channels]]).toEqual([false, false, []]);
  });
});

test('channels are held exactly while somebody listens', () => {
  const listeners = fc.array(fc.tuple(fc.boolean(), fc.constantFrom('a', 'b', 'c')), { maxLength: 100 });
  fc.assert(
    fc.property(listeners, (steps) => {
      const held = new Set<string>();
      const counts = new Map<string, number>();
      const holds = new ChannelHolds({
        channels: { list: () => [], hold: (name) => void held.add(name), release: (name) => void held.delete(name) },
        limits: { heldChannelsMax: 2, newChannelsBurst: 1_000, newChannelsPerSecond: 1 },
        now: () => 0,
      });
      for (const [enter, channel] of steps) {
        const count = counts.get(channel) ?? 0;
        if (!enter) {
          holds.release(channel);
          counts.set(channel, Math.max(0, count - 1));
        } else if (holds.retain(channel)) counts.set(channel, count + 1);
        const expected = [...counts].filter(([, listening]) => listening > 0).map(([name]) => name);
        expect([...held].toSorted()).toEqual(expected.toSorted());
        expect(held.size).toBeLessThanOrEqual(2);
      }
    }),
  );
});

describe('channels watched for listeners', () => {
  const watched = {
    name: 'tracked',
    state: 'joined',
    failure: null,
    lastMessageAt: null,
    reasons: ['tracked'],
  } as const;
  let now = 0;
  const holdsWith = (limits: Partial<ConstructorParameters<typeof ChannelHolds>[0]['limits']>) =>
    new ChannelHolds({
      channels: {
        list: () => [watched, { ...watched, name: 'other', reasons: ['held'] }],
        hold: () => undefined,
        release: () => undefined,
      },
      limits: { heldChannelsMax: 100, newChannelsBurst: 100, newChannelsPerSecond: 1, ...limits },
      now: () => now,
    });

  test('count, and those watched anyway do not', () => {
    const holds = holdsWith({ heldChannelsMax: 1 });
    expect(['tracked', 'other', 'more', 'other', 'tracked'].map((name) => holds.retain(name))).toEqual([
      true,
      true,
      false,
      true,
      true,
    ]);
    holds.release('other');
    expect(holds.retain('more')).toBe(false);
    holds.release('other');
    expect(holds.retain('more')).toBe(true);
  });

  test('may not come and go quicker than Twitch lets a bot join', () => {
    const holds = holdsWith({ newChannelsBurst: 2 });
    const visit = (name: string): boolean => {
      const entered = holds.retain(name);
      if (entered) holds.release(name);
      return entered;
    };
    expect(['a', 'b', 'c', 'tracked'].map(visit)).toEqual([true, true, false, true]);
    now = 1_000;
    expect(['d', 'e'].map(visit)).toEqual([true, false]);
  });
});

describe('rooms', () => {
  const client = {} as Client;

  test('nobody is in are kept for a while, and only so many', () => {
    const rooms = new Rooms({ ...SOCKET_LIMITS, idleLogsMax: 2 });
    for (const channel of ['a', 'b', 'c']) {
      rooms.enter(channel, client, 0);
      rooms.leave(channel, client);
    }
    expect([...rooms.all()].map(({ channel }) => channel)).toEqual(['b', 'c']);
    const kept = rooms.get('b');
    expect(rooms.enter('b', client, 5)).toBe(kept);
    for (const channel of ['d', 'e']) {
      rooms.enter(channel, client, 0);
      rooms.leave(channel, client);
    }
    expect([...rooms.all()].map(({ channel }) => channel)).toEqual(['b', 'd', 'e']);
  });

  test('are forgotten in the end', async () => {
    const rooms = new Rooms({ ...SOCKET_LIMITS, logKeepMs: 1 });
    rooms.enter('a', client, 0);
    rooms.leave('a', client);
    await vi.waitUntil(() => rooms.get('a') === undefined, { timeout: 2_000 });
  });
});

describe('user cards', () => {
  const ann = { id: '1', login: 'ann', displayName: 'Ann', color: null, badges: ['vip/1'] };
  const limits = { usersPerChannelMax: 2, userTtlMs: 1_000 };

  test('are kept while nothing changes', () => {
    const cards = new UserCards(limits);
    const card = cards.of(ann, 0);
    expect(cards.of({ ...ann, badges: ['vip/1'] }, 999)).toBe(card);
    expect(cards.of(ann, 1_000)).not.toBe(card);
  });

  test.each([
    { displayName: 'ANN' },
    { login: 'anna' },
    { color: '#FF0000' },
    { badges: [] },
    { badges: ['moderator/1'] },
  ])('are made anew for %j', (change) => {
    const cards = new UserCards(limits);
    const card = cards.of(ann, 0);
    expect(cards.of({ ...ann, ...change }, 1)).not.toBe(card);
  });

  test('are bounded and forgotten on demand', () => {
    const cards = new UserCards(limits);
    const card = cards.of(ann, 0);
    cards.forget('1');
    expect(cards.of(ann, 1)).not.toBe(card);
    const again = cards.of(ann, 2);
    for (const id of ['2', '3']) cards.of({ ...ann, id }, 3);
    expect(cards.of(ann, 4)).not.toBe(again);
  });
});
