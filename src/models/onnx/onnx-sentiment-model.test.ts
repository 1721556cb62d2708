import { mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OnnxSentimentModel } from './onnx-sentiment-model.ts';

const never = new AbortController().signal;
const LIBRARY = new URL('../../../tests/fakes/onnx/library.mjs', import.meta.url).href;
const texts = (...list: readonly string[]) => list.map((text) => ({ text, emotes: [] }));

function folder(name: string): string {
  const made = path.join(mkdtempSync(path.join(os.tmpdir(), 'onnx-')), name);
  mkdirSync(made);
  return made;
}

async function load(name: string, signal = never): Promise<OnnxSentimentModel> {
  const model = await OnnxSentimentModel.load(
    { source: folder(name), dataFolder: os.tmpdir(), library: LIBRARY },
    signal,
  );
  onTestFinished(() => model[Symbol.asyncDispose]());
  return model;
}

test('judges in a thread of its own', async () => {
  const model = await load('sentiment');
  expect(await model.rate(texts('good stuff', 'other', ''), never)).toMatchObject({
    kind: 'answered',
    value: [{ label: 'pos' }, { label: 'neg' }, { label: 'neg' }],
  });
});

test('batches take turns, and too many are turned away', async () => {
  const model = await load('sentiment');
  const answers = await Promise.all(Array.from({ length: 8 }, () => model.rate(texts('good'), never)));
  expect(answers.map(({ kind }) => kind)).toEqual([
    ...Array<string>(5).fill('answered'),
    ...Array<string>(3).fill('failed'),
  ]);
});

describe('does not load', () => {
  const attempt = (source: string, library = LIBRARY, signal = never) =>
    OnnxSentimentModel.load({ source, dataFolder: os.tmpdir(), library }, signal);

  test.each([
    ['./nowhere', LIBRARY, /There is no folder .\/nowhere/],
    ['/nowhere/at/all', LIBRARY, /There is no folder/],
    ['one', LIBRARY, /There is no folder one\. Name a folder that holds config\.json/],
    ['../../etc/passwd', LIBRARY, /There is no folder/],
    [folder('broken'), LIBRARY, /does not load: Protobuf parsing failed/],
    [folder('deadly'), LIBRARY, /does not load: .*ended with code 3/],
    [folder('fine'), 'a-library-nobody-installed', /not installed.*npm install @huggingface\/transformers@/],
  ])('%s', async (source, library, message) => {
    await expect(attempt(source, library)).rejects.toThrow(message);
  });

  test('what nobody wants any more, and leaves no rejection behind', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(attempt(folder('fine'), LIBRARY, gone)).rejects.toThrow('gone');
    await new Promise(setImmediate);
  });

  test('what takes too long', async () => {
    const controller = new AbortController();
    const loading = attempt(folder('slow'), LIBRARY, controller.signal);
    controller.abort(new Error('too slow'));
    await expect(loading).rejects.toThrow('too slow');
  });
});

describe('goes on after', () => {
  test.each([
    ['throw', 'unreachable', /out of memory/],
    ['die', 'unreachable', /ended with code 3/],
  ])('a batch that makes it %s', async (text, reason, detail) => {
    const model = await load('sentiment');
    expect(await model.rate(texts(text), never)).toMatchObject({
      kind: 'failed',
      reason,
      detail: expect.stringMatching(detail) as unknown,
    });
    expect(await model.rate(texts('good'), never)).toMatchObject({ value: [{ label: 'pos' }] });
  });

  test('a batch that hangs and nobody waits for', async () => {
    const model = await load('sentiment');
    const controller = new AbortController();
    const answer = model.rate(texts('hang'), controller.signal);
    controller.abort(new Error('left'));
    expect(await answer).toMatchObject({ kind: 'failed', reason: 'timeout' });
    expect(await model.rate(texts('good'), never)).toMatchObject({ kind: 'answered' });
  });
});

test('labels nobody knows are named', async () => {
  const model = await load('animals');
  expect(await model.rate(texts('good'), never)).toMatchObject({
    kind: 'failed',
    reason: 'malformed',
    detail: expect.stringContaining('cat, dog') as unknown,
  });
});

test('an answer of another form fails', async () => {
  const model = await load('odd');
  expect(await model.rate(texts('good'), never)).toMatchObject({ kind: 'failed', reason: 'unreachable' });
});

test('closing ends a batch that hangs', async () => {
  const model = await load('sentiment');
  const answer = model.rate(texts('hang'), never);
  await model[Symbol.asyncDispose]();
  expect(await answer).toMatchObject({ kind: 'failed' });
});
