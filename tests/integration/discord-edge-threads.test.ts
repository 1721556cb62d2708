import { describe, expect, test } from 'vitest';
import { createDiscordNotifier } from '../../src/bot/discord/delivery/discord-notifier.ts';
import { createOutboxWorker } from '../../src/bot/discord/delivery/outbox-worker.ts';
import { StreamThreads } from '../../src/bot/discord/delivery/stream-threads.ts';
import { TargetBreaker } from '../../src/bot/discord/delivery/target-breaker.ts';
import { anOutboxWorld } from '../../src/bot/discord/delivery/testing.ts';
import { createDiscordRest } from '../../src/bot/discord/rest/discord-rest.ts';
import { aCard, anItem } from '../../src/bot/discord/testing.ts';
import type { PostOutcome } from '../../src/domain/alert.ts';
import type { AlertNotifier } from '../../src/domain/ports/delivery.ts';
import type { Cache } from '../../src/domain/ports/stores.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeChannel } from '../fakes/discord/model.ts';

const THREAD = { key: 't1:20:s1', name: 'somechannel · a stream · 2026-06-01' };
const MAY = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'CreatePublicThreads',
  'SendMessagesInThreads',
] as const;
const OPEN_THREAD = /^\/channels\/\d+\/threads$/;

class MemoryCache implements Cache {
  readonly entries = new Map<string, unknown>();
  failing = false;
  async get<T>(key: string): Promise<T | undefined> {
    if (this.failing) throw new Error('disk full');
    return this.entries.get(key) as T | undefined;
  }
  async set(key: string, value: unknown, ttlMs: number): Promise<void> {
    if (this.failing) throw new Error('disk full');
    if (ttlMs <= 0) this.entries.delete(key);
    else this.entries.set(key, JSON.parse(JSON.stringify(value)));
  }
}

interface Room extends AsyncDisposable {
  readonly fake: FakeDiscord;
  readonly channelId: string;
  readonly cache: MemoryCache;
  readonly breaker: TargetBreaker;
  /** Another one is what a restart makes. */
  aNotifier(): AlertNotifier;
  threads(): readonly FakeChannel[];
  texts(channelId: string): number;
  asked(): number;
}

