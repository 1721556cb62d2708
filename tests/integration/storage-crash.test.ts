import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { openStorage } from '../../src/storage/storage.ts';

const SEED = 20_260_504;
const KILLS = 6;
const WRITER = path.join(import.meta.dirname, 'storage-crash-writer.ts');

test('another process is refused while one writes', { timeout: 30_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-crash-'));
  const file = path.join(folder, 'test.db');
  const open = () => openStorage(`sqlite:${file}`, { clock: systemClock, lockWaitMs: 0 });
  let refusal: unknown = null;
  await killWriter(file, 0, 1, 0, async () => {
    refusal = await open().catch((error: unknown) => error);
  });
  expect(String(refusal)).toMatch(/in use by another Hypewire/);
  const storage = await open();
  await storage[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Lets a writer report `reports` saves, kills it a little later, and gives all it reported. */
async function killWriter(
  file: string,
  run: number,
  reports: number,
  laterMs: number,
  whileOpen = async (): Promise<void> => {},
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [WRITER, file, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const saved: string[] = [];
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (line === 'open') await whileOpen();
    else saved.push(line);
    if (saved.length === reports && line !== 'open') setTimeout(() => child.kill('SIGKILL'), laterMs);
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return saved;
}

test(
  'kill -9 at any point loses no reported moment, never its alert, and leaves no lock',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-crash-'));
    const file = path.join(folder, 'test.db');
    const random = seededRandom(SEED);
    const reported: string[] = [];
    for (let run = 0; run < KILLS; run++) {
      reported.push(...(await killWriter(file, run, 1 + Math.floor(random() * 40), random() * 10)));
    }
    {
      await using storage = await openStorage(`sqlite:${file}`, { clock: systemClock, lockWaitMs: 0 });
      const due = await storage.outbox.due(systemClock.now(), 100_000);
      const alertsOf = Map.groupBy(due, (item) => item.momentId);
      const page = await storage.moments.list({ channels: ['alpha'] }, 10_000, 0);
      const stored = new Set(page.items.map((item) => item.id));
      expect(reported.length).toBeGreaterThanOrEqual(KILLS);
      expect(reported.filter((id) => !stored.has(id))).toEqual([]);
      expect([...stored].filter((id) => alertsOf.get(id)?.length !== 2)).toEqual([]);
      expect(due).toHaveLength(stored.size * 2);
    }
    await rm(folder, { recursive: true });
  },
);
