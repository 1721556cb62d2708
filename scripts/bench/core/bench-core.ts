import type { ChatMessage } from '../../../src/domain/chat-event.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { createDetector } from '../../../src/pipeline/hype/create-detector.ts';
import type { Detector } from '../../../src/pipeline/hype/detector.ts';
import { aMessage } from '../../../src/pipeline/testing.ts';

export interface CoreResult {
  readonly scenario: string;
  readonly messages: number;
  /** `observe` and the four steps a second, shared out over the messages; the median of the runs. */
  readonly nsPerMessage: number;
  /** Heap and typed arrays of one detector after the run. */
  readonly bytesPerChannel: number;
}

const RUNS = 5;
const STEPS_A_SECOND = 4;
const TEXTS = [
  'LUL', 'KEKW KEKW', 'no way he did that', 'gg', 'POGGERS POGGERS POGGERS', 'what was that??', 'ㅋㅋㅋㅋ', 'I think they should take the objective before it is too late',
  'хахаха', 'clip it', 'W', 'somebody explain the build please, I have just come in', '哈哈哈哈', 'LETS GOOOOO',
];

/** What the detector costs a message, one busy channel and many quiet ones. */
export function benchCore(): readonly CoreResult[] {
  return [
    run('1 channel, 1,000 msg/s', 1, 1000, 120),
    run('1,000 channels, 1 msg/s each', 1000, 1, 240),
  ];
}

function run(scenario: string, channels: number, perSecond: number, seconds: number): CoreResult {
  const pool = messagePool(4096);
  const results = Array.from({ length: RUNS }, () => once(pool, channels, perSecond, seconds)).sort((a, b) => a.ns - b.ns);
  const median = results[Math.floor(RUNS / 2)] ?? { ns: 0, bytes: 0 };
  return { scenario, messages: channels * perSecond * seconds, nsPerMessage: median.ns, bytesPerChannel: median.bytes };
}

function once(pool: readonly ChatMessage[], channels: number, perSecond: number, seconds: number): { ns: number; bytes: number } {
  const before = memory();
  const detectors = Array.from({ length: channels }, (_, index) => createDetector('robust', { channel: `channel${index}`, streamId: () => null }));
  let spent = 0;
  for (let second = 0; second < seconds; second++) {
    const batch = detectors.map((_, index) => messagesOf(pool, second, index, perSecond));
    const startedAt = performance.now();
    detectors.forEach((detector, index) => playSecond(detector, batch[index] ?? [], second));
    spent += performance.now() - startedAt;
  }
  const bytes = (memory() - before) / channels;
  return { ns: (spent * 1e6) / (channels * perSecond * seconds), bytes };
}

function playSecond(detector: Detector, messages: readonly ChatMessage[], second: number): void {
  for (const message of messages) detector.observe(message);
  for (let step = 1; step <= STEPS_A_SECOND; step++) detector.step(second * 1000 + step * (1000 / STEPS_A_SECOND));
}

function messagesOf(pool: readonly ChatMessage[], second: number, channel: number, perSecond: number): ChatMessage[] {
  return Array.from({ length: perSecond }, (_, index) => {
    const message = pool[(second * 7919 + channel * 31 + index) % pool.length];
    return { ...aMessage(), ...message, receivedAt: second * 1000 + Math.floor((index * 1000) / perSecond) };
  });
}

function messagePool(size: number): ChatMessage[] {
  const random = seededRandom(1);
  return Array.from({ length: size }, () =>
    aMessage({ user: String(10_000 + Math.floor(random() * 20_000)), text: TEXTS[Math.floor(random() * TEXTS.length)] ?? '' }),
  );
}

/** Live bytes; exact only with `--expose-gc`. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
