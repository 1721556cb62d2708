import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ChatClient, LogLevel } from '@twurple/chat';
import { TwitchChatSource } from '../../../src/bot/twitch/chat/chat-source.ts';
import { silentObserver } from '../../../src/lib/silent-observer.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';

/** Messages a second through a loopback WebSocket into a handler that does nothing; the median of the rounds. */
export interface LivePathResult {
  readonly twurple: number;
  readonly tmi: number;
  readonly ours: number;
  readonly rounds: number;
  readonly messagesPerRound: number;
}

/** Calls `onMessage` for every chat message until disposed. */
type Reader = (port: number, onMessage: () => void) => AsyncDisposable;

const CHANNEL = 'flood';
const roundTimeoutMs = 60_000;

/** The bare clients and our source, in turns, so that all meet the same machine. The first turn of each warms up. */
export async function benchLivePath(rounds = 5, messagesPerRound = 200_000): Promise<LivePathResult> {
  const server = fork(fileURLToPath(new URL('flood-server.ts', import.meta.url)), [String(messagesPerRound)]);
  try {
    const [{ port }] = (await once(server, 'message')) as [{ port: number }];
    const readers = { twurple: readTwurple, tmi: readTmi, ours: readOurs };
    const figures: Record<keyof typeof readers, number[]> = { twurple: [], tmi: [], ours: [] };
    for (let round = -1; round < rounds; round++) {
      for (const name of ['twurple', 'tmi', 'ours'] as const) {
        const figure = await measure(readers[name], port, messagesPerRound);
        if (round >= 0) figures[name].push(figure);
      }
    }
    return {
      twurple: median(figures.twurple),
      tmi: median(figures.tmi),
      ours: median(figures.ours),
      rounds,
      messagesPerRound,
    };
  } finally {
    server.kill();
  }
}

async function measure(reader: Reader, port: number, messages: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const timer = setTimeout(
    () => reject(new Error(`no ${messages} messages within ${roundTimeoutMs} ms`)),
    roundTimeoutMs,
  );
  let count = 0;
  let first = 0;
  await using _reading = reader(port, () => {
    if (count++ === 0) first = performance.now();
    if (count === messages) resolve(((messages - 1) / (performance.now() - first)) * 1_000);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

const readTwurple: Reader = (port, onMessage) => {
  const client = new ChatClient({
    hostName: `127.0.0.1:${port}/?p=`,
    ssl: false,
    channels: [CHANNEL],
    logger: { minLevel: LogLevel.CRITICAL, custom: () => undefined },
  });
  client.onMessage(onMessage);
  client.connect();
  return {
    async [Symbol.asyncDispose]() {
      client.quit();
    },
  };
};

interface TmiClient {
  on(event: 'message', handler: () => void): void;
  connect(): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

const readTmi: Reader = (port, onMessage) => {
  // tmi.js is CommonJS and has no types of its own.
  const tmi = createRequire(import.meta.url)('tmi.js') as { Client: new (options: unknown) => TmiClient };
  const client = new tmi.Client({
    connection: { server: '127.0.0.1', port, secure: false, reconnect: false },
    channels: [CHANNEL],
    options: { debug: false, skipMembership: true },
    logger: { setLevel: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  client.on('message', onMessage);
  const connected = client.connect();
  return {
    async [Symbol.asyncDispose]() {
      await connected;
      await client.disconnect();
    },
  };
};

const readOurs: Reader = (port, onMessage) => {
  const source = new TwitchChatSource({
    ircUrl: `ws://127.0.0.1:${port}`,
    sink: (event) => {
      if (event.kind === 'message') onMessage();
    },
    observer: silentObserver(),
    logger: createLogger('silent'),
  });
  source.want(new Set([CHANNEL]));
  source.start();
  return source;
};

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
}
