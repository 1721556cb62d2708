import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildClient } from './build.ts';

const SCRIPT_GZIP_BYTES_MAX = 150_000;
let folder: string;
let outDir: string;
const complaints: string[] = [];
const build = (): Promise<boolean> => buildClient({ outDir, warn: (sentence) => complaints.push(sentence) });
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-build-'));
  outDir = path.join(folder, 'web');
  expect(await build()).toBe(true);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(path.join(outDir, name), 'utf8');

test('the page holds nothing that its security policy would refuse', () => {
  const html = read('index.html');
  expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)|https?:|\bon\w+=/);
  const links = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]*)"/g)].map(([, link]) => link);
  expect(links.length).toBeGreaterThanOrEqual(3);
  for (const link of links) expect(link).toMatch(/^\.\/assets\/[\w-]+\.(js|css|svg)$/);
});

test('scripts are small, built for users, and load nothing from elsewhere', () => {
  const scripts = readdirSync(path.join(outDir, 'assets')).filter((name) => name.endsWith('.js'));
  const code = scripts.map((name) => read(`assets/${name}`)).join('');
  expect(gzipSync(code).length).toBeLessThan(SCRIPT_GZIP_BYTES_MAX);
  expect(code).not.toMatch(/jsxDEV|\beval\(|new Function\(|fonts\.googleapis|unpkg|jsdelivr/);
});

test('nothing is built again while nothing changed, and nothing else is left behind', async () => {
  const before = statSync(outDir).ino;
  expect(await build()).toBe(true);
  expect(statSync(outDir).ino).toBe(before);
  expect(readdirSync(folder)).toEqual(['web']);
  expect(complaints).toEqual([]);
});
