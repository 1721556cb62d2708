import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { createOutboxWorker } from '../../src/bot/discord/delivery/outbox-worker.ts';
import { FakeObserver } from '../../src/bot/discord/delivery/testing.ts';
import { createDiscordBot } from '../../src/bot/discord/discord-bot.ts';
import { anItem } from '../../src/bot/discord/testing.ts';
import { FakeTracks } from '../../src/commands/testing/stores.ts';
import { aWorld } from '../../src/commands/testing/world.ts';
import type { ChartRenderer } from '../../src/domain/chart.ts';
import type { HypeMoment } from '../../src/domain/hype-moment.ts';
import type { Clock } from '../../src/domain/ports/clock.ts';
import type { Storage } from '../../src/domain/ports/stores.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { aMoment, aTrack } from '../../src/pipeline/alerting/testing.ts';
import { createCardDesk } from '../../src/runtime/card-desk.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { textOf } from '../fakes/discord/driver/components.ts';
import type { InteractionHandle } from '../fakes/discord/driver/interaction-handle.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeMessage, FakeUser } from '../fakes/discord/model.ts';

/** More than the pause between two edits of one card. */
const EDIT_PAUSE_MS = 60_000;
/** What people accept as "at once"; single answers may be held up by whatever else the machine does. */
const ACK_MEDIAN_MAX_MS = 300;
/** Half of what Discord waits. */
const ACK_MAX_MS = 1_500;

/** One run of the bot: everything between the database and Discord, as the composition root wires it, without Twitch. */
interface Run extends AsyncDisposable {
  readonly storage: Storage;
  readonly clipsAsked: readonly unknown[];
}

/** Its end checks that everything was acknowledged in time and every request was one Discord takes. */
export interface DeskRoom extends AsyncDisposable {
  readonly fake: FakeDiscord;
  readonly moment: HypeMoment;
  readonly channelId: string;
  storage(): Storage;
  clipsAsked(): readonly unknown[];
  /** An ordinary member, or one with Manage Server. */
  member(name: string, manages?: boolean): FakeUser;
  /** The one card of the moment; fails when there are several. */
  card(): FakeMessage;
  /** Waits until the card shows what is looked for. */
  cardShows(what: string, test: (shown: string) => boolean): Promise<FakeMessage>;
  /** Presses a button of the card and reads the private answer. */
  press(user: FakeUser, button: string): Promise<FakeMessage>;
  slash(user: FakeUser, command: string, options?: Record<string, string>): Promise<FakeMessage>;
  /** The whole bot goes and comes back; only the database file stays. */
  restart(): Promise<void>;
}

/** Text and buttons of a message, as one line each. */
export function shownIn(message: FakeMessage): string {
  return `${textOf(message)}\n${JSON.stringify(message.components)}`;
}

