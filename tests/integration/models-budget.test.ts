import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DailyBudget } from '../../src/models/budget/daily-budget.ts';
import { costUsd } from '../../src/models/budget/prices.ts';
import { FakeClock, FakeModelObserver } from '../../src/models/testing.ts';
import { startFakeOpenAi, type OpenAiMood } from '../fakes/openai/fake-openai.ts';
import { aChatModel, DEAR, never } from './models-room.ts';

const BUDGET_USD = 0.05;
const QUESTION = {
  prompt: { system: 'Greet.', user: 'Hello there. '.repeat(50) },
  form: { name: 'greeting', schema: z.object({ text: z.string() }) },
  outputTokensMax: 100,
  timeoutMs: 2_000,
} as const;
const PURPOSES = ['mood', 'headline', 'summary'] as const;

describe.each<[what: string, mood: OpenAiMood, usage: object | 'true' | null]>([
  ['honest', 'well', 'true'],
  ['that claims every call was free', 'well', { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }],
  ['that pays people for calls', 'well', { prompt_tokens: -5_000, completion_tokens: -5_000 }],
  ['that says nothing of usage', 'well', null],
  ['that counts in words', 'well', { prompt_tokens: 'many', completion_tokens: {} }],
  ['that breaks off', 'broken', 'true'],
  ['that talks nonsense', 'chatty', 'true'],
])('a server %s', (_, mood, usage) => {
  test('is stopped before the day costs more than allowed', async () => {
    await using server = await startFakeOpenAi({ mood, usage, answer: () => ({ text: 'hi' }) });
    const { model, endpoint, budget, store, clock } = aChatModel(server.url, DEAR, BUDGET_USD);
    await using _endpoint = endpoint;
    for (let round = 0; round < 40; round++) {
      await Promise.all(PURPOSES.map((purpose) => model.ask({ ...QUESTION, purpose }, never)));
      // Past the pauses of a server that keeps failing.
      clock.at += 400_000 / 40;
    }
    // What the prompts alone really cost, at four characters a token.
    const promptTokens = server.requests.reduce(
      (sum, { messages }) => sum + messages.reduce((all, { content }) => all + content.length / 4, 0),
      0,
    );
    expect(costUsd({ promptTokens, completionTokens: 0 }, DEAR)).toBeLessThanOrEqual(BUDGET_USD);
    expect(budget.report().usd).toBeLessThanOrEqual(BUDGET_USD);
    expect((await store.ofDay(budget.report().day)).usd).toBeCloseTo(budget.report().usd, 9);
    expect(server.requests.length).toBeGreaterThan(3);
    const before = server.requests.length;
    clock.at += 600_000;
    const last = await Promise.all(PURPOSES.map((purpose) => model.ask({ ...QUESTION, purpose }, never)));
    if (mood === 'well') {
      expect(last.map((answer) => (answer.kind === 'failed' ? answer.reason : ''))).toEqual(
        PURPOSES.map(() => 'no-budget'),
      );
      expect(server.requests).toHaveLength(before);
    }
  });
});

test('a server that claims a fortune is not asked again that day', async () => {
  const usage = { prompt_tokens: 900_000, completion_tokens: 900_000 };
  await using server = await startFakeOpenAi({ usage, answer: () => ({ text: 'hi' }) });
  const { model, endpoint, clock } = aChatModel(server.url, DEAR, BUDGET_USD);
  await using _endpoint = endpoint;
  await model.ask({ ...QUESTION, purpose: 'summary' }, never);
  expect(await model.ask({ ...QUESTION, purpose: 'mood' }, never)).toMatchObject({ reason: 'no-budget' });
  clock.at += 24 * 3_600_000;
  expect(await model.ask({ ...QUESTION, purpose: 'mood' }, never)).toMatchObject({ kind: 'answered' });
});

test('a process that dies in the middle of a call counts the most it may have cost', async () => {
  await using server = await startFakeOpenAi({ mood: 'silent' });
  const { model, endpoint, store } = aChatModel(server.url, DEAR, BUDGET_USD);
  await using _endpoint = endpoint;
  const lost = model.ask({ ...QUESTION, purpose: 'summary' }, never);
  await server.arrived(1);
  const next = new DailyBudget({
    store,
    budgetUsd: BUDGET_USD,
    clock: new FakeClock(),
    observer: new FakeModelObserver(),
  });
  await next.load();
  const [request] = server.requests;
  const promptTokens = JSON.stringify(request).length;
  expect(next.report().usd).toBeGreaterThanOrEqual(costUsd({ promptTokens, completionTokens: 100 }, DEAR));
  await endpoint[Symbol.asyncDispose]();
  await lost;
});
