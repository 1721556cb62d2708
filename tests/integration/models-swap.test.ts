import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Headline } from '../../src/domain/headline.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createModels, type Models } from '../../src/models/models.ts';
import { FakeModelObserver, FakeSpend } from '../../src/models/testing.ts';
import { aMessage, aPipeline } from '../../src/pipeline/testing.ts';
import { createHeadlineDesk } from '../../src/runtime/headline-desk.ts';
import { createMoodModelDesk } from '../../src/runtime/mood-model-desk.ts';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { obligingAnswer } from '../fakes/openai/obliging.ts';

const TALK = ['what a clutch', 'clutch of the year', 'insane clutch', 'new map when', 'the new map is great', 'gg'];
const FROZEN_MS = 2_000;

/** A bot's models over live chat: 200 messages a second, a headline looked at 20 times a second. */
function aBot(models: Models) {
  const counts = { sent: 0, accepted: 0, revised: 0 };
  const seen: { readonly at: number; readonly headline: Headline | null }[] = [];
  const observer = { eventDropped: () => undefined, stageFailed: () => undefined };
  const pipeline = aPipeline({
    accepted(message, sentiment, emotes) {
      counts.accepted++;
      moods.accepted(message, sentiment, emotes);
    },
  });
  const moods = createMoodModelDesk({
    model: models.mood,
    revise(revision) {
      counts.revised++;
      pipeline.reviseMood(revision);
    },
    clock: systemClock,
    observer,
  });
  const headlines = createHeadlineDesk({ live: pipeline, model: models.summary, clock: systemClock, observer });
  const chat = setInterval(() => {
    const i = counts.sent++;
    const text = TALK[i % TALK.length] ?? '';
    pipeline.accept(aMessage({ id: `m${i}`, user: `user${i % 97}`, text, receivedAt: Date.now() }));
    if (i % 50 === 0) pipeline.tick(Date.now());
    if (i % 10 === 0) seen.push({ at: performance.now(), headline: headlines.headline('demo') });
  }, 5);
  return {
    counts,
    seen,
    pipeline,
    async [Symbol.asyncDispose]() {
      clearInterval(chat);
      await moods[Symbol.asyncDispose]();
      await headlines[Symbol.asyncDispose]();
    },
  };
}

async function until(what: string, condition: () => boolean, withinMs = 15_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what} did not happen within ${withinMs} ms`);
    await delay(20);
  }
}

let server: FakeOpenAi;
let models: Models;
let bot: ReturnType<typeof aBot>;

beforeEach(async () => {
  server = await startFakeOpenAi({
    // A turncoat does well in its trial, whose chat is called "probe" or judged in a batch of two, and badly afterwards.
    answer(request) {
      const user = request.messages.at(-1)?.content ?? '';
      const trial = user.includes('chat of probe') || user.startsWith('2 messages');
      return request.model === 'turncoat' && !trial ? 'I would rather not use JSON.' : obligingAnswer(request);
    },
  });
  models = createModels({
    openai: { apiKey: null, baseUrl: server.url, model: 'good' },
    ...{ budgetUsdPerDay: 1, inputUsdPerMTok: 0, outputUsdPerMTok: 0 },
    ...{ mood: { kind: 'built-in' }, summary: { kind: 'built-in' } },
    spend: new FakeSpend(),
    dataFolder: os.tmpdir(),
    clock: systemClock,
    observer: new FakeModelObserver(),
  });
  await models.start();
  bot = aBot(models);
  await until('the first headline', () => bot.seen.some(({ headline }) => headline !== null));
});

afterEach(async () => {
  await bot[Symbol.asyncDispose]();
  await models[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  expect(server.problems).toEqual([]);
});

/** Nothing was lost, and people saw a headline all the time. */
function expectNoGap(): void {
  expect(bot.counts.accepted).toBe(bot.counts.sent);
  const from = bot.seen.findIndex(({ headline }) => headline !== null);
  const shown = bot.seen.slice(from);
  expect(shown.filter(({ headline }) => (headline?.sentences.length ?? 0) === 0)).toEqual([]);
  const gaps = shown.slice(1).map(({ at }, i) => at - (shown[i]?.at ?? at));
  expect(Math.max(...gaps)).toBeLessThan(FROZEN_MS);
}

const active = (): readonly string[] => models.control.status().map((status) => status.active);
const shownModel = (): string | undefined => bot.seen.at(-1)?.headline?.model;

describe('while chat runs', () => {
  test('models take over, a failing one is taken back, and the built-in rules return', async () => {
    expect(await models.control.swap('mood', 'openai')).toMatchObject({ kind: 'swapped', active: 'openai:good' });
    expect(await models.control.swap('summary', 'openai:good')).toMatchObject({ kind: 'swapped' });
    await until('a headline by the model', () => shownModel() === 'openai:good');
    await until('a mood by the model', () => bot.counts.revised > 0);

    expect(await models.control.swap('mood', 'openai:turncoat')).toMatchObject({ kind: 'swapped' });
    await until('the way back', () => active()[0] === 'openai:good');
    expect(models.control.status()[0]).toMatchObject({ wanted: 'openai:turncoat', active: 'openai:good' });
    expect(models.control.status()[0]?.problem).toMatch(/openai:turncoat was taken back: it failed \d times in a row/);
    const { revised } = bot.counts;
    await until('moods by the model that came back', () => bot.counts.revised > revised);

    expect(await models.control.swap('mood', 'lexicon')).toMatchObject({ active: 'lexicon' });
    expect(await models.control.swap('summary', 'extractive')).toMatchObject({ active: 'extractive' });
    await until('the built-in headline', () => shownModel() === 'extractive');
    expectNoGap();
  });

  test('a server that is dead or says nothing never gets in', async () => {
    server.mood = 'rate-limited';
    server.retryAfter = '30';
    expect(await models.control.swap('summary', 'openai:big')).toMatchObject({ kind: 'kept', active: 'extractive' });
    await server.die();
    const outcome = await models.control.swap('mood', 'openai:other');
    expect(outcome).toMatchObject({ kind: 'kept', active: 'lexicon' });
    expect(outcome.kind === 'kept' && outcome.problem).toContain('could not be reached');
    expect(active()).toEqual(['lexicon', 'extractive']);
    expectNoGap();
  });

  test('a server that dies later leaves the built-in rules in charge of what people see', async () => {
    await models.control.swap('summary', 'openai');
    await until('a headline by the model', () => shownModel() === 'openai:good');
    await server.die();
    const before = bot.counts.sent;
    await until('more chat', () => bot.counts.sent > before + 200);
    expectNoGap();
  });
});

test.each([
  ['mood', 'vibes', /must be lexicon/],
  ['summary', 'onnx:x', /must be extractive/],
  ['mood', 'onnx:./no/such/folder', /There is no folder/],
] as const)('%s %s is refused with a reason', async (role, spec, problem) => {
  const outcome = await models.control.swap(role, spec);
  expect(outcome).toMatchObject({ kind: 'kept' });
  expect(outcome.kind === 'kept' && outcome.problem).toMatch(problem);
});
