import { describe, expect, test } from 'vitest';
import { createDiscordNotifier } from '../../src/bot/discord/delivery/discord-notifier.ts';
import { createOutboxWorker } from '../../src/bot/discord/delivery/outbox-worker.ts';
import { TargetBreaker } from '../../src/bot/discord/delivery/target-breaker.ts';
import { anOutboxWorld, type OutboxWorld } from '../../src/bot/discord/delivery/testing.ts';
import { createDiscordRest } from '../../src/bot/discord/rest/discord-rest.ts';
import { aCard, anItem } from '../../src/bot/discord/testing.ts';
import type { AlertCard, PostOutcome } from '../../src/domain/alert.ts';
import type { AlertNotifier, PostRequest } from '../../src/domain/ports/delivery.ts';
import type { AlertTarget } from '../../src/domain/track.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { textOf } from '../fakes/discord/driver/components.ts';
import { createFakeDiscord, type FakeDiscord, type FakeDiscordOptions } from '../fakes/discord/fake-discord.ts';

const V2 = 1 << 15;
const CREATE_MESSAGE = /^\/channels\/\d+\/messages$/;

interface Room extends AsyncDisposable {
  readonly fake: FakeDiscord;
  readonly guildId: string;
  readonly channelId: string;
  readonly target: AlertTarget;
  readonly notifier: AlertNotifier;
  post(card?: Partial<AlertCard>, over?: Partial<PostRequest>): Promise<PostOutcome>;
}

