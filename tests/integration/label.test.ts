import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseLabelOptions } from '../../src/cli/label/options.ts';
import type { LabelCategory } from '../../src/domain/privacy.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openLabelsBeside } from '../../src/storage/labels/beside.ts';
import { migrate, MIGRATIONS } from '../../src/storage/migrations/migrate.ts';
import { sqliteDialect } from '../../src/storage/sqlite/dialect.ts';
import { claimDatabase } from '../../src/storage/sqlite/identity.ts';
import { openFileEngine } from '../../src/storage/sqlite/worker-engine.ts';
import { openStorage, type MaintainedStorage } from '../../src/storage/storage.ts';
import { acquireWriterLock } from '../../src/storage/writer-lock.ts';
import { message, NOON, retraction } from '../contract/storage/builders.ts';
import { label } from '../contract/storage/labels.ts';
import { runCli } from './label-cli.ts';

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hypewire-label-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const newUrl = (): string => `sqlite:${path.join(folder, `${files++}.db`)}`;
const run = (url: string, args: readonly string[], input = '') =>
  runCli('label', args, { env: { DATABASE_URL: url }, cwd: folder, input });

/** A bot that runs, with messages in its store. */
async function aBot(texts: readonly string[]): Promise<{ url: string; bot: MaintainedStorage }> {
  const url = newUrl();
  const bot = await openStorage(url, { clock: systemClock });
  await bot.messages.append(texts.map((text, index) => message(index, { text, receivedAt: NOON + index * 1_000 })));
  return { url, bot };
}

const HOSTILE = 'a\u001b[2Jb "quoted" \\ \u202e @everyone {"messages":[]} 😀';

describe('labelling beside the running bot', () => {
  test('works key by key, and the bot sees each label at once', async () => {
    const { url, bot } = await aBot(['first', 'second', HOSTILE, 'fourth']);
    await using _ = bot;
    const { code, stdout, stderr } = await run(url, ['--channel', 'Alpha'], 'p\nx\nn\nu\ns\nm\nq\n');
    expect([code, stderr]).toEqual([0, '']);
    expect(await bot.labels.counts()).toEqual({ pos: 1, neu: 1, neg: 0 });
    expect(stdout).toContain('p positive');
    expect(stdout).toContain('Taken back.');
    expect(stdout).toContain('Labels: 1 positive · 1 neutral · 0 negative. 99 positive, 99 neutral and 100 negative');
    expect(['\u001b', '\u202e'].filter((each) => stdout.includes(each))).toEqual([]);
    const made = (await Array.fromAsync(bot.labels.all())).flat();
    expect(made.every((each) => each.labelledBy === 'console')).toBe(true);
  });

  test('ends by itself when nothing is left, and when its input ends', async () => {
    const { url, bot } = await aBot(['only']);
    await using _ = bot;
    expect((await run(url, ['--channel', 'alpha'])).code).toBe(0);
    const { code, stdout } = await run(url, ['--channel', 'alpha'], 'p\np\np\n');
    expect([code, await bot.labels.counts()]).toEqual([0, { pos: 1, neu: 0, neg: 0 }]);
    expect(stdout).toContain('No more messages of alpha to label.');
  });

  test('a message that the bot takes back meanwhile gets no label', async () => {
    const { url, bot } = await aBot(['first']);
    await using _ = bot;
    await using labels = await openLabelsBeside(url, systemClock);
    const [shown] = await labels.unlabelled('alpha', 1);
    await bot.messages.retract(retraction({ what: 'message', messageId: shown?.id ?? '' }));
    expect(await labels.label('alpha', shown?.id ?? '', 'pos', 'console', NOON)).toBeNull();
    expect(await bot.labels.counts()).toEqual({ pos: 0, neu: 0, neg: 0 });
  });

  test('brings a file of an older version up to date, unless a bot runs on it', async () => {
    const url = newUrl();
    const file = url.slice('sqlite:'.length);
    const older = new Kysely<unknown>({ dialect: sqliteDialect(await openFileEngine(file)) });
    await claimDatabase(older, file);
    await migrate(older, file, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, 6)));
    await older.destroy();
    {
      using _ = await acquireWriterLock(file, { clock: systemClock, waitMs: 0 });
      await expect(openLabelsBeside(url, systemClock)).rejects.toThrow('in use by another Hypewire');
    }
    await using labels = await openLabelsBeside(url, systemClock);
    expect(await labels.counts()).toEqual({ pos: 0, neu: 0, neg: 0 });
  });

  test('two connections write at the same time without losing anything', async () => {
    const texts = Array.from({ length: 120 }, (_, index) => `text ${index}`);
    const { url, bot } = await aBot(texts);
    await using _ = bot;
    await using labels = await openLabelsBeside(url, systemClock);
    await Promise.all(
      texts.map(async (text, index) => {
        if (index % 2 === 0) await labels.label('alpha', `m${index}`, 'pos', 'console', NOON);
        else await bot.labels.label('alpha', `m${index}`, 'neg', '42', NOON);
        await bot.messages.append([message(1_000 + index, { text })]);
      }),
    );
    expect(await bot.labels.counts()).toEqual({ pos: 60, neu: 0, neg: 60 });
  });
});

