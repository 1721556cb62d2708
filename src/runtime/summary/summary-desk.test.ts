import { describe, expect, test } from 'vitest';
import type { Summary } from '../../domain/headline.ts';
import type { ModelAnswer, SummaryDraft, SummaryModel, SummaryRequest } from '../../domain/ports/models.ts';
import type { StoredMessage } from '../../domain/ports/stores.ts';
import { createSummaryDesk, type SummaryDesk } from './summary-desk.ts';
import { WINDOW_MESSAGES_MAX } from './read-window.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

function aStored(n: number): StoredMessage {
  return {
    ...{ id: `m${n}`, channel: 'room', chatterId: String(n % 40), displayName: `viewer${n % 40}`, text: `text ${n}` },
    ...{ sentAt: NOON + n, receivedAt: NOON + n, emotes: [], firstEver: false },
  };
}

function setUp(messages: number, answer?: (request: SummaryRequest) => Promise<ModelAnswer<SummaryDraft>>) {
  const state = { kept: 0, reads: 0, asked: [] as SummaryRequest[], failed: [] as string[], now: NOON + 600_000 };
  const model: SummaryModel | null =
    answer === undefined
      ? null
      : {
          name: 'wordy',
          headline: async () => ({ kind: 'failed', reason: 'declined', detail: '' }),
          summarize(request) {
            state.asked.push(request);
            return answer(request);
          },
          [Symbol.asyncDispose]: async () => undefined,
        };
  const desk: SummaryDesk = createSummaryDesk({
    messages: {
      async *stream() {
        state.reads++;
        for (let n = 0; n < messages; n += 500)
          yield Array.from({ length: Math.min(500, messages - n) }, (_, i) => aStored(n + i));
      },
    },
    summaries: { save: async () => void state.kept++ },
    flush: null,
    model: () => model,
    extract: (window): Summary => ({
      ...{ channel: window.channel, from: window.from, to: window.to, messages: window.totalMessages },
      ...{ chatters: window.totalChatters, overview: 'They talked.', points: [], sentiment: 0.5 },
      ...{ model: 'extractive', fallback: null },
    }),
    clock: { now: () => state.now },
    observer: { stageFailed: (stage) => state.failed.push(stage) },
  });
  const ask = (mayAskModel = true, keep = false) =>
    desk.summarize({ channel: 'room', from: NOON, to: state.now, mayAskModel, keep });
  return { state, desk, ask };
}

const DRAFT: SummaryDraft = {
  overview: 'Chat argued about text 3.',
  points: [
    { text: 'Then text 9.', messageIds: ['m9', 'm12'] },
    { text: 'First text 3.', messageIds: ['m3'] },
    { text: 'Made up.', messageIds: ['nobody'] },
  ],
};

describe('a summary', () => {
  test('is the extract where no model is set, and says nothing of a fallback', async () => {
    const { ask } = setUp(100);
    expect(await ask()).toMatchObject({ overview: 'They talked.', messages: 100, chatters: 40, fallback: null });
  });

  test('is kept where it is to be, once', async () => {
    const { ask, state } = setUp(100);
    await ask(true, true);
    await ask(true, true);
    expect(state.kept).toBe(1);
  });

  test('of too little chat is none', async () => {
    expect(await setUp(4).ask()).toBeNull();
  });

  test('takes the words of the model, and counts and times from the messages', async () => {
    const { ask } = setUp(100, async () => ({ kind: 'answered', value: DRAFT }));
    const summary = await ask();
    expect(summary).toMatchObject({ overview: DRAFT.overview, model: 'wordy', messages: 100, fallback: null });
    expect(summary?.points).toEqual([
      { text: 'First text 3.', at: NOON + 3, messages: 1, messageIds: ['m3'] },
      { text: 'Then text 9.', at: NOON + 9, messages: 2, messageIds: ['m9', 'm12'] },
    ]);
  });

  test('never asks the model where it may not', async () => {
    const { ask, state } = setUp(100, async () => ({ kind: 'answered', value: DRAFT }));
    expect(await ask(false)).toMatchObject({ model: 'extractive', fallback: null });
    expect(state.asked).toEqual([]);
  });

  test.each(['no-budget', 'timeout', 'unfaithful', 'declined'] as const)(
    'falls back, and says why: %s',
    async (reason) => {
      const { ask } = setUp(100, async () => ({ kind: 'failed', reason, detail: '' }));
      expect(await ask()).toMatchObject({ overview: 'They talked.', model: 'extractive', fallback: reason });
    },
  );

  test('survives a model that throws', async () => {
    const { ask, state } = setUp(100, () => Promise.reject(new Error('boom')));
    expect(await ask()).toMatchObject({ model: 'extractive', fallback: 'timeout' });
    expect(state.failed).toEqual(['summary']);
  });

  test('thins out what is too much, evenly, and still counts all', async () => {
    const { ask, state } = setUp(50_000, async () => ({ kind: 'answered', value: DRAFT }));
    expect(await ask()).toMatchObject({ messages: 50_000 });
    const sent = state.asked[0]?.messages ?? [];
    expect(sent.length).toBeLessThanOrEqual(WINDOW_MESSAGES_MAX);
    expect(sent.length).toBeGreaterThan(WINDOW_MESSAGES_MAX / 2);
    expect(new Set(sent.slice(1).map(({ at }, i) => at - (sent[i]?.at ?? 0)))).toEqual(new Set([4]));
  });

  test('is told again for a minute, and asked for once where several ask at once', async () => {
    const { ask, state } = setUp(100, async () => ({ kind: 'answered', value: DRAFT }));
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second).toBe(first);
    expect(await ask()).toBe(first);
    expect(state.reads).toBe(1);
    state.now += 61_000;
    await ask();
    expect(state.reads).toBe(2);
  });

  test('of one moment is never told of another in the same minute', async () => {
    const { desk, state } = setUp(100);
    const order = { channel: 'room', mayAskModel: false };
    await desk.summarize({ ...order, from: NOON, to: NOON + 20_000 });
    const other = await desk.summarize({ ...order, from: NOON + 15_000, to: NOON + 35_000 });
    expect(other).toMatchObject({ from: NOON + 15_000, to: NOON + 35_000 });
    expect(state.reads).toBe(2);
  });

  test('is not told again once something was taken back, not even if it was under way', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<ModelAnswer<SummaryDraft>>();
    const { ask, desk, state } = setUp(100, () => {
      asked.resolve();
      return answer.promise;
    });
    const pending = ask();
    await asked.promise;
    desk.retract({ channel: 'room' });
    answer.resolve({ kind: 'answered', value: DRAFT });
    expect(await pending).toMatchObject({ overview: 'They talked.', model: 'extractive' });
    expect(state.reads).toBe(2);
    await ask();
    expect(state.reads).toBe(3);
  });
});