async function openRoom(options: FakeDiscordOptions = {}): Promise<Room> {
  const fake = await createFakeDiscord(options);
  const guildId = fake.addGuild().id;
  const channelId = fake.addChannel(guildId).id;
  const target = { kind: 'text', id: channelId } as const;
  const notifier = aNotifier(fake);
  return {
    fake,
    guildId,
    channelId,
    target,
    notifier,
    post: (card = {}, over = {}) =>
      notifier.post({ card: aCard(card), target, nonce: 'n1', pingRoleId: null, crosspost: false, ...over }, never()),
    async [Symbol.asyncDispose]() {
      expect(fake.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
      expect(fake.crashes).toEqual([]);
      await fake[Symbol.asyncDispose]();
    },
  };
}

function aNotifier(fake: FakeDiscord, token = fake.token, requestTimeoutMs = 10_000): AlertNotifier {
  const logger = createLogger('silent');
  const rest = createDiscordRest({ token, apiUrl: fake.apiUrl, logger, clock: systemClock, requestTimeoutMs });
  return createDiscordNotifier({ rest, breaker: new TargetBreaker(), clock: systemClock, logger });
}

const never = (): AbortSignal => new AbortController().signal;

describe('posting a card', () => {
  test('chart, buttons, alt text, nonce, and nobody mentioned', async () => {
    await using room = await openRoom();
    expect(await room.post()).toMatchObject({ kind: 'delivered', channelId: room.channelId });
    const [message] = room.fake.messagesIn(room.channelId);
    expect(message?.flags).toBe(V2);
    expect(message?.nonce).toBe('n1');
    expect(message?.attachments).toMatchObject([
      { name: 'moment.png', description: 'Chat rose from 9 to 38 messages a second.' },
    ]);
    expect(message?.pings).toEqual({ everyone: false, roles: [], users: [] });
    expect(textOf(message!)).toMatch(/Funny in \*\*somechannel\*\*[^]*moment m1$/);
  });

  test('exactly the configured role is pinged, a rehearsal pings nobody, an edit pings nobody', async () => {
    await using room = await openRoom();
    const role = room.fake.addRole(room.guildId, { mentionable: true }).id;
    const posted = await room.post({}, { pingRoleId: role });
    await room.post({ test: true }, { pingRoleId: role, nonce: 'n2' });
    expect(room.fake.messagesIn(room.channelId).map((message) => message.pings.roles)).toEqual([[role], []]);
    if (posted.kind !== 'delivered') throw new Error('not delivered');
    expect(await room.notifier.edit({ card: aCard(), ...posted, keepChart: true }, never())).toEqual({
      kind: 'edited',
    });
    expect(room.fake.messagesIn(room.channelId)[0]?.pings.roles).toEqual([role]);
  });

  test('the same nonce is one message', async () => {
    await using room = await openRoom();
    const [first, second] = [await room.post(), await room.post()];
    expect(second).toEqual(first);
    expect(room.fake.messagesIn(room.channelId)).toHaveLength(1);
  });

  test('an archived thread is opened', async () => {
    await using room = await openRoom();
    const thread = room.fake.addChannel(room.guildId, { kind: 'thread', parentId: room.channelId, archived: true });
    expect(await room.post({}, { target: { kind: 'thread', id: thread.id } })).toMatchObject({ kind: 'delivered' });
    expect(room.fake.messagesIn(thread.id)).toHaveLength(1);
    expect(thread.archived).toBe(false);
  });

  test('a forum gets a post whose title names the moment', async () => {
    await using room = await openRoom();
    const forum = room.fake.addChannel(room.guildId, { kind: 'forum' });
    const target = { kind: 'forum', id: forum.id } as const;
    const posted = await room.post({}, { target });
    expect(posted).toMatchObject({ kind: 'delivered' });
    if (posted.kind !== 'delivered') return;
    expect(room.fake.world.channels.get(posted.channelId)?.name).toBe('😂 Funny in somechannel · 4.2× usual');
    expect(room.fake.messagesIn(posted.channelId)).toHaveLength(1);
    expect(await room.notifier.edit({ card: aCard({ phase: 'ended' }), ...posted, keepChart: false }, never())).toEqual(
      { kind: 'edited' },
    );
  });

  test('an announcement is published, and stays posted when that fails', async () => {
    await using room = await openRoom();
    const channel = room.fake.addChannel(room.guildId, { kind: 'announcement' });
    const target = { kind: 'announcement', id: channel.id } as const;
    await room.post({}, { target, crosspost: true });
    room.fake.faults.add({ effect: { kind: 'status', status: 403, code: 50013 }, path: /crosspost$/ });
    expect(await room.post({}, { target, crosspost: true, nonce: 'n2' })).toMatchObject({ kind: 'delivered' });
    expect(room.fake.messagesIn(channel.id).map((message) => message.crossposted)).toEqual([true, false]);
  });

  test('a hostile card is posted and pings nobody', async () => {
    await using room = await openRoom();
    const text = '@everyone <@1> ||`**~~ https://evil.example \u202e ' + '漢'.repeat(500);
    const quotes = [1, 2, 3].map((id) => ({ messageId: `${id}`, chatterId: '1', displayName: text, text }));
    expect(
      await room.post({ quotes, why: [text, text], discounts: [text], topEmotes: [[text, 1]], channel: text }),
    ).toMatchObject({ kind: 'delivered' });
    expect(room.fake.messagesIn(room.channelId)[0]?.pings).toEqual({ everyone: false, roles: [], users: [] });
  });
});

describe('when Discord refuses', () => {
  test('without Attach Files the card comes without its chart', async () => {
    await using room = await openRoom();
    room.fake.denyBot(room.channelId, ['AttachFiles']);
    expect(await room.post()).toMatchObject({ kind: 'delivered' });
    const [message] = room.fake.messagesIn(room.channelId);
    expect(message?.attachments).toEqual([]);
    expect(textOf(message!)).toContain('moment m1');
  });

  test('without Send Messages it is final, explained, and the next alerts ask no more', async () => {
    await using room = await openRoom();
    room.fake.denyBot(room.channelId, ['SendMessages']);
    const refused = await room.post();
    expect(refused).toMatchObject({ kind: 'rejected', reason: 'missing-permission' });
    expect(refused.kind === 'rejected' && refused.detail).toContain(`I may not post in <#${room.channelId}>`);
    const before = room.fake.requests.length;
    for (let i = 0; i < 50; i++) expect(await room.post({}, { nonce: `n${i}` })).toMatchObject({ kind: 'rejected' });
    expect(room.fake.requests.length).toBe(before);
    room.fake.denyBot(room.channelId, []);
    expect(await room.post({ test: true }, { nonce: 't' })).toMatchObject({ kind: 'delivered' });
    expect(await room.post({}, { nonce: 'after' })).toMatchObject({ kind: 'delivered' });
  });

  test.each([
    ['a channel that is gone', { status: 404, code: 10003 }, { kind: 'rejected', reason: 'unknown-channel' }],
    ['AutoMod', { status: 400, code: 200000 }, { kind: 'rejected', reason: 'automod' }],
    ['slow mode', { status: 400, code: 20016 }, { kind: 'retryable', reason: 'slow-mode', uncertain: false }],
    ['bad gateway', { status: 502 }, { kind: 'retryable', reason: 'server-error', uncertain: true }],
    ['a code nobody knows', { status: 400, code: 99999 }, { kind: 'rejected' }],
  ])('%s', async (_, fault, outcome) => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'status', ...fault }, path: CREATE_MESSAGE, times: 5 });
    expect(await room.post()).toMatchObject(outcome);
  });

  test.each([
    ['50035', { status: 400, code: 50035 }, 1, { flags: V2, attachments: 0 }],
    ['50035 twice', { status: 400, code: 50035 }, 2, { flags: 4, attachments: 0 }],
    ['40005', { status: 413, code: 40005 }, 1, { flags: V2, attachments: 0 }],
    ['a single 500', { status: 500 }, 1, { flags: V2, attachments: 1 }],
    ['two 500s', { status: 500 }, 2, { flags: V2, attachments: 0 }],
    ['three 500s', { status: 500 }, 3, { flags: 4, attachments: 0 }],
  ])('the card gets simpler, but is never lost: %s', async (_, fault, times, expected) => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'status', ...fault }, path: CREATE_MESSAGE, times });
    const posted = await room.post();
    expect(posted).toMatchObject({ kind: 'delivered' });
    const [message] = room.fake.messagesIn(room.channelId);
    expect({ flags: message?.flags, attachments: message?.attachments.length }).toEqual(expected);
    expect(await room.notifier.findPosted(room.target, 'm1', never())).toMatchObject({ messageId: message?.id });
    // The next edit makes it whole again.
    if (posted.kind !== 'delivered') return;
    expect(await room.notifier.edit({ card: aCard(), ...posted, keepChart: false }, never())).toEqual({
      kind: 'edited',
    });
    const [whole] = room.fake.messagesIn(room.channelId);
    expect((whole?.flags ?? 0) & V2).toBe(V2);
    expect(whole?.attachments).toHaveLength(1);
  });

  test('a 429 is handed back with its time instead of waited out in silence', async () => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'rate-limit', retryAfterMs: 30_000, scope: 'user' }, path: CREATE_MESSAGE });
    const outcome = await room.post();
    expect(outcome).toMatchObject({ kind: 'retryable', reason: 'rate-limited', uncertain: false });
    expect(outcome.kind === 'retryable' && outcome.retryAfterMs).toBeGreaterThanOrEqual(30_000);
  });

  test('a refused token stops the requests, and comes back after the pause', async () => {
    await using room = await openRoom();
    const notifier = aNotifier(room.fake, 'wrong.bot.token');
    const request = { card: aCard(), target: room.target, nonce: 'n', pingRoleId: null, crosspost: false };
    expect(await notifier.post(request, never())).toMatchObject({ kind: 'retryable', reason: 'unauthorized' });
    for (let i = 0; i < 20; i++)
      expect(await notifier.post(request, never())).toMatchObject({ kind: 'retryable', reason: 'unauthorized' });
    expect(room.fake.requests).toHaveLength(1);
  });

  test.each([
    ['a lost answer', { kind: 'lose-answer' }, { kind: 'retryable', uncertain: true }, 1],
    ['half an answer', { kind: 'malformed' }, { kind: 'retryable', uncertain: true }, 1],
    ['a hang-up', { kind: 'hang-up' }, { kind: 'retryable', uncertain: true }, 0],
  ] as const)('%s may have arrived, and says so', async (_, effect, outcome, messages) => {
    await using room = await openRoom();
    room.fake.faults.add({ effect, path: CREATE_MESSAGE });
    expect(await room.post()).toMatchObject(outcome);
    expect(room.fake.messagesIn(room.channelId)).toHaveLength(messages);
  });

  test('an answer that takes too long may have arrived, whatever the library waits for', async () => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'delay', ms: 2_000 }, path: CREATE_MESSAGE });
    const request = { card: aCard(), target: room.target, nonce: 'n', pingRoleId: null, crosspost: false };
    const outcome = await aNotifier(room.fake, room.fake.token, 100).post(request, never());
    expect(outcome).toEqual({ kind: 'retryable', reason: 'timeout', uncertain: true });
  });

  test('a caller that gives up is let go at once', async () => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'delay', ms: 2_000 }, path: CREATE_MESSAGE });
    const request = { card: aCard(), target: room.target, nonce: 'n', pingRoleId: null, crosspost: false };
    const outcome = await room.notifier.post(request, AbortSignal.timeout(100));
    expect(outcome).toMatchObject({ kind: 'retryable', uncertain: true });
  });

  test('a Discord that is not there has certainly received nothing', async () => {
    await using room = await openRoom();
    await room.fake.down();
    expect(await room.post()).toMatchObject({ kind: 'retryable', reason: 'network', uncertain: false });
    expect(await room.notifier.findPosted(room.target, 'm1', never())).toBe('unreachable');
  });
});

