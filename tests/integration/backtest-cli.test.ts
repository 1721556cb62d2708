import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { burst, merged, steadyChat } from '../../src/pipeline/hype/testing.ts';
import { runCli } from './backtest-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'backtest-'));
const chat = path.join(folder, 'chat.jsonl');
const labels = path.join(folder, 'labels.json');
const broken = path.join(folder, 'broken.json');

beforeAll(() => {
  const fans = (from: number) => burst(from, 12, 60, (index) => ['PogChamp', 'LETS GOOO', 'OMG'][index % 3] ?? '');
  const lines = merged(
    steadyChat(1, 1200, () => 1),
    fans(400),
    fans(800),
  ).map(({ receivedAt, author, text }) => JSON.stringify({ v: 'one', t: receivedAt / 1000, u: author.id, m: text }));
  writeFileSync(chat, `${lines.join('\n')}\nnot json\n`);
  writeFileSync(
    labels,
    JSON.stringify({
      videos: {
        one: {
          game: 'test',
          duration: 1200,
          highlights: [
            { start: 395, end: 405 },
            { start: 1000, end: 1010 },
          ],
        },
      },
    }),
  );
  writeFileSync(broken, '{"videos": {"one": {}}}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('backtest', () => {
  test('judges alerts against labels', async () => {
    const { code, stdout, stderr } = await runCli([
      chat,
      '--labels',
      labels,
      '--json',
      '--compare',
      '--bootstrap',
      '50',
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/1 line left out: not valid JSON/);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; name: string });
    expect(rows.find(({ type }) => type === 'total')).toMatchObject({
      alerts: 2,
      hits: 1,
      spans: 2,
      found: 1,
      precision: 0.5,
      recall: 0.5,
      chance: (35 + 35) / 1200,
      intervals: { precision: { low: 0.5, high: 0.5 } },
    });
    expect(rows.filter(({ type }) => type === 'compare').map(({ name }) => name)).toContain('sigma k=5: all');
  });

  test('tells people the same in a table, without labels only what can be said', async () => {
    const { code, stdout } = await runCli([chat]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^one +0\.33 +2 +6\.0$/m);
    expect(stdout).not.toMatch(/precision/);
  });

  test('a sensitivity that nothing reaches alerts nobody', async () => {
    const { stdout } = await runCli([chat, '--sensitivity', '1000', '--json']);
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({ alerts: 0, alerts_per_hour: 0 });
  });

  test.for([
    ['no file', [], /No file was named/, 2],
    ['an unknown option', ['--nonsense', chat], /nonsense/, 2],
    ['an unknown detector', [chat, '--detector', 'psychic'], /There are: robust, sigma/, 2],
    ['no sensitivity', [chat, '--sensitivity', 'loud'], /low, medium, high/, 2],
    ['labels that are none', [chat, '--labels', broken], /is no label file: at videos\.one\.highlights/, 2],
    ['labels of other streams', [chat, '--labels', chat], /is not valid JSON/, 2],
    ['labels that are missing', [chat, '--labels', path.join(folder, 'absent')], /cannot be read/, 2],
    ['a missing recording', [path.join(folder, 'absent')], /absent/, 1],
  ] as const)('says what to do about %s', async ([, args, message, expected]) => {
    const { code, stderr, stdout } = await runCli(args);
    expect(code).toBe(expected);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });
});
