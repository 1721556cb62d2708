import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FakeObserver } from '../../src/bot/discord/delivery/testing.ts';
import { createDiscordBot } from '../../src/bot/discord/discord-bot.ts';
import { aWorld } from '../../src/commands/testing/world.ts';
import type { HypeMoment } from '../../src/domain/hype-moment.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLocalTime } from '../../src/lib/time-zone.ts';
import { createAlertRouter } from '../../src/pipeline/alerting/alert-router.ts';
import { aMoment, aTrack, anEvent } from '../../src/pipeline/alerting/testing.ts';
import { scoreThreshold } from '../../src/pipeline/hype/sensitivity.ts';
import { createWatchList } from '../../src/runtime/watch-list.ts';
import { openSettings } from '../../src/storage/settings/settings.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { textOf } from '../fakes/discord/driver/components.ts';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeMessage, FakeUser } from '../fakes/discord/model.ts';

const MINUTE_MS = 60_000;
const VOTED = 25;

/** A server that tracks ninja and voted on 25 alerts, over real stores, with the router that judges live moments. */
async function openRoom() {
  await using stack = new AsyncDisposableStack();
  const observer = new FakeObserver();
  const fake = stack.use(await createFakeDiscord({ rateLimits: { routes: {} } }));
  const guildId = fake.addGuild().id;
  const channelId = fake.addChannel(guildId).id;
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-preview-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const url = `sqlite:${path.join(folder, 'bot.db')}`;
  const storage = stack.use(await openStorage(url, { clock: systemClock }));
  const settings = stack.use(await openSettings(url, { clock: systemClock, observer }));
  await settings.tracks.put(aTrack({ guildId, target: { kind: 'text', id: channelId } }));
  const now = systemClock.now();
  for (let i = 0; i < VOTED; i++) {
    const at = now - (i + 1) * 10 * MINUTE_MS;
    const peakScore = i < 12 ? 15 : 11.2;
    await storage.moments.save(
      aMoment({
        id: `ninja-${i}`,
        detectedAt: at,
        peakAt: at,
        score: peakScore,
        peakScore,
        phase: 'ended',
        endedAt: at,
      }),
      [],
    );
    await storage.desk.vote(`ninja-${i}`, guildId, '7', i <= 12 ? 'clip' : 'not', now);
  }
  const router = createAlertRouter({
    ...{ tracks: [], lastAlerts: new Map(), thresholdOf: scoreThreshold, localTime: createLocalTime() },
  });
  const ignore = (): Promise<void> => Promise.resolve();
  const watching = createWatchList({
    ...{ others: async () => [], loadTracks: () => settings.tracks.all(), onAdded: ignore, onRemoved: () => undefined },
    onChanged: (_, tracks) => router.setTracks(tracks),
  });
  await watching.refresh();
  const { token, apiUrl } = fake;
  const bot = stack.use(
    createDiscordBot({
      ...{ token, apiUrl, clock: systemClock, registerCommands: true, logger: createLogger('silent'), observer },
    }),
  );
  const { handlers } = aWorld({
    ...{ tracks: settings.tracks, clock: systemClock, moments: storage.moments, streams: storage.streams },
    ...{ desk: storage.desk, marks: storage.marks, clips: storage.clips, messages: storage.messages },
    ...{ metrics: storage.metrics, trackingChanged: () => watching.refresh() },
  });
  bot.start(handlers);
  await fake.waitForBot();
  await expect.poll(() => bot.commandIds().size).toBeGreaterThan(0);
  const owned = stack.move();
  const answered = (handle: ReturnType<typeof fake.slash>): Promise<FakeMessage> =>
    fake.waitFor('an answer', () =>
      handle.settledMs === null ? undefined : (handle.followUps[0] ?? handle.interaction.original ?? undefined),
    );
  let drawn = 0;
  return {
    fake,
    member: (manages: boolean) => fake.user(guildId, { ...(manages && { permissions: ['ManageGuild'] }) }),
    slash: (user: FakeUser, command: string, options: Record<string, string>) =>
      answered(fake.slash(user, channelId, command, options)),
    /** Presses a button whose answer stands beside the message. */
    pressAside: (user: FakeUser, message: FakeMessage, button: string) => {
      const handle = fake.press(user, message, button);
      return fake.waitFor('an answer of its own', () => handle.followUps[0]);
    },
    /** Presses a button that is refused, which is told at once. */
    pressInVain: (user: FakeUser, message: FakeMessage, button: string) => fake.press(user, message, button).reply(),
    /** Presses a button whose answer replaces the message, and waits until it says what is looked for. */
    pressUpdating: async (user: FakeUser, message: FakeMessage, button: string, said: string) => {
      fake.press(user, message, button);
      await fake.waitFor(said, () => (textOf(message).includes(said) ? true : undefined));
    },
    track: () => settings.tracks.get(guildId, 't1'),
    /** Whether the live router alerts the server of a moment with this score. */
    alerts: (peakScore: number) => {
      const at = now + ++drawn * 10 * MINUTE_MS;
      const moment: HypeMoment = aMoment({ id: `live-${drawn}`, detectedAt: at, score: peakScore, peakScore });
      return router.handle(anEvent('started', moment)).alerts.length > 0;
    },
    async [Symbol.asyncDispose]() {
      await owned.disposeAsync();
      expect(fake.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
      expect(fake.crashes).toEqual([]);
    },
  };
}

test('preview, accept, and the next moment is judged by it', async () => {
  await using room = await openRoom();
  const admin = room.member(true);
  const preview = await room.slash(admin, '/track preview', { channel: 'ninja', sensitivity: 'low' });
  expect(preview.ephemeral).toBe(true);
  expect(textOf(preview)).toContain('**25 alerts → 12**');
  expect(textOf(preview)).toContain('13 of 25 kept → 12 of 12');
  expect(textOf(preview)).toContain('You would have lost this one, which was voted *Clip it*');
  expect([room.alerts(12), room.alerts(14)]).toEqual([true, true]);

  await room.pressUpdating(admin, preview, 'Use this sensitivity', 'has sensitivity **low (score 13.5)** from here on');
  expect(await room.track()).toMatchObject({ sensitivity: 'low' });
  expect([room.alerts(12), room.alerts(14)]).toEqual([false, true]);

  await room.pressUpdating(admin, preview, 'Back to medium', 'has sensitivity **medium (score 10)**');
  expect(room.alerts(12)).toBe(true);
});

test('what the votes suggest is offered in public statistics, and only accepted by those who may', async () => {
  await using room = await openRoom();
  const [admin, member] = [room.member(true), room.member(false)];
  expect(textOf(await room.slash(member, '/stats', { channel: 'ninja' }))).not.toContain('Suggested');
  const stats = await room.slash(admin, '/stats', { channel: 'ninja' });
  expect(stats.ephemeral).toBe(false);
  expect(textOf(stats)).toContain('Suggested: score 11.5');

  const refused = await room.pressInVain(member, stats, 'Accept');
  expect(refused.ephemeral).toBe(true);
  expect(textOf(refused)).toContain('Manage Server');
  expect(room.alerts(11.2)).toBe(true);
  const accepted = await room.pressAside(admin, stats, 'Accept');
  expect(accepted.ephemeral).toBe(true);
  expect(textOf(accepted)).toContain('has sensitivity **score 11.5** from here on');
  expect([room.alerts(11.2), room.alerts(11.5)]).toEqual([false, true]);
  expect(textOf(stats)).toContain('Suggested: score 11.5');
});
