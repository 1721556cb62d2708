import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TwitchChatSource } from '../../../../src/bot/twitch/chat/chat-source.ts';
import { silentObserver } from '../../../../src/lib/silent-observer.ts';
import { createLogger } from '../../../../src/telemetry/logger.ts';
import { createBenchPipeline } from '../bench-pipeline.ts';

const CHANNEL = 'flood';
const TICK_MS = 250;
const FLOOD_SERVER = fileURLToPath(new URL('../../live-path/flood-server.ts', import.meta.url));

/**
 * Messages a second from the socket through the real source and the whole pipeline, ticking as in live use. The server
 * repeats its lines, so every message gets a fresh id: a repeat would stop at the intake.
 */
export async function readEverything(messages: number): Promise<number> {
  const server = fork(FLOOD_SERVER, [String(messages)]);
  try {
    const [{ port }] = (await once(server, 'message')) as [{ readonly port: number }];
    return await flooded(port, messages);
  } finally {
    server.kill();
  }
}

async function flooded(port: number, messages: number): Promise<number> {
  const { promise: done, resolve } = Promise.withResolvers<number>();
  const pipeline = createBenchPipeline();
  let count = 0;
  let first = 0;
  await using source = new TwitchChatSource({
    ircUrl: `ws://127.0.0.1:${port}`,
    observer: silentObserver(),
    logger: createLogger('silent'),
    sink: (event) => {
      if (event.kind !== 'message') return pipeline.accept(event);
      if (count++ === 0) first = performance.now();
      pipeline.accept({ ...event, id: String(count) });
      if (count === messages) resolve(performance.now() - first);
    },
  });
  const ticking = setInterval(() => pipeline.tick(Date.now()), TICK_MS);
  try {
    source.want(new Set([CHANNEL]));
    source.start();
    return ((messages - 1) / (await done)) * 1_000;
  } finally {
    clearInterval(ticking);
  }
}
