import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAlerting } from '../../src/app/alerting.ts';
import { aMoment, anEvent, aTrack } from '../../src/pipeline/alerting/testing.ts';
import { FakeNotifier } from '../../src/bot/discord/delivery/testing.ts';
import { FakeLive } from '../../src/commands/testing/live.ts';
import type { HypeMoment } from '../../src/domain/hype-moment.ts';
import type { ClipFault } from '../fakes/twitch/fake-clips.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { CHANNEL, openClipRoom, openDesk, type ClipRoom, type OpenedDesk } from './clip-room.ts';

const TRACK = aTrack({ channel: CHANNEL, autoClip: true });

let room: ClipRoom;
beforeEach(async () => {
  room = await openClipRoom();
  process.env['TWURPLE_MOCK_API_PORT'] = String(room.api.port);
});
afterEach(async () => {
  expect(room.api.violations).toEqual([]);
  await room[Symbol.asyncDispose]();
  delete process.env['TWURPLE_MOCK_API_PORT'];
});

/** Noticed so long ago that the clip is due at once. */
function dueMoment(over: Partial<HypeMoment> = {}): HypeMoment {
  const detectedAt = Date.now() - 30_000;
  return aMoment({ id: 'm1', channel: CHANNEL, streamId: 's1', startedAt: detectedAt, detectedAt, ...over });
}

const requests = (): number =>
  room.api.requests.filter(({ method, path: at }) => method === 'POST' && at === '/clips').length;

async function clipOf({ storage }: OpenedDesk, state: string, id = 'm1') {
  await expect.poll(async () => (await storage.clips.ofMoment(id))?.state, { timeout: 10_000 }).toBe(state);
  return storage.clips.ofMoment(id);
}

describe('a clip', () => {
  test('is made once, shown when Twitch lists it, and the card follows', async () => {
    await using opened = await openDesk(room.databaseUrl);
    const { desk, storage } = opened;
    const moment = dueMoment();
    await storage.moments.save(moment, []);
    const before = (await storage.moments.get('m1'))?.revision ?? 0;
    desk.onAlert(anEvent('started', moment), TRACK);
    desk.onAlert(anEvent('rose', moment), { ...TRACK, id: 't2' });
    expect(await clipOf(opened, 'ready')).toMatchObject({
      url: 'https://clips.twitch.tv/Clip-1',
      account: 'CLIPPER',
      problem: null,
    });
    expect((await storage.moments.get('m1'))?.revision).toBeGreaterThan(before);
    expect(room.api.clips.made).toMatchObject([{ creator: 'clipper', title: 'Funny in aurora — 4.2× usual' }]);
    expect(requests()).toBe(1);
    expect(await desk.createClip('m1', '300')).toMatchObject({ ok: true });
    expect(requests()).toBe(1);
  });

  test.each<[ClipFault, RegExp]>([
    [{ status: 403, message: 'The broadcaster has not enabled clips' }, /clips turned off/],
    [{ status: 404 }, /not live/],
    [{ status: 429 }, /takes no more clips/],
    [{ status: 503 }, /status 503/],
    ['hang-up', /did not answer/],
  ])('that ends with %o fails in words, for the card and for who asked', async (fault, words) => {
    await using opened = await openDesk(room.databaseUrl);
    await opened.storage.moments.save(dueMoment(), []);
    room.api.clips.faults.push(fault);
    const answer = await opened.desk.createClip('m1', '300');
    expect(answer.ok).toBe(false);
    expect(answer.text).toMatch(words);
    expect((await clipOf(opened, 'failed'))?.problem).toMatch(words);
    expect(requests()).toBe(1);
  });
});

describe('after kill -9', () => {
  async function killedOnce(ready: () => boolean | Promise<boolean>): Promise<void> {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'clip-process.ts'), room.databaseUrl], {
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    try {
      await expect.poll(ready, { timeout: 10_000, interval: 10 }).toBe(true);
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  }

  test('a clip that Twitch was making is found by its id and not made again', async () => {
    room.api.clips.publishes = false;
    // Get Clips is asked only after the id was stored.
    await killedOnce(() => room.api.requests.some(({ method, path: at }) => method === 'GET' && at === '/clips'));
    await using opened = await openDesk(room.databaseUrl);
    expect((await opened.storage.clips.unfinished()).map((clip) => clip.clipId)).toEqual(['Clip-1']);
    await opened.desk.recover();
    room.api.clips.publish();
    expect(await clipOf(opened, 'ready')).toMatchObject({ url: 'https://clips.twitch.tv/Clip-1', account: 'CLIPPER' });
    expect(requests()).toBe(1);
  });

  test('a request whose answer was never read is given up, in words', async () => {
    room.api.clips.faults.push('hang');
    await killedOnce(() => requests() === 1);
    await using opened = await openDesk(room.databaseUrl);
    await opened.desk.recover();
    expect((await clipOf(opened, 'failed'))?.problem).toContain('restarted');
    expect(requests()).toBe(1);
  });
});

test.each<[string, () => void]>([
  ['hangs', () => room.api.clips.faults.push('hang')],
  ['is down', () => void (room.api.mode = 'server-error')],
])('a Twitch that %s does not hold up the card', async (_, breaks) => {
  await using opened = await openDesk(room.databaseUrl);
  breaks();
  const discord = new FakeNotifier();
  const { storage, desk, observer } = opened;
  await using alerting = await createAlerting({
    storage,
    renderer: { name: 'local', render: async () => new Uint8Array(), [Symbol.asyncDispose]: async () => undefined },
    discord,
    terminal: discord,
    live: () => new FakeLive(),
    clips: () => desk,
    dashboardUrl: null,
    groupCache: { get: async () => undefined, set: async () => undefined },
    detector: 'robust',
    clock: systemClock,
    observer,
  });
  alerting.router.setTracks([TRACK]);
  alerting.start();
  alerting.handle(anEvent('started', dueMoment(), Date.now()));
  await expect.poll(() => discord.posts.length, { timeout: 5_000, interval: 5 }).toBe(1);
  // The card went out while the clip was still being asked for.
  expect(await clipOf(opened, 'creating')).toMatchObject({ clipId: null });
});
