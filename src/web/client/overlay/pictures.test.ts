import { expect, test } from 'vitest';
import { Pictures } from './pictures.ts';

/** Loads when the test says so. */
function makeLoader() {
  const waiting = new Map<string, PromiseWithResolvers<unknown>>();
  return {
    waiting,
    load(url: string): Promise<unknown> {
      const loading = Promise.withResolvers<unknown>();
      waiting.set(url, loading);
      return loading.promise;
    },
    async finish(url: string, works = true): Promise<void> {
      const loading = waiting.get(url)!;
      waiting.delete(url);
      if (works) loading.resolve(null);
      else loading.reject(new Error('gone'));
      await loading.promise.catch(() => null);
      await Promise.resolve();
    },
  };
}

test('a picture is loaded once, and ready when it is there', async () => {
  const loader = makeLoader();
  const pictures = new Pictures({ now: () => 0, load: (url) => loader.load(url) });
  expect(pictures.state('a')).toBe('loading');
  expect(pictures.state('a')).toBe('loading');
  expect(loader.waiting.size).toBe(1);
  await loader.finish('a');
  expect(pictures.state('a')).toBe('ready');
  expect(loader.waiting.size).toBe(0);
});

test('a picture that does not load is asked for again much later', async () => {
  const loader = makeLoader();
  let now = 0;
  const pictures = new Pictures({ now: () => now, load: (url) => loader.load(url) });
  pictures.state('a');
  await loader.finish('a', false);
  expect(pictures.state('a')).toBe('failed');
  now = 300_001;
  expect(pictures.state('a')).toBe('loading');
  expect(loader.waiting.size).toBe(1);
});

test('few are loaded at once, and many are not kept', async () => {
  const loader = makeLoader();
  const pictures = new Pictures({ now: () => 0, load: (url) => loader.load(url) });
  for (let i = 0; i < 50; i++) expect(pictures.state(`u${i}`)).toBe('loading');
  expect(loader.waiting.size).toBe(8);
  for (let i = 0; i < 160; i++) {
    pictures.state(`v${i}`);
    for (const url of [...loader.waiting.keys()]) await loader.finish(url);
  }
  expect(pictures.state('v159')).toBe('ready');
  expect(pictures.state('v0')).toBe('loading');
});
