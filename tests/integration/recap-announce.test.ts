import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDiscordAnnouncer } from '../../src/bot/discord/announce/discord-announcer.ts';
import { FakeObserver } from '../../src/bot/discord/delivery/testing.ts';
import { TargetBreaker } from '../../src/bot/discord/delivery/target-breaker.ts';
import { createDiscordRest } from '../../src/bot/discord/rest/discord-rest.ts';
import type { Track } from '../../src/domain/track.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLocalTime } from '../../src/lib/time-zone.ts';
import { aMoment, aStream, aTrack, NOON } from '../../src/pipeline/alerting/testing.ts';
import { aMark } from '../../src/pipeline/marks/testing.ts';
import { createAnnouncing } from '../../src/runtime/announcing.ts';
import { createDigestDesk } from '../../src/runtime/digest-desk.ts';
import { createRecapDesk } from '../../src/runtime/recap-desk.ts';
import { createRecapSource } from '../../src/runtime/recap-source.ts';
import { openSettings } from '../../src/storage/settings/settings.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { textOf } from '../fakes/discord/driver/components.ts';
import { createFakeDiscord, type FakeDiscord, type FakeDiscordOptions } from '../fakes/discord/fake-discord.ts';

const MINUTE_MS = 60_000;
const V2 = 1 << 15;
const CREATE_MESSAGE = /^\/channels\/\d+\/messages$/;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