async function openRoom(kind: 'text' | 'announcement' = 'text'): Promise<Room> {
  const fake = await createFakeDiscord();
  const channelId = fake.addChannel(fake.addGuild({ botPermissions: MAY }).id, { kind }).id;
  const cache = new MemoryCache();
  const breaker = new TargetBreaker();
  return {
    fake,
    channelId,
    cache,
    breaker,
    aNotifier() {
      const logger = createLogger('silent');
      const rest = createDiscordRest({ token: fake.token, apiUrl: fake.apiUrl, logger, clock: systemClock });
      const threads = new StreamThreads({ rest, cache, breaker, clock: systemClock, logger });
      return createDiscordNotifier({ rest, breaker: new TargetBreaker(), clock: systemClock, logger, threads });
    },
    threads: () => [...fake.world.channels.values()].filter((channel) => channel.parentId === channelId),
    texts: (id) => fake.messagesIn(id).length,
    asked: () => fake.requests.filter(({ method, path }) => method === 'POST' && OPEN_THREAD.test(path)).length,
    async [Symbol.asyncDispose]() {
      expect(fake.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
      expect(fake.crashes).toEqual([]);
      await fake[Symbol.asyncDispose]();
    },
  };
}

const never = (): AbortSignal => new AbortController().signal;
let nonces = 0;

function post(
  room: Room,
  notifier: AlertNotifier,
  momentId = 'm1',
  kind: 'text' | 'announcement' = 'text',
): Promise<PostOutcome> {
  const target = { kind, id: room.channelId };
  const request = { card: aCard({ momentId }), target, nonce: `n${nonces++}`, pingRoleId: null, crosspost: false };
  return notifier.post({ ...request, thread: THREAD }, never());
}

describe('a thread for each stream', () => {
  test.each(['text', 'announcement'] as const)('is opened with the first card below a %s channel', async (kind) => {
    await using room = await openRoom(kind);
    const notifier = room.aNotifier();
    await post(room, notifier, 'm1', kind);
    await post(room, notifier, 'm2', kind);
    const [thread, ...others] = room.threads();
    expect([thread?.name, others]).toEqual([THREAD.name, []]);
    expect([room.texts(thread!.id), room.texts(room.channelId)]).toEqual([2, 0]);
  });

  test('is found again after a restart, also folded away, and its cards can be edited', async () => {
    await using room = await openRoom();
    await post(room, room.aNotifier(), 'm1');
    room.threads()[0]!.archived = true;
    const notifier = room.aNotifier();
    const posted = await post(room, notifier, 'm2');
    expect(room.threads()).toHaveLength(1);
    expect(room.texts(room.threads()[0]!.id)).toBe(2);
    if (posted.kind !== 'delivered') throw new Error('not delivered');
    const { channelId, messageId } = posted;
    const edit = { card: aCard({ phase: 'ended' }), channelId, messageId, keepChart: false };
    expect(await notifier.edit(edit, never())).toEqual({ kind: 'edited' });
  });

  test('is opened again when it was deleted', async () => {
    await using room = await openRoom();
    const notifier = room.aNotifier();
    await post(room, notifier, 'm1');
    room.fake.world.channels.delete(room.threads()[0]!.id);
    expect(await post(room, notifier, 'm2')).toMatchObject({ kind: 'delivered' });
    expect(room.threads()).toHaveLength(1);
    expect(room.texts(room.threads()[0]!.id)).toBe(1);
    expect(await post(room, room.aNotifier(), 'm3')).toMatchObject({ channelId: room.threads()[0]!.id });
  });

  test.each(['CreatePublicThreads', 'SendMessagesInThreads'] as const)(
    'without %s the card stands in the channel, and says which right is missing',
    async (permission) => {
      await using room = await openRoom();
      room.fake.denyBot(room.channelId, [permission]);
      const outcome = await post(room, room.aNotifier());
      expect(outcome).toMatchObject({ kind: 'delivered', channelId: room.channelId });
      expect(outcome.kind === 'delivered' && outcome.note).toContain(
        '**Create Public Threads** and **Send Messages in Threads**',
      );
      expect(room.texts(room.channelId)).toBe(1);
    },
  );

  test('a refusal is not asked for again with every card', async () => {
    await using room = await openRoom();
    room.fake.denyBot(room.channelId, ['CreatePublicThreads']);
    const notifier = room.aNotifier();
    for (const id of ['m1', 'm2', 'm3']) await post(room, notifier, id);
    expect([room.asked(), room.texts(room.channelId)]).toEqual([1, 3]);
  });

  test('a server with too many threads gets its cards all the same', async () => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'status', status: 400, code: 160006 }, path: OPEN_THREAD });
    const outcome = await post(room, room.aNotifier());
    expect(outcome).toMatchObject({ kind: 'delivered', channelId: room.channelId });
    expect(outcome.kind === 'delivered' && outcome.note).toContain('as many active threads');
  });

  test('while Discord does not answer the card waits', async () => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'status', status: 503 }, method: 'POST', path: OPEN_THREAD });
    expect(await post(room, room.aNotifier())).toMatchObject({ kind: 'retryable' });
    expect(room.texts(room.channelId)).toBe(0);
    expect(await post(room, room.aNotifier())).toMatchObject({ kind: 'delivered', channelId: room.threads()[0]?.id });
    expect(room.threads()).toHaveLength(1);
  });

  test('a cache that fails costs nothing before a restart', async () => {
    await using room = await openRoom();
    room.cache.failing = true;
    const notifier = room.aNotifier();
    await post(room, notifier, 'm1');
    await post(room, notifier, 'm2');
    expect(room.threads()).toHaveLength(1);
  });

  test('a card is looked for in the thread and beside it', async () => {
    await using room = await openRoom();
    const notifier = room.aNotifier();
    const target = { kind: 'text', id: room.channelId } as const;
    const find = (momentId: string) => room.aNotifier().findPosted(target, momentId, never(), THREAD);
    expect(await find('m1')).toBeNull();
    await post(room, notifier, 'm1');
    expect(await find('m1')).toMatchObject({ channelId: room.threads()[0]?.id });
    await notifier.post(
      { card: aCard({ momentId: 'm2' }), target, nonce: 'x', pingRoleId: null, crosspost: false },
      never(),
    );
    expect(await find('m2')).toMatchObject({ channelId: room.channelId });
    expect(await find('m3')).toBeNull();
  });
});

test('the worker names the missing right in the log, and finds a lost answer in the thread', async () => {
  await using room = await openRoom();
  const notifier = room.aNotifier();
  const target = { kind: 'text', id: room.channelId } as const;
  const world = anOutboxWorld({
    notifierFor: () => notifier,
    threadFor: async (item) => {
      if (item.id === 'm3:t1') throw new Error('disk full');
      return THREAD;
    },
  });
  const worker = createOutboxWorker(world.deps);
  await post(room, notifier, 'm1');
  world.outbox.add(anItem({ id: 'm1:t1', momentId: 'm1', target, state: 'sending' }));
  await worker.runOnce();
  expect(world.decisions.map(({ reason }) => reason)).toEqual(['found']);
  expect(room.texts(room.threads()[0]!.id)).toBe(1);

  room.fake.denyBot(room.channelId, ['SendMessagesInThreads']);
  world.outbox.add(anItem({ id: 'm2:t1', momentId: 'm2', target }), anItem({ id: 'm3:t1', momentId: 'm3', target }));
  await worker.runOnce();
  expect(world.decisions.slice(1).map(({ detail }) => detail)).toEqual([
    `Posted. It stands in <#${room.channelId}> itself, because I may not use threads there: give my role **Create Public Threads** and **Send Messages in Threads**.`,
    'Posted.',
  ]);
  expect(world.observer.failures).toEqual(['outbox-thread: disk full']);
});
