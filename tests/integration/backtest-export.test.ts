import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { burst, merged, steadyChat } from '../../src/pipeline/hype/testing.ts';
import { runCli } from './backtest-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'backtest-export-'));
const one = path.join(folder, 'one.jsonl');
const many = path.join(folder, 'many.jsonl');
const CHAT_SECONDS = 1200;

/** Two eruptions in twenty minutes of chat. */
function linesOf(stream: string): string[] {
  const fans = (from: number) => burst(from, 12, 60, (index) => ['PogChamp', 'LETS GOOO', 'OMG'][index % 3] ?? '');
  return merged(
    steadyChat(1, CHAT_SECONDS, () => 1),
    fans(400),
    fans(800),
  ).map(({ receivedAt, author, text }) => JSON.stringify({ v: stream, t: receivedAt / 1000, u: author.id, m: text }));
}

beforeAll(() => {
  writeFileSync(one, `${linesOf('one').join('\n')}\n`);
  writeFileSync(many, `${[...linesOf('a/b'), ...linesOf('A b')].join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Seconds of `01:06:30:15` since a timeline that begins at 01:00:00:00. */
function secondsOf(timecode: string, framesPerSecond: number): number {
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = timecode.split(':').map(Number);
  return (hours - 1) * 3600 + minutes * 60 + seconds + frames / framesPerSecond;
}

describe('backtest --format', () => {
  test('writes the alerts as markers where chat erupted, and says how to set up the timeline', async () => {
    const { code, stdout, stderr } = await runCli([one, '--format', 'resolve', '--frame-rate', '25', '--offset', '10']);
    expect(stderr).toContain('one: Timeline: 25 fps, beginning at 01:00:00:00');
    expect(code).toBe(0);
    const starts = [...stdout.matchAll(/^\d{3} .*? (\d\d:\d\d:\d\d:\d\d) \d\d:\d\d:\d\d:\d\d *$/gm)].map((line) =>
      secondsOf(line[1] ?? '', 25),
    );
    // Each stands 30 s before chat reacted, on a recording that began 10 s before the chat.
    expect(starts).toHaveLength(2);
    expect(Math.abs(starts[0]! - 380)).toBeLessThan(5);
    expect(Math.abs(starts[1]! - 780)).toBeLessThan(5);
  });

  test('the same alerts that are counted without it', async () => {
    const counted = await runCli([one, '--sensitivity', 'low', '--json']);
    const { alerts } = JSON.parse(counted.stdout.split('\n')[0] ?? '') as { alerts: number };
    const { stdout } = await runCli([one, '--sensitivity', 'low', '--format', 'json']);
    expect(JSON.parse(stdout)).toHaveLength(alerts);
    const none = await runCli([one, '--sensitivity', '1000', '--format', 'csv']);
    expect(none.stdout.trim().split('\n')).toHaveLength(1);
    expect(none.code).toBe(0);
  });

  test('the other detector is written as well', async () => {
    const { code, stdout } = await runCli([one, '--detector', 'sigma', '--format', 'csv']);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n').length).toBeGreaterThan(1);
  });

  test.for(['csv', 'json', 'resolve', 'final-cut', 'premiere', 'youtube'])(
    'one %s file a stream, none over another',
    async (format) => {
      const out = path.join(folder, `out-${format}`);
      const { code, stdout, stderr } = await runCli([many, '--format', format, '--out', out]);
      expect(stdout).toBe('');
      expect(stderr).toContain('2 alerts in ');
      expect(code).toBe(0);
      const names = readdirSync(out).sort();
      expect(names).toHaveLength(2);
      expect(names.every((name) => /^alerts-[ab]-b(-2)?\.[a-z]+$/i.test(name))).toBe(true);
      for (const name of names) expect(readFileSync(path.join(out, name)).length).toBeGreaterThan(0);
    },
  );

  test.for([
    ['several streams without a folder', [many, '--format', 'csv'], /2 streams.*--out DIR/, 2],
    ['a folder that is a file', [one, '--format', 'csv', '--out', one], /cannot be written.*--out/, 2],
    ['a missing recording', [path.join(folder, 'absent'), '--format', 'csv'], /absent/, 1],
    ['nothing that fits', [one, '--format', 'resolve', '--offset=-01:00:00'], /None of these moments/, 1],
  ] as const)('says what to do about %s', async ([, args, message, expected]) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(expected);
  });
});