describe('editing a card', () => {
  test.each([true, false])('the chart stays or is replaced (keep: %s)', async (keepChart) => {
    await using room = await openRoom();
    const posted = await room.post();
    if (posted.kind !== 'delivered') throw new Error('not delivered');
    const before = room.fake.messagesIn(room.channelId)[0]?.attachments[0]?.id;
    const card = aCard({ phase: 'ended', endedAt: 1_700_000_042_000, ...(keepChart ? { chart: null } : {}) });
    expect(await room.notifier.edit({ card, ...posted, keepChart }, never())).toEqual({ kind: 'edited' });
    const [message] = room.fake.messagesIn(room.channelId);
    expect(message?.attachments).toHaveLength(1);
    expect(message?.attachments[0]?.id === before).toBe(keepChart);
    expect(textOf(message!)).toContain('lasted 42 s');
    expect(JSON.stringify(message?.components)).toContain('attachment://moment.png');
  });

  test.each([
    [10008, 'gone'],
    [10003, 'gone'],
    [50005, 'gone'],
    [30046, 'retryable'],
    [50013, 'rejected'],
  ])('code %i means %s', async (code, kind) => {
    await using room = await openRoom();
    const posted = await room.post();
    if (posted.kind !== 'delivered') throw new Error('not delivered');
    room.fake.faults.add({
      effect: { kind: 'status', status: code < 20_000 ? 404 : 403, code },
      method: 'PATCH',
      times: 9,
    });
    expect(await room.notifier.edit({ card: aCard(), ...posted, keepChart: false }, never())).toMatchObject({ kind });
  });
});

