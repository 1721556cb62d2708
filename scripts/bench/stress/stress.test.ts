import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { CountedBy } from './counted-by.ts';
import { delayAnswers } from './delay-answers.ts';
import { Freshness } from './freshness.ts';
import { modelAnswer } from './model.ts';

describe('counted by', () => {
  test('a frame counts what had arrived by its time, once', () => {
    const counted = new CountedBy();
    counted.arrived(1_000, 10);
    counted.arrived(2_000, 20);
    counted.arrived(3_000, 30);
    counted.counts(5, 50_000);
    expect(counted.ms).toEqual([]);
    counted.counts(20, 62_000);
    expect(counted.ms).toEqual([61, 60]);
    counted.counts(99, 103_000);
    counted.counts(99, 200_000);
    expect(counted.ms).toEqual([61, 60, 100]);
  });
});

describe('freshness', () => {
  test('a frame that says nothing new is no renewal', () => {
    const headline = new Freshness();
    headline.frame(500, 1_000);
    headline.frame(500, 1_500);
    headline.frame(1_400, 2_200);
    headline.frame(1_900, 2_700);
    expect(headline.gapsMs).toEqual([1_200, 500]);
    expect(headline.longest()).toBe(1_200);
    expect(headline.longest(2_300)).toBe(500);
  });

  test('nothing renewed is an error, not a zero', () => {
    const headline = new Freshness();
    headline.frame(500, 1_000);
    expect(() => headline.longest()).toThrow('nothing was renewed');
  });
});

describe('the slow model', () => {
  test.each(['keep-alive', 'close'])('holds answers back and leaves them whole, connection: %s', async (connection) => {
    const body = 'x'.repeat(300_000);
    const server = createServer((request, response) => {
      void text(request).then((asked) => response.setHeader('connection', connection).end(asked + body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    {
      await using delayed = await delayAnswers(`http://127.0.0.1:${port}/v1`, 120);
      expect(delayed.url).toMatch(/\/v1$/);
      const from = performance.now();
      const response = await fetch(delayed.url, { method: 'POST', body: 'hello' });
      expect(await response.text()).toBe(`hello${body}`);
      expect(performance.now() - from).toBeGreaterThan(119);
    }
    await new Promise((resolve) => server.close(resolve));
  });

  test.each([
    [
      '{"id":1,"words":[],"samples":["a"]}\n{"id":2,"words":["lantern","well"],"samples":["b"]}',
      { sentences: [{ text: 'Viewers talk about lantern well.', ids: [2] }] },
    ],
    ['{"id":1,"words":[],"samples":["a"]}', { sentences: [] }],
    ['{"id":4,"text":"nice"}', { ratings: [{ id: 4, score: 0.9, confidence: 0.9, mood: 'joy' }] }],
  ])('answers %s', (content, expected) => {
    expect(modelAnswer({ messages: [{ role: 'user', content }] })).toEqual(expected);
  });
});
