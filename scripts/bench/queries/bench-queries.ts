import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { aWorld, GUILD } from '../../../src/commands/testing/world.ts';
import type { CommandReply } from '../../../src/domain/command.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { aTrack } from '../../../src/pipeline/alerting/testing.ts';
import { openStorage, type MaintainedStorage } from '../../../src/storage/storage.ts';
import type { Measure } from '../lib/benchmark.ts';
import { atMost, sampled, type Figure } from '../lib/figure.ts';
import { channelName, fillMinutes, fillMoments } from '../storage/fill.ts';

const CHANNELS = 20;
const ANSWER_MS_MAX = 1_000;
const KEEP = { messageRetentionDays: 30 };

/**
 * The real command handlers over a database with a month of history, from the typed command to the finished answer with
 * its file. Discord and its network are not in it.
 */
export const measure: Measure = async (quick) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-bench-'));
  try {
    await using storage = await openStorage(`sqlite:${path.join(folder, 'bench.db')}`, { clock: systemClock });
    const now = Date.now();
    await fillMinutes(storage, quick ? 100_000 : 1_000_000, CHANNELS, now);
    await fillMoments(storage, quick ? 2_000 : 10_000, CHANNELS, now);
    await storage.maintain(now, KEEP);
    return await askAll(storage, quick ? 5 : 20);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

async function askAll(storage: MaintainedStorage, repetitions: number): Promise<readonly Figure[]> {
  const { moments, metrics, decisions, streams, outbox } = storage;
  const { world, say } = aWorld({ clock: systemClock, moments, metrics, decisions, streams, outbox });
  for (let i = 0; i < CHANNELS; i++)
    await world.tracks.put(aTrack({ id: `t${i}`, guildId: GUILD, channel: channelName(i) }));
  const all = { window: '30d', strength: 'all' };
  const one = { channel: channelName(3) };
  const ask = async (name: string, work: () => Promise<CommandReply>): Promise<Figure> => {
    const times: number[] = [];
    await work();
    for (let i = 0; i < repetitions; i++) {
      const from = performance.now();
      await work();
      times.push(performance.now() - from);
    }
    return sampled(name, 'ms', times, { bar: atMost(ANSWER_MS_MAX, 'p95') });
  };
  return [
    await ask('/history, one channel, 7 days', () => say('history', { options: one })),
    await ask('/history, all channels, 30 days', () => say('history', { options: all })),
    await ask('/stats, one channel, 7 days', () => say('stats', { options: { ...one, window: '7d' } })),
    await ask('/export, CSV, everything', () => say('export', { options: { ...all, format: 'csv' } })),
    await ask('/export, JSON, everything', () => say('export', { options: { ...all, format: 'json' } })),
  ];
}