describe('the outbox against Discord', () => {
  async function drive(world: OutboxWorld, notifier: AlertNotifier, rounds: number): Promise<void> {
    const worker = createOutboxWorker({ ...world.deps, notifierFor: () => notifier });
    for (let i = 0; i < rounds; i++) {
      await worker.runOnce();
      world.clock.at += 60_000;
    }
  }

  test.each([
    ['an answer that was lost', { kind: 'lose-answer' }],
    ['a 502', { kind: 'status', status: 502 }],
    ['a hang-up', { kind: 'hang-up' }],
    ['half an answer', { kind: 'malformed' }],
  ] as const)('%s makes one message', async (_, effect) => {
    await using room = await openRoom();
    const world = anOutboxWorld();
    world.outbox.add(anItem({ target: room.target, createdAt: world.clock.at }));
    room.fake.faults.add({ effect, path: CREATE_MESSAGE });
    await drive(world, room.notifier, 3);
    expect(room.fake.messagesIn(room.channelId)).toHaveLength(1);
    expect(world.outbox.items.get('m1:t1')).toMatchObject({
      state: 'delivered',
      postedMessageId: room.fake.messagesIn(room.channelId)[0]?.id,
    });
  });

  test('an answer that was lost long before the nonce is forgotten still makes one message', async () => {
    await using room = await openRoom({ rest: { nonceWindowMs: 0 } });
    const world = anOutboxWorld();
    world.outbox.add(anItem({ target: room.target, createdAt: world.clock.at }));
    room.fake.faults.add({ effect: { kind: 'lose-answer' }, path: CREATE_MESSAGE });
    await drive(world, room.notifier, 3);
    expect(room.fake.messagesIn(room.channelId)).toHaveLength(1);
    expect(world.outbox.items.get('m1:t1')?.state).toBe('delivered');
  });

  test('a process that died between sending and recording finds its card', async () => {
    await using room = await openRoom({ rest: { nonceWindowMs: 0 } });
    await room.post();
    const world = anOutboxWorld();
    world.outbox.add(anItem({ target: room.target, createdAt: world.clock.at, state: 'sending', attempts: 1 }));
    await drive(world, room.notifier, 1);
    expect(room.fake.messagesIn(room.channelId)).toHaveLength(1);
    expect(world.outbox.items.get('m1:t1')?.state).toBe('delivered');
  });

  test('an outage of minutes delays the alerts, in order', async () => {
    await using room = await openRoom();
    const world = anOutboxWorld();
    for (const [index, momentId] of ['a', 'b', 'c'].entries())
      world.outbox.add(anItem({ momentId, target: room.target, createdAt: world.clock.at + index }));
    await room.fake.down();
    await drive(world, room.notifier, 5);
    await room.fake.up();
    await drive(world, room.notifier, 3);
    expect(room.fake.messagesIn(room.channelId).map((message) => /moment (\w)$/.exec(textOf(message))?.[1])).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  test('more alerts than the rate limit allows all arrive, in order, without a refused request', async () => {
    await using room = await openRoom({
      rateLimits: { routes: { 'POST /channels/:channelId/messages': { limit: 2, windowMs: 300 } } },
    });
    const world = anOutboxWorld();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const [index, momentId] of ids.entries())
      world.outbox.add(anItem({ momentId, target: room.target, createdAt: world.clock.at + index }));
    await drive(world, room.notifier, 3);
    expect(room.fake.messagesIn(room.channelId).map((message) => /moment (\w)$/.exec(textOf(message))?.[1])).toEqual(
      ids,
    );
    expect(room.fake.invalidRequests).toBe(0);
  });

  test('a forbidden channel ends its own alerts only', async () => {
    await using room = await openRoom();
    const closed = room.fake.addChannel(room.guildId, { denyBot: ['ViewChannel'] });
    const world = anOutboxWorld();
    for (let i = 0; i < 20; i++)
      world.outbox.add(
        anItem({ momentId: `x${i}`, target: { kind: 'text', id: closed.id }, createdAt: world.clock.at }),
      );
    world.outbox.add(anItem({ momentId: 'ok', target: room.target, createdAt: world.clock.at + 1 }));
    await drive(world, room.notifier, 2);
    expect(room.fake.messagesIn(room.channelId)).toHaveLength(1);
    expect(room.fake.invalidRequests).toBeLessThanOrEqual(2);
    expect(world.decisions.filter(({ kind }) => kind === 'failed')).toHaveLength(20);
  });

  test('a changed moment changes its card, and a deleted card stays deleted', async () => {
    await using room = await openRoom();
    const world = anOutboxWorld({
      compose: async () => ({ card: aCard({ phase: 'ended', endedAt: 1_700_000_042_000 }) }),
    });
    world.outbox.add(anItem({ target: room.target, createdAt: world.clock.at }));
    await drive(world, room.notifier, 1);
    world.outbox.revisions.set('m1', 2);
    await drive(world, room.notifier, 1);
    const [message] = room.fake.messagesIn(room.channelId);
    expect(message?.editedAt).toHaveLength(1);
    message!.deletedAt = Date.now();
    world.outbox.revisions.set('m1', 3);
    await drive(world, room.notifier, 3);
    expect(room.fake.messagesIn(room.channelId)).toEqual([]);
    expect(world.decisions.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'posted delivered',
      'suppressed card-deleted',
    ]);
  });
});
