import { describe, expect, test, vi } from 'vitest';
import type { DeliveryDecision, PostOutcome } from '../domain/alert.ts';
import type { Announcement } from '../domain/ports/announce.ts';
import { aTrack, NOON } from '../pipeline/alerting/testing.ts';
import { ANNOUNCE_FOR_MS, createAnnouncing, type AnnouncementOrder } from './announcing.ts';

const DELIVERED: PostOutcome = { kind: 'delivered', channelId: '200', messageId: '1' };

function anAnnouncingWorld() {
  const kept = new Map<string, unknown>();
  const world = {
    now: NOON,
    outcomes: [] as (PostOutcome | Error | Promise<PostOutcome>)[],
    posted: [] as Announcement[],
    decisions: [] as DeliveryDecision[],
    problems: [] as string[],
    receiver: true,
    composed: 0,
    stopping: new AbortController(),
  };
  /** What a new process would have: only the log survives. */
  const create = () =>
    createAnnouncing({
      log: {
        get: async <T>(key: string) => kept.get(key) as T | undefined,
        set: async (key, value) => void kept.set(key, structuredClone(value)),
      },
      notifierFor: () =>
        world.receiver
          ? {
              post: async (announcement) => {
                world.posted.push(announcement);
                const outcome = await (world.outcomes.shift() ?? DELIVERED);
                if (outcome instanceof Error) throw outcome;
                return outcome;
              },
            }
          : null,
      decisions: { append: async (decision) => void world.decisions.push(decision) },
      clock: { now: () => world.now },
      random: () => 0,
      signal: world.stopping.signal,
      observer: { stageFailed: (stage) => void world.problems.push(stage), alertPosted: () => undefined },
    });
  let announcing = create();
  const anOrder = (overrides: Partial<AnnouncementOrder> = {}): AnnouncementOrder => ({
    key: 'recap:s1:t1',
    kind: 'recap',
    track: aTrack({ crosspost: true, pingRoleId: '9' }),
    dueAt: NOON,
    compose: async () => {
      world.composed++;
      return { title: 'Recap', content: { blocks: [] } };
    },
    ...overrides,
  });
  return {
    world,
    announce: (overrides?: Partial<AnnouncementOrder>) => announcing.announce(anOrder(overrides)),
    restart: () => void (announcing = create()),
  };
}

describe('announcing', () => {
  test('happens once, also when asked at the same time or after a restart', async () => {
    const { announce, restart, world } = anAnnouncingWorld();
    expect(await Promise.all([announce(), announce()])).toEqual(['settled', 'settled']);
    restart();
    expect(await announce()).toBe('settled');
    expect(world.posted).toHaveLength(1);
    expect(world.posted[0]).toMatchObject({ title: 'Recap', crosspost: true, mayStand: false });
    expect(world.posted[0]?.nonce.length).toBeLessThanOrEqual(25);
    expect(world.composed).toBe(1);
    expect(world.decisions).toMatchObject([{ kind: 'posted', reason: 'recap', momentId: null, at: NOON }]);
  });

  test('is tried again after an outage, at a growing distance, with the same nonce', async () => {
    const { announce, world } = anAnnouncingWorld();
    const outage: PostOutcome = { kind: 'retryable', reason: 'network', uncertain: false };
    world.outcomes.push(outage, outage);
    expect(await announce()).toBe('later');
    expect(await announce()).toBe('later');
    expect(world.posted).toHaveLength(1);
    world.now += 15_000;
    await announce();
    world.now += 30_000;
    expect(await announce()).toBe('settled');
    expect(world.posted.map(({ mayStand }) => mayStand)).toEqual([false, false, false]);
    expect(new Set(world.posted.map(({ nonce }) => nonce)).size).toBe(1);
  });

  test.each<[string, PostOutcome | Error]>([
    ['an answer that was lost', { kind: 'retryable', reason: 'timeout', uncertain: true }],
    ['a bug while posting', new Error('bug')],
  ])('looks for it first after %s, and goes on doing so', async (_, outcome) => {
    const { announce, restart, world } = anAnnouncingWorld();
    world.outcomes.push(outcome, { kind: 'retryable', reason: 'unreachable', uncertain: false });
    await announce();
    restart();
    world.now += 15_000;
    await announce();
    world.now += 60_000;
    await announce();
    expect(world.posted.map(({ mayStand }) => mayStand)).toEqual([false, true, true]);
  });

  test('a stop cuts an attempt short, and the next process looks for it first', async () => {
    const { announce, restart, world } = anAnnouncingWorld();
    world.outcomes.push(new Promise(() => undefined));
    const attempt = announce();
    await vi.waitFor(() => expect(world.posted).toHaveLength(1));
    world.stopping.abort();
    expect(await attempt).toBe('later');
    expect(await announce()).toBe('later');
    expect([world.posted.length, world.problems]).toEqual([1, []]);
    world.stopping = new AbortController();
    restart();
    world.now += 15_000;
    expect(await announce()).toBe('settled');
    expect(world.posted[1]?.mayStand).toBe(true);
  });

  test('waits as long as it is told to', async () => {
    const { announce, world } = anAnnouncingWorld();
    world.outcomes.push({ kind: 'retryable', reason: 'rate-limited', uncertain: false, retryAfterMs: 120_000 });
    await announce();
    world.now += 119_999;
    expect(await announce()).toBe('later');
    world.now += 1;
    expect(await announce()).toBe('settled');
  });

  test('a refusal and an hour of outage end it, and the log says why', async () => {
    const refused = anAnnouncingWorld();
    refused.world.outcomes.push({ kind: 'rejected', reason: 'missing-permission', detail: 'I may not post.' });
    expect(await refused.announce()).toBe('settled');
    expect(refused.world.decisions).toMatchObject([
      { kind: 'failed', reason: 'missing-permission', detail: 'The recap was not posted. I may not post.' },
    ]);

    const late = anAnnouncingWorld();
    late.world.receiver = false;
    late.world.now = NOON + ANNOUNCE_FOR_MS;
    expect(await late.announce()).toBe('later');
    late.world.now += 1;
    expect(await late.announce()).toBe('settled');
    expect(late.world.decisions).toMatchObject([{ kind: 'failed', reason: 'too-old' }]);
  });

  test('nothing to say is settled in silence', async () => {
    const { announce, world } = anAnnouncingWorld();
    expect(await announce({ compose: async () => null })).toBe('settled');
    expect(await announce()).toBe('settled');
    expect([world.posted, world.decisions]).toEqual([[], []]);
  });

  test('what cannot be composed is not settled', async () => {
    const { announce, world } = anAnnouncingWorld();
    await expect(announce({ compose: () => Promise.reject(new Error('disk full')) })).rejects.toThrow('disk full');
    expect(await announce()).toBe('settled');
    expect(world.posted[0]?.mayStand).toBe(false);
  });
});
