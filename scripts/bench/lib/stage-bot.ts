import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { BotProcess } from '../../../tests/e2e/bot-process.ts';
import { startFakeEmotes } from '../../../tests/fakes/emotes/fake-emotes.ts';
import { FakeIrcServer } from '../../../tests/fakes/twitch/irc-server.ts';

const JOINED_WITHIN_MS = 60_000;

export interface StagedBot extends AsyncDisposable {
  readonly irc: FakeIrcServer;
  /** Of its web server. */
  readonly url: string;
  /** What it takes to change something there. */
  readonly token: string;
  /** Ends the bot as its operator would. @throws where that fails */
  readonly stop: () => Promise<void>;
}

/** The program as `npm start` runs it, with a database on disk, in the given channels of a fake Twitch chat. */
export async function stageBot(
  channels: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<StagedBot> {
  await using stack = new AsyncDisposableStack();
  const irc = stack.use(await FakeIrcServer.start());
  const emotes = stack.use(await startFakeEmotes());
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hypewire-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const token = randomUUID();
  const { bttvUrl, ffzUrl, sevenTvUrl } = emotes.addresses;
  const bot = stack.use(
    await BotProcess.start({
      cwd: folder,
      env: {
        TWITCH_IRC_URL: irc.url,
        TWITCH_CHANNELS: channels.join(','),
        DATABASE_URL: `sqlite:${path.join(folder, 'bot.db')}`,
        BTTV_API_URL: bttvUrl,
        FFZ_API_URL: ffzUrl,
        SEVENTV_API_URL: sevenTvUrl,
        WEB_TOKEN: token,
        LOG_LEVEL: 'warn',
        ...env,
      },
    }),
  );
  await irc.until('all channels to be joined', () => irc.joinedChannels.size === channels.length, JOINED_WITHIN_MS);
  const owned = stack.move();
  return {
    irc,
    url: bot.webUrl,
    token,
    async stop() {
      const code = await bot.stop();
      if (code !== 0) throw new Error(`the bot ended with ${code ?? 'a signal'}:\n${bot.output.slice(-2_000)}`);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
