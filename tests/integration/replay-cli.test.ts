import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_FILE } from '../../src/replay/demo-source.ts';

const CLI = path.join(import.meta.dirname, '../../src/cli/replay.ts');

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program to its end. `onOutput` may interfere at its first output. */
async function replay(
  args: readonly string[],
  onOutput?: (child: ReturnType<typeof spawn>) => void,
): Promise<Finished> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout === '') onOutput?.(child);
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

interface Frame {
  readonly type: string;
  readonly channel: string;
  readonly phase?: string;
  readonly id?: string;
  readonly timestamp: string;
  readonly stream_seconds?: number;
}

function frames(stdout: string): Frame[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Frame);
}

describe('npm run replay', () => {
  let folder = '';
  let plain = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hypewire-replay-'));
    plain = path.join(folder, 'stream');
    await writeFile(plain, gunzipSync(await readFile(DEMO_FILE)));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('prints the same events for the same chat: gzipped or not, as fast as possible or paced', async () => {
    const [fast, unpacked, paced] = await Promise.all([
      replay([DEMO_FILE, '--json', '--metrics']),
      replay([plain, '--json', '--metrics']),
      replay([DEMO_FILE, '--json', '--metrics', '--speed', '1000']),
    ]);
    expect(fast.code).toBe(0);
    expect(frames(fast.stdout).length).toBeGreaterThan(800);
    expect(unpacked.stdout).toBe(fast.stdout);
    expect(paced.stdout).toBe(fast.stdout);
  });

  test('pairs every started moment with its end, on the clock of the recording', async () => {
    const { stdout, stderr } = await replay([DEMO_FILE, '--json']);
    const events = frames(stdout);
    const started = events.filter(({ phase }) => phase === 'started');
    expect(started.length).toBeGreaterThan(0);
    expect(events.filter(({ phase }) => phase === 'ended').map(({ id }) => id)).toEqual(started.map(({ id }) => id));
    for (const { type, timestamp, stream_seconds: seconds } of events) {
      expect(type).toBe('hype_event');
      expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Date.parse(timestamp)).toBe(Date.UTC(2026, 2, 14, 19) + Math.round((seconds ?? Number.NaN) * 1_000));
    }
    expect(stderr).toMatch(/1 stream · 4,\d{3} messages · 13:59 of chat/);
  });

  test('a sensitivity as a number is the score a moment must reach', async () => {
    const [none, some] = await Promise.all([
      replay([DEMO_FILE, '--json', '--sensitivity', '1000']),
      replay([DEMO_FILE, '--json', '--sensitivity', '9']),
    ]);
    expect(none.stdout).toBe('');
    for (const frame of frames(some.stdout)) expect(frame).toMatchObject({ score: expect.any(Number) as number });
    for (const { score } of frames(some.stdout) as (Frame & { score: number })[])
      expect(score).toBeGreaterThanOrEqual(9);
  });

  test('shows people a table and a summary', async () => {
    const { stdout } = await replay([DEMO_FILE]);
    expect(stdout).toMatch(/hypewire_demo\n +time +score/);
    expect(stdout).toMatch(/Funny +\S+ \d+ · /);
    expect(stdout).toMatch(/moments \(\d+\.\d an hour\)\nplayed in \d/);
  });

  test('ends quietly when the reader has seen enough', async () => {
    const { code, stderr } = await replay(Array<string>(40).fill(DEMO_FILE).concat('--json', '--metrics'), (child) =>
      child.stdout?.destroy(),
    );
    expect({ code, stderr: stderr.replace(/^replay: .* messages\/s\n$/, '') }).toEqual({ code: 0, stderr: '' });
  });

  test('ends with its summary when interrupted', async () => {
    const { code, stderr } = await replay([DEMO_FILE, '--json', '--metrics', '--speed', '20'], (child) =>
      child.kill('SIGINT'),
    );
    expect(code).toBe(130);
    expect(stderr).toMatch(/^replay: 1 stream · .* messages\/s\n$/);
  });

  test('names the lines it could not read', async () => {
    const file = path.join(folder, 'damaged.jsonl');
    await writeFile(file, '{"t":0,"u":"a","m":"x"}\nnonsense\n{"t":1,"u":"a","m":"y"}\n');
    const { code, stderr, stdout } = await replay([file]);
    expect(code).toBe(0);
    expect(stderr).toBe(`replay: ${file}: 1 line left out: not valid JSON (line 2)\n`);
    expect(stdout).toContain('2 messages');
    expect(stdout).toContain('1 line left out');
  });

  test('keeps streams of one file apart, each with its own clock', async () => {
    const file = path.join(folder, 'two.jsonl');
    const lines = [0, 1, 2, 3].flatMap((t) => ['one', 'two'].map((v) => JSON.stringify({ v, t, u: `u${t}`, m: 'hi' })));
    await writeFile(file, lines.join('\n'));
    const { stdout } = await replay([file, '--json', '--metrics']);
    const seconds = frames(stdout).map(({ channel, timestamp }) => `${channel} ${timestamp}`);
    for (const channel of ['one', 'two']) expect(seconds).toContain(`${channel} 2000-01-01T00:00:03.000Z`);
  });

  test.each([
    [[], 2, /No file was named/],
    [['--speed', 'fast', 'x'], 2, /--speed fast/],
    [['no-such-file.jsonl'], 1, /no-such-file\.jsonl: there is no such file/],
    [[import.meta.dirname], 1, /is a folder/],
    [[CLI], 1, /is in no format this program knows/],
  ])('%j ends with %d and a sentence', async (args, expected, sentence) => {
    const { code, stdout, stderr } = await replay(args);
    expect(code).toBe(expected);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toBe('');
  });

  test('goes on with the other files after one that cannot be read', async () => {
    const { code, stdout } = await replay(['no-such-file', DEMO_FILE, '--json']);
    expect(code).toBe(1);
    expect(frames(stdout).length).toBeGreaterThan(0);
  });

  test('explains itself', async () => {
    const { code, stdout } = await replay(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--sensitivity');
  });
});
