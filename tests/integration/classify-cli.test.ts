import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../src/cli/classify.ts', import.meta.url));

function start(args: readonly string[] = []): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, ...args], { stdio: 'pipe' });
}

/** Runs `classify` as a person does. */
async function classify(
  input: string,
  args: readonly string[] = [],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(args);
  const code = once(child, 'close') as Promise<[number | null]>;
  // A program that refuses its arguments may be gone before it is written to.
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await code)[0], stdout, stderr };
}

function objects(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('npm run classify', () => {
  test('answers each line and ends with 0', async () => {
    const { code, stdout, stderr } = await classify(
      '{"text":"LETS GO PogChamp"}\n{"text":"what a boring, terrible game"}\r\n{"text":"where is the key","id":"q"}',
    );
    const answers = objects(stdout);
    expect(answers).toMatchObject([
      { label: 'pos', mood: 'hype' },
      { label: 'neg', mood: 'anger' },
      { id: 'q', label: 'neu', score: 0, mood: 'calm' },
    ]);
    for (const { score, confidence } of answers) {
      expect(Math.abs(Number(score))).toBeLessThanOrEqual(1);
      expect(Number(confidence)).toBeGreaterThan(0);
    }
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('answers malformed lines in their place, goes on and ends with 1', async () => {
    const { code, stdout } = await classify('{"text":"LUL"}\n{"text":\n\n{"text":["LUL"]}\n{"text":"LUL"}\n');
    const answers = objects(stdout);
    expect(answers.map(({ label, line }) => label ?? line)).toEqual(['pos', 2, 3, 4, 'pos']);
    for (const answer of answers.slice(1, 4)) expect(answer['error']).toEqual(expect.any(String));
    expect(code).toBe(1);
  });

  test('says nothing about nothing', async () => {
    expect(await classify('')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('answers a line before the next one comes', { timeout: 20_000 }, async () => {
    const child = start();
    const closed = once(child, 'close') as Promise<[number | null]>;
    for (const [line, label] of [
      ['{"text":"LUL"}\n', 'pos'],
      ['{"text":"trash"}\n', 'neg'],
    ] as const) {
      child.stdin.write(line);
      const [answer] = (await once(child.stdout, 'data')) as [Buffer];
      expect(answer.toString()).toContain(`"label":"${label}"`);
    }
    child.stdin.end();
    expect((await closed)[0]).toBe(0);
  });

  test('ends quietly when its reader has seen enough', async () => {
    const child = start();
    const closed = once(child, 'close') as Promise<[number | null]>;
    const stderr = text(child.stderr);
    child.stdin.on('error', () => undefined);
    const lines = '{"text":"hello"}\n'.repeat(2_000);
    child.stdin.write(lines);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    // A program learns that nobody reads when it writes: there must be more to answer.
    const ended = closed.then(() => undefined);
    while (child.exitCode === null && child.stdin.writable) {
      const hasRoom = child.stdin.write(lines);
      const drained = new Promise((resolve) => child.stdin.once('drain', resolve));
      await Promise.race([ended, hasRoom ? nextTurn() : drained]);
    }
    expect((await closed)[0]).toBe(0);
    expect(await stderr).toBe('');
  });

  test('keeps up with a large input and loses none of it', async () => {
    const count = 100_000;
    const { code, stdout } = await classify('{"text":"that was so clean PogChamp"}\n'.repeat(count));
    expect(code).toBe(0);
    const answers = stdout.split('\n');
    expect(answers.length).toBe(count + 1);
    expect(new Set(answers.slice(0, -1)).size).toBe(1);
  });

  test('explains itself, and refuses what it does not know', async () => {
    const help = await classify('', ['--help']);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('npm run -s classify');
    for (const args of [['--model', 'crystal-ball'], ['--speed'], ['file.jsonl']]) {
      const { code, stdout, stderr } = await classify('{"text":"hi"}\n', args);
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).toMatch(/^classify: .+\n\nnpm run -s classify -- --help says more\.\n$/s);
    }
  });
});
