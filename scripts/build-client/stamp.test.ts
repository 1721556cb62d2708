import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesBelow, sourceStamp } from './stamp.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'hypewire-stamp-'));
  mkdirSync(path.join(root, 'src/deep'), { recursive: true });
  writeFileSync(path.join(root, 'src/a.ts'), 'a');
  writeFileSync(path.join(root, 'src/deep/b.css'), 'b');
  writeFileSync(path.join(root, 'lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const PLACES = ['src', 'lock.json'];
const file = (name: string): string => path.join(root, name);

test('folders and files are found', async () => {
  expect(await filesBelow(root, PLACES)).toEqual(['lock.json', 'src/a.ts', 'src/deep/b.css'].map(path.normalize));
});

test.each([
  ['a change', () => writeFileSync(file('src/deep/b.css'), 'c')],
  ['another file', () => writeFileSync(file('src/c.ts'), '')],
  ['a missing file', () => rmSync(file('src/a.ts'))],
  ['another name', () => renameSync(file('src/a.ts'), file('src/z.ts'))],
  [
    'a shifted border between files',
    () => (writeFileSync(file('src/a.ts'), 'ab'), writeFileSync(file('src/deep/b.css'), '')),
  ],
])('%s changes the stamp', async (_name, change) => {
  const before = await sourceStamp(root, PLACES);
  change();
  expect(await sourceStamp(root, PLACES)).not.toBe(before);
});

test.each([
  ['another date', () => utimesSync(file('src/a.ts'), 1, 1)],
  ['a test', () => writeFileSync(file('src/a.test.ts'), 'x')],
])('%s does not', async (_name, change) => {
  const before = await sourceStamp(root, PLACES);
  change();
  expect(await sourceStamp(root, PLACES)).toBe(before);
});

test('a place that is missing is said', async () => {
  await expect(sourceStamp(root, ['nowhere'])).rejects.toThrow('ENOENT');
});
