import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { SentimentModel } from '../../domain/ports/models.ts';
import { LineWriter } from '../../lib/line-writer.ts';
import { createLexiconScorer } from '../../models/sentiment/lexicon-scorer.ts';
import { ScorerModel } from '../../models/sentiment/scorer-model.ts';
import { classifyStream, LINE_BYTES_MAX, type ClassifyTotals } from './classify-stream.ts';

const lexicon = new ScorerModel(createLexiconScorer());

interface Answer {
  readonly id?: unknown;
  readonly label?: string;
  readonly error?: string;
  readonly line?: number;
}

async function* chunksOf(...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function classify(
  input: AsyncIterable<Buffer>,
  model: SentimentModel = lexicon,
): Promise<{ answers: readonly Answer[]; totals: ClassifyTotals }> {
  let written = '';
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      written += chunk.toString();
      done();
    },
  });
  const out = new LineWriter(stream, { gatherCharsMax: 1024, onClosed: () => undefined });
  const totals = await classifyStream(input, model, out, new AbortController().signal);
  await out[Symbol.asyncDispose]();
  const answers = written
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Answer);
  return { answers, totals };
}

describe('answers every line in its place', () => {
  test('whatever is wrong with some of them', async () => {
    const { answers, totals } = await classify(
      chunksOf(
        '{"text":"PogChamp"}\n\r\n  \nnope\n',
        `{"text":"${'a'.repeat(LINE_BYTES_MAX)}"}\n`,
        '{"id":1,"text":"trash"}',
      ),
    );
    expect(answers.map(({ label, error, line }) => label ?? [line, error?.slice(0, 18)])).toEqual([
      'pos',
      [2, 'this line is blank'],
      [3, 'this line is no JS'],
      [4, 'this line is no JS'],
      [5, 'this line is longe'],
      'neg',
    ]);
    expect(answers.at(-1)?.id).toBe(1);
    expect(totals).toEqual({ judged: 2, failed: 4 });
  });

  test('wherever the chunks end', async () => {
    const text = '\ufeff{"text":"héllo ❤️"}\n\n{"text":"ugh 😡"}\nx\n';
    const bytes = Buffer.from(text);
    const whole = await classify(chunksOf(bytes));
    const single = await classify(chunksOf(...Array.from(bytes, (byte) => Buffer.from([byte]))));
    expect(single.answers).toEqual(whole.answers);
    expect(whole.answers.map(({ label }) => label)).toEqual(['pos', undefined, 'neg', undefined]);
  });

  test('in order, in as many batches as it takes', async () => {
    const lines = Array.from({ length: 3 * lexicon.batchMax + 5 }, (_, id) => JSON.stringify({ id, text: 'hi' }));
    const { answers } = await classify(chunksOf(lines.join('\n')));
    expect(answers.map(({ id }) => id)).toEqual(lines.map((_, id) => id));
  });

  test('with nothing for nothing', async () => {
    expect((await classify(chunksOf())).answers).toEqual([]);
    expect((await classify(chunksOf(''))).answers).toEqual([]);
  });
});

test('says for each message why a model gave no answer', async () => {
  const failing: SentimentModel = {
    name: 'failing',
    batchMax: 2,
    rate: async () => ({ kind: 'failed', reason: 'timeout', detail: 'it took too long' }),
    [Symbol.asyncDispose]: async () => undefined,
  };
  const { answers, totals } = await classify(chunksOf('{"text":"a"}\n{"text":"b"}\n{"text":"c"}\n'), failing);
  expect(answers).toEqual([1, 2, 3].map((line) => ({ error: 'the model gave no answer: it took too long', line })));
  expect(totals).toEqual({ judged: 0, failed: 3 });
});

test('reads no further while nobody takes the answers', async () => {
  let read = 0;
  let taken = 0;
  const waiting: (() => void)[] = [];
  const slow = new Writable({
    highWaterMark: 1,
    write: (_, __, done) => {
      taken++;
      waiting.push(done);
    },
  });
  async function* endless(): AsyncGenerator<Buffer> {
    for (; read < 50; read++) yield Buffer.from('{"text":"hi"}\n');
  }
  const out = new LineWriter(slow, { gatherCharsMax: 0, onClosed: () => undefined });
  const done = classifyStream(endless(), lexicon, out, new AbortController().signal);
  // A turn of the event loop is ample time to read on for whoever does not wait.
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
  expect(read).toBeLessThanOrEqual(1);
  expect(taken).toBe(1);
  slow._write = (_, __, next) => next();
  for (const next of waiting) next();
  expect(await done).toEqual({ judged: 50, failed: 0 });
});