describe('exports', () => {
  const fill = async (bot: MaintainedStorage, each: Record<LabelCategory, number>): Promise<void> => {
    let number = 0;
    for (const [category, count] of Object.entries(each) as [LabelCategory, number][]) {
      for (let index = 0; index < count; index++, number++) {
        const text = number === 0 ? HOSTILE : `text ${number}`;
        await bot.labels.put(label(number, { category, text, labelledAt: NOON + number }));
      }
    }
  };

  test('chat: system, user and assistant a line, and nothing of who, where or when', async () => {
    const { url, bot } = await aBot([]);
    await using _ = bot;
    await fill(bot, { pos: 2, neu: 1, neg: 1 });
    const { code, stdout, stderr } = await run(url, ['--export', 'chat', '-']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    const examples = lines.map((line) => JSON.parse(line) as { messages: { role: string; content: string }[] });
    for (const example of examples) {
      expect(Object.keys(example)).toEqual(['messages']);
      expect(example.messages.map((each) => each.role)).toEqual(['system', 'user', 'assistant']);
    }
    expect(examples.map((each) => each.messages[2]?.content)).toEqual(['positive', 'positive', 'neutral', 'negative']);
    expect(examples[0]?.messages[1]?.content).toBe(HOSTILE);
    expect(stdout).not.toMatch(/alpha|console|c0|Chatter/);
    expect(stderr.match(/Only \d+ \w+ examples: at least 100/g)).toEqual([
      'Only 2 positive examples: at least 100',
      'Only 1 neutral examples: at least 100',
      'Only 1 negative examples: at least 100',
    ]);
    expect((await run(url, ['--export', 'chat', '-', '--strict'])).code).toBe(1);
  });

  test('completion: prompt and completion, of one channel, into a file of its owner', async () => {
    const { url, bot } = await aBot([]);
    await using _ = bot;
    await fill(bot, { pos: 1, neu: 0, neg: 0 });
    await bot.labels.put(label(9, { channel: 'beta', category: 'neg', text: 'from beta' }));
    const file = path.join(folder, 'out.jsonl');
    await writeFile(file, 'older');
    const { code, stdout } = await run(url, ['--export', 'completion', '--channel', 'beta', file]);
    expect([code, stdout]).toEqual([0, '']);
    expect(await readFile(file, 'utf8')).toBe('{"prompt":"from beta","completion":"negative"}\n');
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  test('are quiet and pass --strict with enough of each', async () => {
    const { url, bot } = await aBot([]);
    await using _ = bot;
    await fill(bot, { pos: 100, neu: 100, neg: 100 });
    const { code, stdout, stderr } = await run(url, ['--export', 'chat', '-', '--strict']);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(300);
    expect(stderr).toBe('label: Exported 100 positive · 100 neutral · 100 negative.\n');
    const counted = await run(url, ['--counts', '--strict']);
    expect([counted.code, counted.stdout]).toEqual([0, 'Labels: 100 positive · 100 neutral · 100 negative.\n']);
    expect((await run(url, ['--counts', '--strict', '--channel', 'beta'])).code).toBe(1);
  });

  test('leave nothing half behind where the file cannot be written', async () => {
    const { url, bot } = await aBot([]);
    await using _ = bot;
    const { code, stderr } = await run(url, ['--export', 'chat', path.join(folder, 'no', 'such', 'folder.jsonl')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot be written .*Choose another file/);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each([
    [[], 'Say whose chat'],
    [['--channel', '???'], 'cannot be a Twitch channel'],
    [['--export', 'csv', 'x'], '--export csv is unknown. There are: chat, completion'],
    [['--export', 'chat'], 'Say where the export shall go'],
    [['--export', 'chat', 'a', 'b'], 'one file'],
    [['--export', 'chat', 'a', '--counts'], 'two things'],
    [['--counts', 'stray'], '"stray" is not understood'],
    [['--nonsense'], 'nonsense'],
  ])('%o', (args, sentence) => {
    expect(() => parseLabelOptions(args)).toThrow(sentence);
  });

  test('a command line that is wrong ends with 2, help with 0', async () => {
    expect((await run('sqlite::memory:', ['--nonsense'])).code).toBe(2);
    const help = await run('sqlite::memory:', ['--help']);
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('npm run -s label');
  });

  test.each([
    ['sqlite::memory:', 'DATABASE_URL keeps nothing'],
    ['sqlite:missing.db', 'no database'],
  ])('a database that holds no labels: %s', async (url, sentence) => {
    const { code, stdout, stderr } = await run(url, ['--counts']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(sentence);
    expect(await readdir(folder)).not.toContain('missing.db');
  });

  test('a file that is no database of ours', async () => {
    const file = path.join(folder, 'other.db');
    await writeFile(file, 'hello, this is no database, and long enough to be looked at as one: '.repeat(30));
    const { code, stderr } = await run(`sqlite:${file}`, ['--counts']);
    expect(code).toBe(1);
    expect(stderr).toContain('is not an SQLite database');
  });
});
