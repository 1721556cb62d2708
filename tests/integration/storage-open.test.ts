import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { openSettings } from '../../src/storage/settings/settings.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { alert, message, moment, NOON } from '../contract/storage/builders.ts';
import { RecordingObserver } from '../contract/storage/harness.ts';

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hypewire-open-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const newFile = (): string => path.join(folder, `${files++}.db`);
const open = (file: string) => openStorage(`sqlite:${file}`, { clock: systemClock, lockWaitMs: 0 });
const settings = (file: string) =>
  openSettings(`sqlite:${file}`, { clock: systemClock, observer: new RecordingObserver() });

describe('a file that cannot be used is refused with a sentence that says what to do', () => {
  const cases: readonly (readonly [string, RegExp, (file: string) => Promise<unknown>])[] = [
    ['not a database', /is not an SQLite database\. Move it away/, (file) => writeFile(file, 'hello '.repeat(500))],
    ['a folder', /could not be opened\. Check that the path/, (file) => mkdir(file)],
    ['damaged', /damaged|not an SQLite/, damage],
    ['of another program', /belongs to another program\. Choose another file/, foreign],
    ['of a newer version', /newer Hypewire.*"9999-future".*Update Hypewire/, newer],
  ];
  test.each(cases)('%s', async (_, sentence, prepare) => {
    const file = newFile();
    await prepare(file);
    await expect(open(file)).rejects.toThrow(sentence);
    await expect(open(file)).rejects.toMatchObject({ name: 'UserError' });
  });

  test('in a folder that cannot be made', async () => {
    const file = newFile();
    await writeFile(file, '');
    await expect(open(path.join(file, 'below', 'x.db'))).rejects.toThrow(/folder .* cannot be created\. Choose a path/);
    await expect(settings(path.join(file, 'below', 'x.db'))).rejects.toThrow(/folder .* cannot be created/);
  });

  test('settings that are not a database', async () => {
    const file = newFile();
    await writeFile(file.replace('.db', '-settings.db'), 'hello '.repeat(500));
    await expect(settings(file)).rejects.toThrow(/-settings\.db cannot be used: it is not an SQLite database/);
  });
});

describe('one writer', () => {
  test('a second one is refused while the first is there, under another name of the file too', async () => {
    const file = newFile();
    const alias = newFile();
    const first = await open(file);
    await symlink(file, alias);
    for (const name of [file, alias])
      await expect(open(name)).rejects.toThrow(/in use by another Hypewire\. Stop the other one/);
    await first[Symbol.asyncDispose]();
    const second = await open(alias);
    await second[Symbol.asyncDispose]();
  });

  test('a second one that may wait gets its turn', async () => {
    const file = newFile();
    const first = await open(file);
    const waiting = openStorage(`sqlite:${file}`, { clock: systemClock, lockWaitMs: 10_000 });
    await first[Symbol.asyncDispose]();
    const second = await waiting;
    await second[Symbol.asyncDispose]();
  });

  test('a refused start leaves the file free', async () => {
    const file = newFile();
    await newer(file);
    await expect(open(file)).rejects.toThrow(/newer/);
    const raw = new DatabaseSync(file);
    raw.exec(`DELETE FROM schema_migrations WHERE name = '9999-future'`);
    raw.close();
    const storage = await open(file);
    await storage[Symbol.asyncDispose]();
  });

  test('others may read meanwhile', async () => {
    const file = newFile();
    await using storage = await open(file);
    await storage.moments.save(moment(), [alert()]);
    const reader = new DatabaseSync(file, { readOnly: true });
    expect(reader.prepare('SELECT count(*) AS count FROM moments').get()).toEqual({ count: 1 });
    reader.close();
  });
});

test('a deletion that a crash cut short is finished at the next start', async () => {
  const file = newFile();
  {
    await using storage = await open(file);
    await storage.messages.append([message(1), message(2)]);
    await storage.moments.save(moment(), []);
  }
  const raw = new DatabaseSync(file);
  raw.exec(`INSERT INTO retractions VALUES ('chatter', 'alpha', 'c1', ${NOON + 60_000}, ${NOON}, 0)`);
  raw.close();
  await using storage = await open(file);
  expect((await storage.messages.around('alpha', 0, NOON + 60_000, 10)).map((each) => each.id)).toEqual(['m2']);
  expect(await storage.moments.get('moment-1')).toMatchObject({
    revision: 2,
    moment: { quotes: [{ chatterId: 'c2' }] },
  });
});

describe('closing', () => {
  test('finishes what was asked for, refuses what comes later, and may be repeated', async () => {
    const file = newFile();
    const storage = await open(file);
    const saving = storage.moments.save(moment(), []);
    const chores = storage.maintain(NOON, { messageRetentionDays: 1 });
    await storage[Symbol.asyncDispose]();
    await saving;
    await chores;
    await storage[Symbol.asyncDispose]();
    await expect(storage.moments.get('moment-1')).rejects.toThrow();
    await using again = await open(file);
    expect(await again.moments.get('moment-1')).not.toBeNull();
  });
});

/** Keeps the first page and half of the second. */
async function damage(file: string): Promise<void> {
  await created(file);
  await truncate(file, 6_000);
}

async function foreign(file: string): Promise<void> {
  const raw = new DatabaseSync(file);
  raw.exec('CREATE TABLE holiday_pictures (id)');
  raw.close();
}

async function newer(file: string): Promise<void> {
  await created(file);
  const raw = new DatabaseSync(file);
  raw.exec(`INSERT INTO schema_migrations (name, timestamp) VALUES ('9999-future', '2030-01-01T00:00:00.000Z')`);
  raw.close();
}

async function created(file: string): Promise<void> {
  const storage = await open(file);
  await storage[Symbol.asyncDispose]();
}
