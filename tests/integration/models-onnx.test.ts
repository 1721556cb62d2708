/** The real library, where it is installed: beside the tools of the tests, or in the project itself. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createModels, type Models } from '../../src/models/models.ts';
import { OnnxSentimentModel } from '../../src/models/onnx/onnx-sentiment-model.ts';
import { FakeClock, FakeModelObserver, FakeSpend } from '../../src/models/testing.ts';
import { writeTinyModel } from '../../scripts/make-tiny-onnx/tiny-model.ts';
import { never } from './models-room.ts';

const beside = path.join(
  import.meta.dirname,
  '../tools/node_modules/@huggingface/transformers/dist/transformers.node.mjs',
);
const library = existsSync(beside) ? pathToFileURL(beside).href : '@huggingface/transformers';

function isInstalled(): boolean {
  try {
    import.meta.resolve(library);
    return true;
  } catch {
    return false;
  }
}

const texts = (...list: readonly string[]) => list.map((text) => ({ text, emotes: [] }));

function tinyFolder(labels?: readonly string[]): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tiny-onnx-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeTinyModel(folder, labels);
  return folder;
}

function models(): Models {
  const made = createModels({
    openai: null,
    budgetUsdPerDay: 1,
    inputUsdPerMTok: 0,
    outputUsdPerMTok: 0,
    mood: { kind: 'built-in' },
    summary: { kind: 'built-in' },
    spend: new FakeSpend(),
    dataFolder: os.tmpdir(),
    clock: new FakeClock(),
    observer: new FakeModelObserver(),
    onnxLibrary: library,
  });
  onTestFinished(() => made[Symbol.asyncDispose]());
  return made;
}

describe.skipIf(!isInstalled())(
  'a classifier written by our own script (skipped where @huggingface/transformers is not installed)',
  () => {
    test('loads and judges', async () => {
      const model = await OnnxSentimentModel.load({ source: tinyFolder(), dataFolder: os.tmpdir(), library }, never);
      onTestFinished(() => model[Symbol.asyncDispose]());
      const answer = await model.rate(texts('I LOVE this great stream', 'terrible, I hate it', 'hello'), never);
      expect(answer).toMatchObject({ kind: 'answered', value: [{ label: 'pos' }, { label: 'neg' }, { label: 'neu' }] });
    });

    test('with stars for labels', async () => {
      const source = tinyFolder(['1 star', '3 stars', '5 stars']);
      const model = await OnnxSentimentModel.load({ source, dataFolder: os.tmpdir(), library }, never);
      onTestFinished(() => model[Symbol.asyncDispose]());
      expect(await model.rate(texts('love', 'hate'), never)).toMatchObject({
        value: [{ label: 'pos' }, { label: 'neg' }],
      });
    });

    test('takes over from the lexicon and hands back, and does not hold up the main thread', async () => {
      const { control, mood } = models();
      let longest = 0;
      let last = performance.now();
      const timer = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      }, 5);
      onTestFinished(() => clearInterval(timer));
      const folder = tinyFolder();
      expect(await control.swap('mood', `onnx:${folder}`)).toMatchObject({ kind: 'swapped', previous: 'lexicon' });
      for (let i = 0; i < 50; i++) {
        const batch = texts(...Array.from({ length: mood.batchMax }, () => 'love this great game'));
        expect(await mood.rate(batch, never)).toMatchObject({ kind: 'answered' });
      }
      expect(longest).toBeLessThan(1_000);
      expect(await control.swap('mood', 'lexicon')).toMatchObject({ kind: 'swapped', active: 'lexicon' });
    });

    test('with labels nobody knows stays out', async () => {
      const { control } = models();
      const outcome = await control.swap('mood', `onnx:${tinyFolder(['cat', 'dog', 'cow'])}`);
      expect(outcome).toMatchObject({ kind: 'kept', active: 'lexicon' });
      expect(outcome.kind === 'kept' && outcome.problem).toMatch(/labels .*cat.* not known/);
    });
  },
);

test('without the library the answer is how to get it', async () => {
  const loading = OnnxSentimentModel.load(
    { source: tinyFolder(), dataFolder: os.tmpdir(), library: '@huggingface/transformers-that-nobody-has' },
    never,
  );
  await expect(loading).rejects.toThrow('npm install @huggingface/transformers@4.3.1');
});
