import os from 'node:os';
import { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createModels, type Models } from '../../src/models/models.ts';
import { FakeClock, FakeModelObserver, FakeSpend } from '../../src/models/testing.ts';
import { aDigest, aRequest } from '../../src/models/summary/testing.ts';
import { never } from './models-room.ts';

/** A mock server from npm, which nobody here wrote to suit us. */
let mock: LLMock;
let models: Models;
let clock: FakeClock;

const SUMMARY = {
  overview: 'Viewers are amazed by a clutch and ask for the new map.',
  points: [{ text: 'Several viewers call the clutch insane.', ids: [1, 2, 3, 4] }],
};

beforeEach(async () => {
  mock = new LLMock({ port: 0 });
  await mock.start();
  clock = new FakeClock();
  models = createModels({
    openai: { apiKey: 'mock', baseUrl: `${mock.url}/v1`, model: 'gpt-5-nano' },
    ...{ budgetUsdPerDay: 1, inputUsdPerMTok: 3, outputUsdPerMTok: 15 },
    ...{ mood: { kind: 'built-in' }, summary: { kind: 'openai', model: null } },
    spend: new FakeSpend(),
    dataFolder: os.tmpdir(),
    clock,
    observer: new FakeModelObserver(),
  });
  await models.start();
});

afterEach(async () => {
  await models[Symbol.asyncDispose]();
  await mock.stop();
});

describe('against another mock server', () => {
  test('a summary arrives, and is paid for', async () => {
    mock.onMessage(/clutch/, { content: JSON.stringify(SUMMARY) });
    expect(await models.summary.summarize(aRequest(), never)).toMatchObject({
      kind: 'answered',
      value: { overview: SUMMARY.overview, points: [{ messageIds: ['id-0', 'id-1', 'id-2', 'id-3'] }] },
    });
    const spend = models.spend();
    expect(spend).toMatchObject({ calls: 1, failedCalls: 0 });
    expect(spend.usd).toBeGreaterThan(0);
    expect(spend.usd).toBeLessThan(0.1);
  });

  test('a headline arrives', async () => {
    const text = 'Viewers are stunned by an insane clutch.';
    mock.onMessage(/clutch/, { content: JSON.stringify({ sentences: [{ text, ids: [1] }] }) });
    expect(await models.summary.headline(aDigest(), never)).toMatchObject({ value: { sentences: [{ text }] } });
  });

  test('moods arrive after a swap', async () => {
    const rating = (id: number, score: number) => ({ id, score, confidence: 0.9, mood: score > 0 ? 'joy' : 'anger' });
    mock.onMessage(/messages/, { content: JSON.stringify({ ratings: [rating(1, 0.9), rating(2, -0.9)] }) });
    expect(await models.control.swap('mood', 'openai')).toMatchObject({ kind: 'swapped', active: 'openai:gpt-5-nano' });
    const texts = ['nice', 'awful'].map((text) => ({ text, emotes: [] }));
    expect(await models.mood.rate(texts, never)).toMatchObject({ value: [{ label: 'pos' }, { label: 'neg' }] });
  });

  test('an error is survived, two are told', async () => {
    mock.onMessage(/clutch/, { content: JSON.stringify(SUMMARY) });
    mock.nextRequestError(503, { message: 'overloaded' });
    expect(await models.summary.summarize(aRequest(), never)).toMatchObject({ kind: 'answered' });
    mock.nextRequestError(429, { message: 'slow down' });
    mock.nextRequestError(429, { message: 'slow down' });
    expect(await models.summary.summarize(aRequest(), never)).toMatchObject({ kind: 'failed', reason: 'rate-limited' });
  });

  test('a question it has no answer to is a failure with a reason', async () => {
    expect(await models.summary.summarize(aRequest(), never)).toMatchObject({ kind: 'failed' });
  });
});
