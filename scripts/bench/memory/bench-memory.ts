import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Measure } from '../lib/benchmark.ts';
import { atMost, single } from '../lib/figure.ts';
import { createBenchPipeline } from '../lib/bench-pipeline.ts';
import { createChat } from '../lib/made-up-chat.ts';

const SECONDS = 300;
/** Longer than anything the pipeline remembers by the second. */
const SILENT_SECONDS = 700;
const CHATTERS_PER_CHANNEL = 400;
const RSS_MB_MAX = 512;
const MB = 2 ** 20;

/**
 * What the pipeline keeps for many channels that each said one message a second for five minutes, the longest of its
 * windows, and for as many silent ones. Live bytes are counted after a full collection; resident memory includes whatever V8 has not given back.
 */
export const measure: Measure = async (quick) => {
  const channels = quick ? 200 : 1_000;
  const names = Array.from({ length: channels }, (_, i) => `channel${i}`);
  const chat = createChat(1, CHATTERS_PER_CHANNEL);
  const before = liveBytes();
  const rssBefore = process.memoryUsage.rss();
  const pipeline = createBenchPipeline();
  let rssPeak = 0;
  for (let second = 0; second < SECONDS; second++) {
    names.forEach((name, i) => pipeline.accept(chat(name, second * 1_000 + (i * 1_000) / channels)));
    for (let tick = 1; tick <= 4; tick++) pipeline.tick(second * 1_000 + tick * 250);
    rssPeak = Math.max(rssPeak, process.memoryUsage.rss());
    await nextTurn();
  }
  const after = liveBytes();
  const kept = after.heap + after.buffers - before.heap - before.buffers;
  const watched = pipeline.channels().length;
  return [
    single('resident memory, highest', 'MB', rssPeak / MB, {
      bar: atMost(RSS_MB_MAX),
      baseline: { name: 'the empty process', value: rssBefore / MB },
    }),
    single('live JavaScript objects', 'MB', (after.heap - before.heap) / MB),
    single('live typed arrays', 'MB', (after.buffers - before.buffers) / MB),
    single('live memory a channel', 'KB', kept / 1_024 / watched),
    single('live memory a silent channel', 'KB', silentBytes(names) / 1_024 / channels),
  ];
};

/** What is kept for channels that were joined and in which nobody spoke, once all windows are full of silence. */
function silentBytes(names: readonly string[]): number {
  const before = liveBytes();
  const pipeline = createBenchPipeline();
  for (const channel of names) pipeline.accept({ kind: 'gap', channel, reason: 'joined', sentAt: 0, receivedAt: 0 });
  for (let second = 1; second <= SILENT_SECONDS; second++) pipeline.tick(second * 1_000);
  const after = liveBytes();
  if (pipeline.channels().length !== names.length) throw new Error('a silent channel was lost');
  return after.heap + after.buffers - before.heap - before.buffers;
}

/** Needs `--expose-gc`. */
function liveBytes(): { readonly heap: number; readonly buffers: number } {
  if (globalThis.gc === undefined) throw new Error('memory is measured with --expose-gc');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers };
}
