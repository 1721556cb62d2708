import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { HypeMoment } from '../../src/domain/hype-moment.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { DEMO_CHANNEL } from '../../src/replay/demo-round.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { moment } from '../contract/storage/builders.ts';
import { BotProcess } from '../e2e/bot-process.ts';
import { FakeIrcServer } from '../fakes/twitch/irc-server.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The demo as a newcomer starts it, with a database on disk. */
export interface DemoBot extends AsyncDisposable {
  readonly url: string;
  /** What may change something, as printed for the operator. */
  readonly token: string;
  /** The address of the dashboard, as printed. */
  readonly address: string;
  /** Of this run only; everything in it goes with the bot. */
  readonly folder: string;
  /** Stands in for Twitch, for channels that are added beside the demo's. */
  readonly irc: FakeIrcServer;
  /** As a power cut. */
  kill(): Promise<void>;
  /** Once killed: the same bot again at the same address. Its token is a new one. */
  startAgain(): Promise<void>;
}

/** Starts the real program in a process of its own. @param past moments of yesterday that it finds in its database */
export async function startDemo({ past = 0 }: { readonly past?: number } = {}): Promise<DemoBot> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-demo-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const irc = stack.use(await FakeIrcServer.start());
  const env = { TWITCH_IRC_URL: irc.url, DATABASE_URL: `sqlite:${path.join(folder, 'bot.db')}` };
  if (past > 0) await rememberMoments(env.DATABASE_URL, past);
  let bot = await BotProcess.start({ env, cwd: folder });
  stack.defer(() => bot[Symbol.asyncDispose]());
  const found = /Dashboard: (http:\S+\/#token=(\S+))/.exec(bot.output);
  if (found === null) throw new Error(`The demo printed no address:\n${bot.output}`);
  const [, address = '', token = ''] = found;
  const url = bot.webUrl;
  const owned = stack.move();
  return {
    url,
    token,
    address,
    folder,
    irc,
    kill: () => bot.kill(),
    async startAgain() {
      bot = await BotProcess.start({ env: { ...env, WEB_PORT: new URL(url).port }, cwd: folder });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function rememberMoments(databaseUrl: string, count: number): Promise<void> {
  await using storage = await openStorage(databaseUrl, { clock: systemClock });
  for (let index = 0; index < count; index++) await storage.moments.save(pastMoment(index), []);
}

function pastMoment(index: number): HypeMoment {
  const startedAt = Date.now() - DAY_MS - index * HOUR_MS;
  return moment({
    id: `${DEMO_CHANNEL}-past${index}`,
    channel: DEMO_CHANNEL,
    phase: 'ended',
    startedAt,
    detectedAt: startedAt + 3_000,
    peakAt: startedAt + 8_000,
    endedAt: startedAt + 21_000,
    peakScore: 12 + index,
  });
}
