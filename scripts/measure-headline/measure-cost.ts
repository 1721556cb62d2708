import { seededRandom } from '../../src/lib/random.ts';
import { chatterKey } from '../../src/lib/hash.ts';
import { ChannelDigest } from '../../src/pipeline/digest/channel-digest.ts';
import { summarizeExtractive } from '../../src/pipeline/digest/summarize-extractive.ts';
import { TokenReader } from '../../src/pipeline/digest/token-reader.ts';
import { aMessage } from '../../src/pipeline/testing.ts';
import { createChat } from '../bench/lib/made-up-chat.ts';

const FELT = { label: 'pos', score: 0.1, confidence: 1, mood: 'joy' } as const;
const RUNS = 5;
const SUMMARY_MESSAGES = 20_000;

/** Sentences with figures, as of this machine and minute. Exact in memory only with `--expose-gc`. */
export function measureCost(): readonly string[] {
  return [busy(1_000), busy(20), memory(1_000, 2.5), summary()];
}

function busy(perSecond: number): string {
  const seconds = perSecond > 100 ? 60 : 600;
  const chat = createChat(1, perSecond * 20);
  const runs = Array.from({ length: RUNS }, () => {
    const digest = new ChannelDigest('demo');
    const asked: number[] = [];
    let spent = 0;
    for (let second = 0; second < seconds; second++) {
      const messages = Array.from({ length: perSecond }, (_, i) =>
        chat('demo', second * 1_000 + (i * 1_000) / perSecond),
      );
      const keys = messages.map(({ author }) => chatterKey(author.id));
      const from = performance.now();
      messages.forEach((message, i) => digest.observe(message, FELT, keys[i] ?? 1));
      const between = performance.now();
      digest.headline(second * 1_000 + 999);
      spent += between - from;
      asked.push(performance.now() - between);
    }
    return { ns: (spent * 1e6) / (perSecond * seconds), ms: median(asked) };
  });
  const ns = median(runs.map((run) => run.ns));
  const ms = median(runs.map((run) => run.ms));
  return `1 channel, ${perSecond} msg/s: ${ns.toFixed(0)} ns a message, ${ms.toFixed(2)} ms a headline`;
}

function memory(channels: number, perSecond: number): string {
  const chat = createChat(1, 200);
  const reader = new TokenReader();
  const before = liveBytes();
  const digests = Array.from({ length: channels }, (_, index) => new ChannelDigest(`channel${index}`, reader));
  for (let i = 0; i < channels * perSecond * 120; i++) {
    const message = chat('demo', Math.floor((i * 1_000) / (channels * perSecond)));
    digests[i % channels]?.observe(message, FELT, chatterKey(message.author.id));
  }
  const busyBytes = (liveBytes() - before) / channels;
  for (const digest of digests) for (let at = 120_000; at < 40 * 60_000; at += 5_000) digest.roll(at);
  const idleBytes = (liveBytes() - before) / channels;
  const kb = (bytes: number): string => (bytes / 1_024).toFixed(0);
  return `${channels} channels, ${perSecond} msg/s each: ${kb(busyBytes)} KB a channel, ${kb(idleBytes)} KB after half an hour of silence`;
}

function summary(): string {
  const random = seededRandom(1);
  const messages = Array.from({ length: SUMMARY_MESSAGES }, (_, i) => {
    const text = `word${Math.floor(random() * 3_000)} topic${Math.floor(i / 1_000)} said ${Math.floor(random() * 90)}`;
    return { id: `m${i}`, author: `viewer${Math.floor(random() * 3_000)}`, text, at: i * 180 };
  });
  const totals = { totalMessages: SUMMARY_MESSAGES, totalChatters: 3_000 };
  const window = { channel: aMessage().channel, from: 0, to: SUMMARY_MESSAGES * 180, ...totals };
  const times = Array.from({ length: RUNS }, () => {
    const from = performance.now();
    summarizeExtractive(messages, window);
    return performance.now() - from;
  });
  return `a summary of ${SUMMARY_MESSAGES} messages: ${median(times).toFixed(0)} ms`;
}

function liveBytes(): number {
  // What the first collection finalises, the second frees.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
