import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../src/lib/clock.ts';
import { openStorage, type MaintainedStorage } from '../../../src/storage/storage.ts';
import { channelName, fillMinutes, fillMoments, MONTH, someMessages } from './fill.ts';

export interface StorageBenchmark {
  readonly metricRows: number;
  readonly moments: number;
  readonly databaseMb: number;
  /** Messages with random ids over 200 channels, written in batches of 500. */
  readonly insertRowsPerSecond: number;
  /** Time of the main thread for one such batch, and the longest it could do nothing else meanwhile. */
  readonly insertMainThreadMsPerBatch: number;
  readonly insertBlockedMsMax: number;
  /** Medians, with a month of history. */
  readonly saveMomentMs: number;
  readonly listPageMs: number;
  readonly listFilteredMs: number;
  readonly listManyChannelsMs: number;
  readonly summaryOfMonthMs: number;
  readonly minutesOfDayMs: number;
  readonly exportMs: number;
  readonly forgetChatterMs: number;
  /** The longest the main thread could do nothing else during those queries. */
  readonly queriesBlockedMsMax: number;
  /** The same on an idle main thread: what the machine itself makes of it. */
  readonly idleBlockedMsMax: number;
  /** Summing the hours of all metric rows: once, after they were written. */
  readonly sumHoursMs: number;
}

const CHANNELS = 20;
const BATCH = 500;
const EXPORTED_MAX = 10_000;
const IDLE_MS = 2_000;

/** Fills a database in a temporary folder and measures it. */
export async function benchStorage(
  metricRows = 1_000_000,
  moments = 10_000,
  messages = 100_000,
): Promise<StorageBenchmark> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-bench-'));
  const file = path.join(folder, 'bench.db');
  try {
    await using storage = await openStorage(`sqlite:${file}`, { clock: systemClock });
    const now = Date.now();
    const { blockedMsMax: idleBlockedMsMax } = await watchBlocking(() => delay(IDLE_MS));
    const inserts = await benchInserts(storage, messages, now);
    await fillMinutes(storage, metricRows, CHANNELS, now);
    await fillMoments(storage, moments, CHANNELS, now);
    const sumHoursMs = await timed(() => storage.maintain(now, { messageRetentionDays: 30 }));
    const queries = await benchQueries(storage, now);
    const { size } = await stat(file);
    return {
      metricRows,
      moments,
      databaseMb: Math.round(size / 1e6),
      ...inserts,
      ...queries,
      idleBlockedMsMax,
      sumHoursMs,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function benchInserts(storage: MaintainedStorage, count: number, now: number) {
  const all = someMessages(count, now, 200);
  const usage = performance.eventLoopUtilization();
  const { result: ms, blockedMsMax: insertBlockedMsMax } = await watchBlocking(() =>
    timed(async () => {
      for (let start = 0; start < count; start += BATCH) await storage.messages.append(all.slice(start, start + BATCH));
    }),
  );
  const { active } = performance.eventLoopUtilization(usage);
  return {
    insertRowsPerSecond: Math.round((count / ms) * 1000),
    insertMainThreadMsPerBatch: round(active / (count / BATCH)),
    insertBlockedMsMax,
  };
}

async function benchQueries(storage: MaintainedStorage, now: number) {
  const one = [channelName(3)];
  const many = Array.from({ length: CHANNELS }, (_, index) => channelName(index));
  const known = (await storage.moments.list({ channels: one }, 1, 0)).items[0];
  if (known === undefined) throw new Error('there are no moments to measure');
  let saves = 0;
  const measure = async () => ({
    saveMomentMs: await median(50, () => storage.moments.save({ ...known, id: 'bench', messages: saves++ }, [])),
    listPageMs: await median(50, () => storage.moments.list({ channels: one }, 10, 20)),
    listFilteredMs: await median(50, () =>
      storage.moments.list({ channels: one, category: 'sad', minScore: 20 }, 10, 0),
    ),
    listManyChannelsMs: await median(50, () => storage.moments.list({ channels: many }, 10, 20)),
    summaryOfMonthMs: await median(20, () => storage.metrics.summary(channelName(3), now - MONTH, now)),
    minutesOfDayMs: await median(20, () => storage.metrics.minutes(channelName(3), now - MONTH / 30, now)),
    exportMs: await median(5, () => storage.moments.list({ channels: many }, EXPORTED_MAX, 0)),
    forgetChatterMs: await median(20, () => storage.messages.forgetChatter(String(saves++))),
  });
  const watched = await watchBlocking(measure);
  return { ...watched.result, queriesBlockedMsMax: watched.blockedMsMax };
}

/** Also tells the longest the main thread could do nothing else during `work`. */
async function watchBlocking<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly blockedMsMax: number }> {
  const watch = monitorEventLoopDelay({ resolution: 1 });
  watch.enable();
  const result = await work();
  watch.disable();
  return { result, blockedMsMax: round(watch.max / 1e6) };
}

async function median(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await timed(work));
  times.sort((a, b) => a - b);
  return times[Math.floor(runs / 2)] ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return round(performance.now() - from);
}

const round = (ms: number): number => Math.round(ms * 100) / 100;