/** The desks over real stores and sockets; only time and the drawing are made up. */
async function startRun(fake: FakeDiscord, url: string, time: { now: number }) {
  await using stack = new AsyncDisposableStack();
  const clock = { ...systemClock, now: () => time.now };
  const observer = new FakeObserver();
  const logger = createLogger('silent');
  const storage = stack.use(await openStorage(url, { clock }));
  const settings = stack.use(await openSettings(url, { clock, observer }));
  const rest = createDiscordRest({ token: fake.token, apiUrl: fake.apiUrl, logger, clock, requestTimeoutMs: 2_000 });
  const announcer = createDiscordAnnouncer({ rest, breaker: new TargetBreaker(), clock, logger });
  const { tracks } = settings;
  const { streams, decisions, moments } = storage;
  const announcing = createAnnouncing({
    log: settings.cache('announcements'),
    notifierFor: () => announcer,
    decisions,
    clock,
    random: () => 0,
    signal: new AbortController().signal,
    observer,
  });
  const draw = async () => ({ png: PNG, name: 'stream.png', altText: 'The whole stream' });
  const recapOf = createRecapSource({ storage, draw, summarize: async () => null, detector: 'robust', clock });
  const localTime = createLocalTime();
  const recaps = createRecapDesk({ tracks, streams, recapOf, announcing, clock, observer });
  const digests = createDigestDesk({ tracks, decisions, moments, streams, announcing, localTime, clock, observer });
  const owned = stack.move();
  return { storage, settings, recaps, digests, observer, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

type Kind = 'text' | 'forum';

async function openRoom(track: Partial<Track> = {}, options: FakeDiscordOptions = {}, kind: Kind = 'text') {
  await using stack = new AsyncDisposableStack();
  const fake = stack.use(await createFakeDiscord(options));
  const guildId = fake.addGuild().id;
  const channelId = fake.addChannel(guildId, { kind }).id;
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-recap-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const url = `sqlite:${path.join(folder, 'bot.db')}`;
  const time = { now: NOON };
  let run = await startRun(fake, url, time);
  stack.defer(() => run[Symbol.asyncDispose]());
  await run.settings.tracks.put(aTrack({ guildId, target: { kind, id: channelId }, recap: true, ...track }));
  const owned = stack.move();
  return {
    fake,
    guildId,
    channelId,
    run: () => run,
    posts: () => fake.world.messages.filter((message) => message.deletedAt === null),
    /** Time passes, and the desks look. */
    async after(ms: number) {
      time.now += ms;
      await run.recaps.runOnce();
      await run.digests.runOnce();
    },
    async restart() {
      await run[Symbol.asyncDispose]();
      run = await startRun(fake, url, time);
    },
    async [Symbol.asyncDispose]() {
      expect(fake.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
      expect(fake.crashes).toEqual([]);
      await owned.disposeAsync();
    },
  };
}

type Room = Awaited<ReturnType<typeof openRoom>>;

/** A stream of an hour that ends now, with a moment, a vote and marks. */
async function streamEnds(room: Room): Promise<void> {
  const { storage } = room.run();
  const startedAt = NOON - 60 * MINUTE_MS;
  await storage.streams.save(aStream({ startedAt, endedAt: NOON }));
  const at = NOON - 30 * MINUTE_MS;
  await storage.moments.save(aMoment({ id: 'm1', streamId: 's1', startedAt: at, endedAt: at, detectedAt: at }), []);
  await storage.desk.vote('m1', room.guildId, '7', 'clip', NOON);
  await storage.marks.add(aMark({ id: 'a', at: at + 1000, note: 'what a save', momentId: 'm1' }));
  await storage.marks.add(aMark({ id: 'b', at: NOON - 5 * MINUTE_MS, note: '**cat** @everyone http://evil.example' }));
  const second = { channel: 'ninja', minute: at, messages: 900, uniqueChatters: 212, characters: 9, emoteUses: 1 };
  await storage.metrics.saveMinutes([{ ...second, peakPerSecond: 38, peakScore: 70, topEmotes: [], samples: [] }]);
}

describe('a stream that ended', () => {
  test('is told once, with its picture, and a restart tells it no second time', async () => {
    await using room = await openRoom({ pingRoleId: '42' });
    await streamEnds(room);
    await room.after(2 * MINUTE_MS);
    expect(room.posts()).toEqual([]);
    await room.after(MINUTE_MS);
    await room.after(MINUTE_MS);
    await room.restart();
    await room.after(MINUTE_MS);
    const [message, ...others] = room.posts();
    expect(others).toEqual([]);
    expect(message?.flags).toBe(V2);
    expect(message?.pings).toEqual({ everyone: false, roles: [], users: [] });
    expect(message?.attachments).toMatchObject([{ name: 'stream.png', description: 'The whole stream' }]);
    const text = textOf(message!);
    expect(text).toContain('Recap: **ninja**');
    expect(text).toContain('**900 messages** · up to 212 chatters a minute');
    expect(text).toContain('1 clip it · “what a save”');
    expect(text).toMatch(/\[54:30\]\(\S+\) \\\*\\\*cat/);
    expect(text).not.toMatch(/@everyone|evil\.example/);
    const log = await room.run().storage.decisions.recent(room.guildId, 't1', 10);
    expect(log).toMatchObject([{ kind: 'posted', reason: 'recap' }]);
  });

  test('is told when an outage is over', async () => {
    await using room = await openRoom();
    await streamEnds(room);
    await room.fake.down();
    await room.after(5 * MINUTE_MS);
    await room.after(5 * MINUTE_MS);
    await room.fake.up();
    await room.after(6 * MINUTE_MS);
    expect(room.posts()).toHaveLength(1);
  });

  test('an answer that was lost makes no second message', async () => {
    await using room = await openRoom({}, { rest: { nonceWindowMs: 0 } });
    await streamEnds(room);
    room.fake.faults.add({ effect: { kind: 'lose-answer' }, path: CREATE_MESSAGE });
    await room.after(5 * MINUTE_MS);
    await room.restart();
    await room.after(MINUTE_MS);
    await room.after(MINUTE_MS);
    expect(room.posts()).toHaveLength(1);
    const log = await room.run().storage.decisions.recent(room.guildId, 't1', 10);
    expect(log).toMatchObject([{ kind: 'posted' }]);
  });

  test('opens a post of its own in a forum', async () => {
    await using room = await openRoom({}, {}, 'forum');
    await streamEnds(room);
    await room.after(5 * MINUTE_MS);
    expect(room.posts()).toHaveLength(1);
    const [post] = room.posts();
    expect(room.fake.world.channels.get(post!.channelId)?.name).toBe('Recap of ninja: ranked until dawn');
  });

  test('goes without its picture where files may not be attached', async () => {
    await using room = await openRoom();
    room.fake.denyBot(room.channelId, ['AttachFiles']);
    await streamEnds(room);
    await room.after(5 * MINUTE_MS);
    expect(room.posts()).toMatchObject([{ attachments: [] }]);
  });

  test('where the bot may not post, the log says so, and it is left at that', async () => {
    await using room = await openRoom();
    room.fake.denyBot(room.channelId, ['SendMessages']);
    await streamEnds(room);
    await room.after(5 * MINUTE_MS);
    const requests = room.fake.requests.length;
    await room.after(5 * MINUTE_MS);
    expect(room.fake.requests).toHaveLength(requests);
    const log = await room.run().storage.decisions.recent(room.guildId, 't1', 10);
    expect(log).toMatchObject([{ kind: 'failed', reason: 'missing-permission' }]);
    expect(log[0]?.detail).toContain('/track test');
  });
});

describe('quiet hours that ended', () => {
  const quiet = { from: 11 * 60, to: 12 * 60 + 5, timeZone: 'UTC' };

  test('are told once, as a list that pings nobody', async () => {
    await using room = await openRoom({ recap: false, quietDigest: true, quietHours: quiet, pingRoleId: '42' });
    const { storage } = room.run();
    for (const [i, at] of [NOON - 20 * MINUTE_MS, NOON].entries()) {
      await storage.moments.save(aMoment({ id: `m${i}`, startedAt: at, detectedAt: at, multiplier: 3 + i }), []);
      await storage.decisions.append({
        guildId: room.guildId,
        trackId: 't1',
        channel: 'ninja',
        momentId: `m${i}`,
        at,
        kind: 'suppressed',
        reason: 'quiet-hours',
        detail: 'quiet hours',
      });
    }
    await room.after(4 * MINUTE_MS);
    expect(room.posts()).toEqual([]);
    await room.restart();
    await room.after(2 * MINUTE_MS);
    await room.restart();
    await room.after(2 * MINUTE_MS);
    const [message, ...others] = room.posts();
    expect(others).toEqual([]);
    expect(textOf(message!)).toMatch(/2 moments of \*\*ninja\*\*[^]*3\.0× usual[^]*4\.0× usual/);
    expect(message?.pings).toEqual({ everyone: false, roles: [], users: [] });
  });
});
