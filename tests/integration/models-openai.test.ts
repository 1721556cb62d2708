import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SummaryFallback } from '../../src/domain/headline.ts';
import type { ModelAnswer } from '../../src/domain/ports/models.ts';
import type { Question } from '../../src/models/openai/question.ts';
import { startFakeOpenAi, type FakeOpenAi, type OpenAiMood } from '../fakes/openai/fake-openai.ts';
import { aChatModel, never, SECRET_KEY } from './models-room.ts';

type Greeting = { readonly text: string };
const question = (overrides: Partial<Question<Greeting>> = {}): Question<Greeting> => ({
  purpose: 'summary',
  prompt: { system: 'Greet.', user: 'Hello there' },
  form: { name: 'greeting', schema: z.object({ text: z.string() }) },
  outputTokensMax: 100,
  timeoutMs: 5_000,
  ...overrides,
});
const ANSWERED: ModelAnswer<Greeting> = { kind: 'answered', value: { text: 'hi' } };

let server: FakeOpenAi;
let room: ReturnType<typeof aChatModel>;

beforeEach(async () => {
  server = await startFakeOpenAi({ answer: () => ({ text: 'hi' }) });
  room = aChatModel(server.url);
});

afterEach(async () => {
  await room.endpoint[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  expect(server.problems).toEqual([]);
  expect(room.observer.failures).toEqual([]);
});

const ask = (overrides: Partial<Question<Greeting>> = {}) => room.model.ask(question(overrides), never);

describe('an answer', () => {
  test('has the form asked for, and is counted', async () => {
    expect(await ask()).toEqual(ANSWERED);
    expect(server.requests[0]).toMatchObject({
      model: 'tiny',
      max_tokens: 100,
      response_format: { type: 'json_schema' },
    });
    expect(room.budget.report()).toMatchObject({ calls: 1, failedCalls: 0 });
    expect(room.observer.called).toEqual([['summary', 'answered', 0]]);
  });

  test.each([
    ['in a fence', '```json\n{"text":"hi"}\n```'],
    ['behind an explanation', 'Of course! {"text":"hi"} I hope that helps {"text":"no"}'],
    ['behind thoughts', '<think>{"text":"not yet"}</think>{"text":"hi"}'],
  ])('is found %s', async (_, content) => {
    server.answer = () => content;
    expect(await ask()).toEqual(ANSWERED);
  });
});

describe('the ladder', () => {
  test.each([
    [['json_schema'], ['json_schema', 'json_object', 'json_object']],
    [
      ['json_schema', 'json_object'],
      ['json_schema', 'json_object', undefined, undefined],
    ],
    [['json_object'], ['json_schema', 'json_schema']],
  ] as const)('of a server that refuses %j is found out once', async (refused, formats) => {
    server.refusedFormats = refused;
    expect(await ask()).toEqual(ANSWERED);
    expect(await ask()).toEqual(ANSWERED);
    expect(server.requests.map((request) => request.response_format?.type)).toEqual(formats);
  });

  test('goes on where an answer has another form, and ends', async () => {
    server.mood = 'chatty';
    expect(await ask()).toMatchObject({ kind: 'failed', reason: 'malformed' });
    expect(server.requests.map((request) => request.response_format?.type)).toEqual(['json_schema', 'json_object']);
  });

  test.each(['max_tokens', 'max_completion_tokens'] as const)('the limit where %s is refused', async (field) => {
    server.refusedField = field;
    await ask();
    expect(await ask()).toEqual(ANSWERED);
    const last = server.requests.at(-1);
    expect(last?.max_tokens ?? last?.max_completion_tokens).toBe(100);
    expect(last?.[field]).toBeUndefined();
    expect(server.requests).toHaveLength(field === 'max_tokens' ? 3 : 2);
  });
});

describe('a bad server', () => {
  test.each<[OpenAiMood, SummaryFallback, number]>([
    ['silent', 'timeout', 1],
    ['dripping', 'timeout', 1],
    ['rate-limited', 'rate-limited', 2],
    ['overloaded', 'unreachable', 2],
    ['broken', 'unreachable', 2],
    ['unauthorized', 'rejected', 1],
    ['unknown-model', 'rejected', 3],
    ['html', 'malformed', 1],
    ['half-json', 'malformed', 1],
    ['other-json', 'malformed', 1],
    ['streaming', 'malformed', 1],
    ['endless', 'malformed', 1],
    ['refusing', 'declined', 1],
    ['filtered', 'declined', 1],
    ['cut-off', 'malformed', 1],
  ])('%s: %s after %d requests', async (mood, reason, requests) => {
    server.mood = mood;
    const answer = await ask({ timeoutMs: 400 });
    expect(answer).toMatchObject({ kind: 'failed', reason });
    expect(JSON.stringify(answer)).not.toContain(SECRET_KEY);
    expect(server.requests).toHaveLength(requests);
    expect(room.observer.called.map(([, outcome]) => outcome)).toEqual([reason]);
  });

  test('that sends its visitors elsewhere is not followed', async () => {
    server.mood = 'redirect';
    expect(await ask()).toMatchObject({ kind: 'failed', reason: 'unreachable' });
  });

  test('that is gone', async () => {
    await server.die();
    expect(await ask()).toMatchObject({
      kind: 'failed',
      reason: 'unreachable',
      detail: expect.stringContaining('ECONNREFUSED') as unknown,
    });
    expect(room.budget.report()).toMatchObject({ promptTokens: 0, completionTokens: 0 });
  });

  test('that asks for a long pause gets it, and nothing is asked meanwhile', async () => {
    server.mood = 'rate-limited';
    server.retryAfter = '60';
    expect(await ask()).toMatchObject({ reason: 'rate-limited' });
    expect(await ask()).toMatchObject({
      reason: 'rate-limited',
      detail: expect.stringContaining('asked again in 60 s') as unknown,
    });
    expect(server.requests).toHaveLength(1);
    room.clock.at += 60_000;
    server.mood = 'well';
    expect(await ask()).toEqual(ANSWERED);
  });

  test('is left alone after three failures, tried once in a while, and used again when it is back', async () => {
    server.mood = 'html';
    for (let i = 0; i < 20; i++) await ask();
    expect(server.requests).toHaveLength(3);
    room.clock.at += 10_000;
    await Promise.all([ask(), ask(), ask()]);
    expect(server.requests).toHaveLength(4);
    server.mood = 'well';
    room.clock.at += 20_000;
    expect(await ask()).toEqual(ANSWERED);
    expect(await ask()).toEqual(ANSWERED);
  });

  test('that fails at one thing is still asked for another', async () => {
    server.mood = 'html';
    for (let i = 0; i < 5; i++) await ask({ purpose: 'mood' });
    server.mood = 'well';
    expect(await ask({ purpose: 'summary' })).toEqual(ANSWERED);
  });
});

describe('limits', () => {
  test('two at once for one purpose, eight in line, the others turned away', async () => {
    server.mood = 'silent';
    const answers = Array.from({ length: 20 }, () => ask({ timeoutMs: 500 }));
    const other = ask({ purpose: 'headline', timeoutMs: 500 });
    await server.arrived(3);
    expect(server.requests).toHaveLength(3);
    const reasons = (await Promise.all(answers)).map((answer) => (answer.kind === 'failed' ? answer.reason : ''));
    expect(reasons.filter((reason) => reason === 'rate-limited')).toHaveLength(10);
    expect(await other).toMatchObject({ reason: 'timeout' });
  });

  test('whoever stops waiting is not held, and the server is not blamed', async () => {
    server.mood = 'silent';
    for (let i = 1; i <= 5; i++) {
      const controller = new AbortController();
      const answer = room.model.ask(question(), controller.signal);
      await server.arrived(i);
      controller.abort(new Error('left'));
      expect(await answer).toMatchObject({ kind: 'failed', reason: 'timeout' });
    }
    server.mood = 'well';
    expect(await ask()).toEqual(ANSWERED);
  });

  test('a full line is not held against the server', async () => {
    server.mood = 'silent';
    const controller = new AbortController();
    const waiting = Array.from({ length: 10 }, () => room.model.ask(question(), controller.signal));
    await server.arrived(2);
    for (let i = 0; i < 9; i++) expect(await ask()).toMatchObject({ reason: 'rate-limited' });
    controller.abort(new Error('left'));
    await Promise.all(waiting);
    server.mood = 'well';
    await expect.poll(() => ask()).toEqual(ANSWERED);
  });

  test('closing ends what is under way and still writes down what it cost', async () => {
    server.mood = 'silent';
    const answer = ask();
    await server.arrived(1);
    await room.endpoint[Symbol.asyncDispose]();
    expect(await answer).toMatchObject({ kind: 'failed', reason: 'timeout' });
    expect(room.budget.report()).toMatchObject({ calls: 1, failedCalls: 1 });
  });
});