/** A server that tracks one channel, with the card of one moment standing in it. */
export async function openDeskRoom(over: Partial<HypeMoment> = {}): Promise<DeskRoom> {
  await using stack = new AsyncDisposableStack();
  const fake = stack.use(await createFakeDiscord({ rateLimits: { routes: {} } }));
  const guildId = fake.addGuild().id;
  const channelId = fake.addChannel(guildId).id;
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-desk-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const url = `sqlite:${path.join(folder, 'bot.db')}`;
  const tracks = new FakeTracks(aTrack({ guildId, target: { kind: 'text', id: channelId }, sensitivity: 1 }));
  const now = systemClock.now();
  const moment = aMoment({ id: 'ninja-abc123', startedAt: now, detectedAt: now, peakAt: now, ...over });

  let run = await startRun(fake, url, tracks);
  stack.defer(() => run[Symbol.asyncDispose]());
  const target = { kind: 'text', id: channelId } as const;
  const alert = anItem({ momentId: moment.id, channel: 'ninja', guildId, target, createdAt: now, nextAttemptAt: now });
  await run.storage.moments.save(moment, [alert]);
  const cards = (): readonly FakeMessage[] =>
    fake.messagesIn(channelId).filter((message) => message.interactionId === null);
  await fake.waitFor('the card', () => cards()[0]);
  const owned = stack.move();

  const acks: number[] = [];
  const settled = async (handle: InteractionHandle, read: () => FakeMessage | undefined): Promise<FakeMessage> => {
    const answer = await fake.waitFor('an answer', read);
    acks.push(handle.ackMs ?? Number.POSITIVE_INFINITY);
    return answer;
  };
  const card = (): FakeMessage => {
    expect(cards()).toHaveLength(1);
    return cards()[0]!;
  };
  return {
    fake,
    moment,
    channelId,
    storage: () => run.storage,
    clipsAsked: () => run.clipsAsked,
    member: (name, manages = false) => fake.user(guildId, { name, ...(manages && { permissions: ['ManageGuild'] }) }),
    card,
    cardShows: (what, test) => fake.waitFor(what, () => (test(shownIn(card())) ? card() : undefined)),
    async press(user, button) {
      const handle = fake.press(user, card(), button);
      const answer = await settled(handle, () => handle.followUps[0]);
      expect(answer.ephemeral).toBe(true);
      expect(answer.pings).toEqual({ everyone: false, roles: [], users: [] });
      return answer;
    },
    async slash(user, command, options = {}) {
      const handle = fake.slash(user, channelId, command, options);
      return settled(handle, () =>
        handle.settledMs === null ? undefined : (handle.interaction.original ?? undefined),
      );
    },
    async restart() {
      await run[Symbol.asyncDispose]();
      run = await startRun(fake, url, tracks);
    },
    async [Symbol.asyncDispose]() {
      await owned.disposeAsync();
      expect(fake.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
      expect(fake.crashes).toEqual([]);
      const sorted = acks.toSorted((a, b) => a - b);
      expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(ACK_MEDIAN_MAX_MS);
      expect(sorted.at(-1)).toBeLessThan(ACK_MAX_MS);
    },
  };
}

async function startRun(fake: FakeDiscord, url: string, tracks: FakeTracks): Promise<Run> {
  await using stack = new AsyncDisposableStack();
  const observer = new FakeObserver();
  const logger = createLogger('silent');
  const storage = stack.use(await openStorage(url, { clock: systemClock }));
  const bot = stack.use(
    createDiscordBot({
      ...{ token: fake.token, apiUrl: fake.apiUrl, clock: systemClock, registerCommands: true },
      ...{ logger, observer },
    }),
  );
  const cards = createCardDesk({
    ...{ moments: storage.moments, streams: storage.streams, observer, dashboardUrl: null },
    ...{ desk: storage.desk, marks: storage.marks, clips: storage.clips, clipPossible: () => true },
    summaryOf: async () => null,
    renderer: {} as ChartRenderer,
    describeChart: () => {
      throw new Error('No series is stored, so nothing is drawn');
    },
  });
  const clock = impatientClock();
  const worker = stack.use(
    createOutboxWorker({
      ...{ outbox: storage.outbox, moments: storage.moments, decisions: storage.decisions, clock, observer },
      notifierFor: () => bot.notifier,
      compose: async (item, stored) => ({ card: await cards.compose(item, stored.moment) }),
      everyMs: 50,
      random: () => 0,
    }),
  );
  const { handlers, world } = aWorld({
    ...{ tracks, clock: systemClock, moments: storage.moments, streams: storage.streams },
    ...{ desk: storage.desk, marks: storage.marks, clips: storage.clips, messages: storage.messages },
    deskChanged: () => worker.wake(),
  });
  bot.start(handlers);
  worker.start();
  await fake.waitForBot();
  await expect.poll(() => bot.commandIds().size).toBeGreaterThan(0);
  const owned = stack.move();
  return { storage, clipsAsked: world.clipsAsked, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** At every look of the worker the pause between two edits is over, so that tests need not wait for it. */
function impatientClock(): Clock {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    async sleep(ms, signal) {
      await systemClock.sleep(ms, signal);
      ahead += EDIT_PAUSE_MS;
    },
  };
}
