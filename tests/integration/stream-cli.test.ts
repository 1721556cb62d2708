import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { HeadlineFrame } from '../../src/lib/wire/headline.ts';
import { DEMO_FILE } from '../../src/replay/demo-source.ts';

const CLI = path.join(import.meta.dirname, '../../src/cli/stream.ts');

interface Finished {
  readonly code: number | null;
  readonly frames: readonly HeadlineFrame[];
  readonly stderr: string;
}

/** Runs the program on `input` to its end; `drive` may write more and interfere instead of ending the input. */
async function stream(
  input: string | Buffer,
  args: readonly string[] = [],
  drive: (child: ChildProcessWithoutNullStreams) => void = (child) => child.stdin.end(),
): Promise<Finished> {
  const child = spawn(process.execPath, [CLI, ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // The program may end before it has read everything.
  child.stdin.on('error', () => undefined);
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (input.length > 0) child.stdin.write(input);
  drive(child);
  const code = await closed;
  const frames = stdout
    .split('\n')
    // What follows the last line end is empty, or a line that was cut off.
    .slice(0, -1)
    .map((line) => JSON.parse(line) as HeadlineFrame);
  return { code, frames, stderr };
}

const CROWD = Array.from({ length: 40 }, (_, i) => ({
  t: i,
  u: `viewer${i}`,
  m: i % 2 === 0 ? 'he fell again KEKW' : 'KEKW',
}));
const EXPECTED = 'Chat is laughing (KEKW, 100%) at “he fell again” — about 40 people in the last 40 seconds.';
const LINES = CROWD.map((line) => JSON.stringify(line)).join('\n');

describe('npm run stream', () => {
  test.each<[string, string | Buffer]>([
    ['JSON lines', LINES],
    ['gzip', gzipSync(LINES)],
    [
      'TwitchDownloader chat',
      JSON.stringify({
        streamer: { name: 'stdin', id: 1 },
        comments: CROWD.map(({ t, u, m }) => ({
          _id: `c${t}`,
          content_offset_seconds: t,
          commenter: { _id: u, name: u, display_name: u },
          message: { body: m },
        })),
      }),
    ],
    [
      'raw IRC',
      CROWD.map(
        ({ t, u, m }) => `@id=i${t};tmi-sent-ts=${1_600_000_000_000 + t * 1000} :${u}!${u}@x PRIVMSG #stdin :${m}`,
      ).join('\r\n'),
    ],
  ])('reads %s, twice a second of its time, until all is said', async (_, input) => {
    const { code, frames, stderr } = await stream(input);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(frames.at(-1)).toMatchObject({ type: 'headline', channel: 'stdin', headline: EXPECTED, messages: 40 });
    const times = frames.map(({ timestamp }) => Date.parse(timestamp));
    for (const [i, at] of times.entries()) if (i > 0) expect(at - times[i - 1]!).toBeGreaterThanOrEqual(500);
    expect(frames.length).toBeGreaterThan(35);
  });

  test('plain lines are chat of this moment', async () => {
    const plain = CROWD.map(({ u, m }) => `${u}: ${m}`).join('\n');
    const { code, frames } = await stream(plain, ['--channel', 'Room']);
    expect(code).toBe(0);
    expect(frames.at(-1)).toMatchObject({ channel: 'room', messages: 40 });
    expect(frames.at(-1)?.headline).toContain('Chat is laughing (KEKW, 100%) at “he fell again”');
    expect(Math.abs(Date.parse(frames.at(-1)!.timestamp) - Date.now())).toBeLessThan(60_000);
  });

  test('says something while chat still comes in', async () => {
    const { code, frames } = await stream('anna: hi\n', [], (child) =>
      child.stdout.once('data', () => {
        child.stdin.end('bob: hello\n');
      }),
    );
    expect(code).toBe(0);
    expect(frames[0]?.messages).toBe(1);
    expect(frames.at(-1)?.messages).toBe(2);
  });

  test('the demo, with every bucket traceable to messages of the recording', async () => {
    const recording = gunzipSync(await readFile(DEMO_FILE)).toString('utf8');
    const { code, frames } = await stream(recording, ['--every', '10']);
    expect(code).toBe(0);
    expect(frames.length).toBeGreaterThan(60);
    expect(frames.some(({ headline }) => headline.includes('laughing'))).toBe(true);
    const ids = frames.flatMap(({ buckets }) => buckets.flatMap(({ sample_ids }) => sample_ids));
    expect(ids.length).toBeGreaterThan(100);
    for (const id of new Set(ids)) expect(recording.includes(`id=${id};`)).toBe(true);
  });

  test('a recording at a hundred times its speed gives the same last headline', async () => {
    const { frames } = await stream(LINES, ['--speed', '100']);
    expect(frames.at(-1)?.headline).toBe(EXPECTED);
  });

  test('shows one channel of several', async () => {
    const two = CROWD.map((line) => JSON.stringify({ ...line, v: line.t % 3 === 0 ? 'one' : 'two' })).join('\n');
    const { frames } = await stream(two, ['--channel', 'one']);
    expect(new Set(frames.map(({ channel }) => channel))).toEqual(new Set(['one']));
  });

  test('names the lines it could not read', async () => {
    const { code, stderr, frames } = await stream(`${LINES}\n{nonsense\n`);
    expect(code).toBe(0);
    expect(frames.at(-1)?.messages).toBe(40);
    expect(stderr).toBe('stream: stdin: 1 line left out: not valid JSON (line 41)\n');
  });

  test.each<[string | Buffer, readonly string[], number, RegExp]>([
    ['', [], 1, /No chat came in/],
    [Buffer.from([1, 0, 2, 0]), [], 1, /binary/],
    ['{"x":1}\n{"y":2}\n', [], 1, /No line on standard input/],
    ['x', ['--speed', 'fast'], 2, /--speed fast/],
    ['x', ['chat.jsonl'], 2, /stream < chat\.jsonl/],
  ])('%j with %j ends with %d and a sentence', async (input, args, expected, sentence) => {
    const { code, frames, stderr } = await stream(input, args);
    expect({ code, frames }).toEqual({ code: expected, frames: [] });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('ends when interrupted while it waits for chat', async () => {
    const { code, stderr } = await stream('anna: hi\n', [], (child) =>
      child.stdout.once('data', () => child.kill('SIGINT')),
    );
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
  });

  test('a reader that has seen enough is no failure', async () => {
    const { code, stderr } = await stream(gunzipSync(await readFile(DEMO_FILE)), [], (child) => {
      child.stdin.end();
      child.stdout.once('data', () => child.stdout.destroy());
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('explains itself', async () => {
    const child = spawn(process.execPath, [CLI, '--help']);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(text).toContain('--channel');
  });
});
