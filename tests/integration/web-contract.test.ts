import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ApiDocument } from '../../src/web/openapi/api-document.ts';
import { SOCKET_PATHS } from '../../src/web/openapi/socket-schema.ts';
import type { WebServer } from '../../src/web/web-server.ts';
import { FakeBot } from '../contract/web/fake-bot.ts';
import { FrameChecker } from '../contract/web/frame-checker.ts';
import type { Frame } from '../contract/web/socket-client.ts';

const root = path.resolve(import.meta.dirname, '../..');
const tool = (name: string): string => path.join(root, 'tests/tools/node_modules/.bin', name);

let web: WebServer;
let folder: string;
let file: string;
let document: ApiDocument;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-contract-'));
  file = path.join(folder, 'openapi.json');
  web = await new FakeBot().start();
  const text = await (await fetch(`${web.url}/api/openapi.json`)).text();
  document = JSON.parse(text) as ApiDocument;
  writeFileSync(file, text);
  writeFileSync(path.join(folder, '.spectral.yaml'), 'extends: ["spectral:oas"]\n');
});
afterAll(async () => {
  await web[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe('the API document', () => {
  test.for([
    ['redocly', () => ['lint', file]],
    ['spectral', () => ['lint', file, '--ruleset', path.join(folder, '.spectral.yaml'), '--fail-severity', 'hint']],
  ] as const)('passes %s without a warning', { timeout: 60_000 }, ([name, args], { skip }) => {
    skip(!existsSync(tool(name)), `${name} is not installed in tests/tools`);
    const checked = spawnSync(process.execPath, [tool(name), ...args()], { cwd: folder, encoding: 'utf8' });
    const output = checked.stdout + checked.stderr;
    expect({ status: checked.status, output }).toMatchObject({ status: 0 });
    expect(output).not.toMatch(/warning/i);
  });

  test('describes every operation in full', () => {
    expect(document.openapi).toBe('3.1.0');
    const ids = new Set<string>();
    for (const [template, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const where = `${method} ${template}`;
        ids.add(operation.operationId);
        expect(operation.summary, where).toMatch(/./);
        expect(operation.description, where).toMatch(/\.$/);
        expect(operation.tags, where).toHaveLength(1);
        expect(
          Object.keys(operation.responses).some((status) => status.startsWith('4')),
          where,
        ).toBe(true);
        if (method !== 'get') expect(operation.security, where).toEqual([{ token: [] }]);
        for (const parameter of operation.parameters ?? []) expect(parameter.description, where).toMatch(/\.$/);
      }
    }
    expect(ids.size).toBe(Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length);
  });

  test('has examples that are as it says', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(document, 'api');
    let examples = 0;
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
      for (const example of (schema['examples'] as readonly unknown[] | undefined) ?? []) {
        examples++;
        expect({ name, valid: validate(example), errors: validate.errors }).toMatchObject({ valid: true });
      }
    }
    expect(examples).toBeGreaterThan(8);
  });

  test('can be read by people, without a script', async () => {
    const response = await fetch(`${web.url}/api/docs`);
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    for (const methods of Object.values(document.paths))
      for (const { operationId } of Object.values(methods)) expect(page).toContain(`id="${operationId}"`);
    expect(page).not.toMatch(/<script|style=|onclick|https?:\/\/(?!www\.w3)/i);
    expect((await fetch(`${web.url}/api/docs.css`)).headers.get('content-type')).toContain('text/css');
  });
});

describe('the socket schema', () => {
  test('holds the examples of every frame', async () => {
    const checker = await FrameChecker.open(web.url);
    for (const { path: socket, sends } of SOCKET_PATHS) {
      const examples = sends.flatMap((schema) => (z.globalRegistry.get(schema)?.examples ?? []) as Frame[]);
      expect(checker.problems(socket, examples)).toEqual([]);
      expect(checker.problems(socket, [{ type: 'nonsense' }])).toHaveLength(1);
    }
  });
});

test('docs/api.md tells of every address', () => {
  const text = readFileSync(path.join(root, 'docs/api.md'), 'utf8');
  for (const template of [...Object.keys(document.paths), ...SOCKET_PATHS.map((socket) => socket.path)])
    expect(text).toContain(`\`${template}\``);
});

test('the Grafana dashboard asks for counters that exist', async () => {
  const text = readFileSync(path.join(root, 'docs/grafana-dashboard.json'), 'utf8');
  const page = await (await fetch(`${web.url}/metrics`)).text();
  const known = new Set([...page.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const asked = new Set(
    [...text.matchAll(/\bhypewire_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, '')),
  );
  expect(asked.size).toBeGreaterThan(10);
  const added = new Set([
    'hypewire_queue_items',
    'hypewire_chat_links',
    'hypewire_channel_messages_per_second',
    'hypewire_channels_watched',
    'hypewire_event_loop_delay_seconds',
  ]);
  expect([...asked].filter((name) => !known.has(name) && !added.has(name))).toEqual([]);
});
