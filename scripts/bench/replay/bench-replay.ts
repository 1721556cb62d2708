import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/lib/clock.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { Player, type ReplayTarget } from '../../../src/replay/player.ts';
import { openRecording } from '../../../src/replay/recording.ts';
import { createBenchPipeline } from '../lib/bench-pipeline.ts';

export interface ReplayBenchmark {
  readonly messages: number;
  readonly fileMb: number;
  /** Reading alone: file to events. */
  readonly readPerSecond: number;
  /** File to moments, through the real pipeline. */
  readonly playedPerSecond: number;
  /** Resident memory while playing, at its highest. */
  readonly peakRssMb: number;
}

const MESSAGES = 2_000_000;
const MESSAGES_PER_SECOND = 40;
const CHATTERS = 20_000;
const WORDS = [
  'LUL',
  'KEKW',
  'nice',
  'what a play',
  'PogChamp',
  'lets go',
  'that was close',
  'no way',
  'gg',
  'hello chat',
  'OMEGALUL',
  'why would you do that',
];

/** Writes a busy evening as JSON lines and plays it as fast as possible. */
export async function benchReplay(messages = MESSAGES): Promise<ReplayBenchmark> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-bench-'));
  const file = path.join(folder, 'evening.jsonl');
  try {
    await writeEvening(file, messages);
    const idle: ReplayTarget = { accept: () => undefined, tick: () => undefined, openMoment: () => null };
    const read = await played(file, idle);
    const pipeline = createBenchPipeline();
    const full = await played(file, pipeline);
    const { size } = await stat(file);
    return {
      messages,
      fileMb: Math.round(size / 1e6),
      readPerSecond: Math.round(messages / read.seconds),
      playedPerSecond: Math.round(messages / full.seconds),
      peakRssMb: Math.round(full.peakRss / 1e6),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function played(
  file: string,
  target: ReplayTarget,
): Promise<{ readonly seconds: number; readonly peakRss: number }> {
  const signal = new AbortController().signal;
  const began = performance.now();
  const recording = await openRecording(file, signal);
  const player = new Player(target, { speed: 'max', clock: systemClock });
  let peakRss = 0;
  async function* watched() {
    for await (const batch of recording.batches) {
      yield batch;
      peakRss = Math.max(peakRss, process.memoryUsage.rss());
    }
  }
  await player.play(watched(), signal);
  player.finish();
  return { seconds: (performance.now() - began) / 1_000, peakRss };
}

async function writeEvening(file: string, messages: number): Promise<void> {
  const random = seededRandom(1);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const out = createWriteStream(file);
  for (let i = 0; i < messages; i++) {
    const t = Math.round((i / MESSAGES_PER_SECOND) * 1_000) / 1_000;
    const line = JSON.stringify({
      v: 'evening',
      t,
      u: `user${Math.floor(random() ** 2 * CHATTERS)}`,
      m: `${pick(WORDS)} ${pick(WORDS)}`,
    });
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
