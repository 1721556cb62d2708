import { describe, expect, onTestFinished, test } from 'vitest';
import type { Sentiment } from '../domain/mood.ts';
import type { ModelAnswer, RateableText } from '../domain/ports/models.ts';
import type { MoodRevision } from '../pipeline/mood/mood-tracker.ts';
import { aMessage } from '../pipeline/testing.ts';
import { createMoodModelDesk } from './mood-model-desk.ts';

const FIRST: Sentiment = { label: 'neu', score: 0, confidence: 0.3, mood: 'calm' };
const BETTER: Sentiment = { label: 'pos', score: 1, confidence: 0.9, mood: 'joy' };
type Answer = ModelAnswer<readonly Sentiment[]>;

function aDesk() {
  const sleeping: (() => void)[] = [];
  const room = {
    now: 1_000_000,
    revised: [] as MoodRevision[],
    dropped: new Map<string, number>(),
    failures: [] as unknown[],
    batches: [] as (readonly RateableText[])[],
    answers: [] as PromiseWithResolvers<Answer>[],
    model: {
      name: 'fake',
      present: true,
      batchMax: 3,
      rate(texts: readonly RateableText[], signal: AbortSignal): Promise<Answer> {
        room.batches.push(texts);
        const answer = Promise.withResolvers<Answer>();
        signal.addEventListener('abort', () => answer.resolve({ kind: 'failed', reason: 'timeout', detail: '' }));
        room.answers.push(answer);
        return answer.promise;
      },
    },
    /** Ends the pause in which a batch is gathered. */
    gathered: () => sleeping.splice(0).forEach((wake) => wake()),
  };
  const desk = createMoodModelDesk({
    model: room.model,
    revise: (revision) => room.revised.push(revision),
    clock: {
      now: () => room.now,
      sleep: (_ms, signal) =>
        new Promise((resolve, reject) => {
          sleeping.push(resolve);
          signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
        }),
    },
    observer: {
      eventDropped: (_stage, reason, _intentional, count = 1) =>
        void room.dropped.set(reason, (room.dropped.get(reason) ?? 0) + count),
      stageFailed: (_stage, error) => void room.failures.push(error),
    },
  });
  onTestFinished(() => desk[Symbol.asyncDispose]());
  const say = (id: string, overrides: Parameters<typeof aMessage>[0] = {}): void =>
    desk.accepted(aMessage({ id, text: id, receivedAt: room.now, ...overrides }), FIRST, ['Kappa']);
  /** Answers the batch in hand and waits until the desk took note. */
  const answer = async (given: Answer | null = null): Promise<void> => {
    const value = room.batches.at(-1)?.map(() => BETTER) ?? [];
    room.answers.at(-1)?.resolve(given ?? { kind: 'answered', value });
    await new Promise(setImmediate);
  };
  const textsOf = (batch: number): readonly string[] => room.batches[batch]?.map(({ text }) => text) ?? [];
  return { room, desk, say, answer, textsOf };
}

test('batches are gathered and judged one after the other, and judgements are revised', async () => {
  const { room, say, answer, textsOf } = aDesk();
  for (const id of ['a', 'b', 'c', 'd']) say(id);
  await new Promise(setImmediate);
  expect(room.batches).toHaveLength(0);
  room.gathered();
  await new Promise(setImmediate);
  expect(textsOf(0)).toEqual(['a', 'b', 'c']);
  expect(room.batches[0]?.[0]?.emotes).toEqual(['Kappa']);
  expect(room.batches).toHaveLength(1);
  await answer();
  expect(room.revised).toHaveLength(3);
  expect(room.revised[0]).toEqual({ channel: 'demo', at: room.now, from: FIRST, to: BETTER, model: 'fake' });
  room.gathered();
  await new Promise(setImmediate);
  expect(textsOf(1)).toEqual(['d']);
});

test('without a model nothing is kept', async () => {
  const { room, say } = aDesk();
  room.model.present = false;
  say('a');
  room.gathered();
  await new Promise(setImmediate);
  expect(room.batches).toEqual([]);
});

describe('a model slower than the chat', () => {
  test('judges a sample, and what is skipped is counted', async () => {
    const { room, say } = aDesk();
    for (let i = 0; i < 1_000; i++) say(`m${i}`);
    expect(room.dropped.get('behind')).toBe(1_000 - 80);
    for (let i = 0; i < 1_000; i++) say(`o${i}`, { channel: `other${i % 9}` });
    expect(room.dropped.get('behind')).toBe(2_000 - 200);
  });

  test('does not judge what is long gone', async () => {
    const { room, say, answer, textsOf } = aDesk();
    say('old');
    room.now += 31_000;
    say('new');
    room.gathered();
    await new Promise(setImmediate);
    expect(textsOf(0)).toEqual(['new']);
    expect(room.dropped.get('too-old')).toBe(1);
    await answer();
    for (let i = 0; i < 80; i++) say(`m${i}`);
    expect(room.dropped.get('behind')).toBeUndefined();
  });
});

test.each([
  [{ what: 'message', messageId: 'a' } as const, ['b', 'c']],
  [{ what: 'chatter', chatterId: 'mal', login: 'mal', durationSeconds: null } as const, ['a']],
  [{ what: 'everything' } as const, []],
])('what is taken back is not sent: %j', async (scope, left) => {
  const { room, desk, say, textsOf } = aDesk();
  say('a');
  say('b', { user: 'mal' });
  say('c', { user: 'mal' });
  desk.retracted({ kind: 'retraction', channel: 'other', sentAt: 0, receivedAt: 0, scope: { what: 'everything' } });
  desk.retracted({ kind: 'retraction', channel: 'demo', sentAt: 0, receivedAt: 0, scope });
  room.gathered();
  await new Promise(setImmediate);
  expect(textsOf(0)).toEqual(left);
});

test('nothing is sent of somebody who wants nothing kept, in any channel', async () => {
  const { room, desk, say, textsOf } = aDesk();
  say('a');
  say('b', { user: 'shy' });
  say('c', { user: 'shy', channel: 'other' });
  desk.forgetChatter('shy');
  room.gathered();
  await new Promise(setImmediate);
  expect(textsOf(0)).toEqual(['a']);
});

test('chat that is caught up with takes no room', () => {
  const { room, say } = aDesk();
  for (let i = 0; i < 500; i++) say(`m${i}`, { receivedAt: room.now - 60_000 });
  expect([...room.dropped]).toEqual([['too-old', 500]]);
});

test('failures and judgements without confidence leave the first judgement, and the desk goes on', async () => {
  const { room, say, answer } = aDesk();
  say('a');
  room.gathered();
  await new Promise(setImmediate);
  await answer({ kind: 'failed', reason: 'timeout', detail: '' });
  say('b');
  await new Promise(setImmediate);
  room.gathered();
  await new Promise(setImmediate);
  await answer({ kind: 'answered', value: [{ ...BETTER, confidence: 0 }] });
  expect(room.revised).toEqual([]);
  expect([...room.dropped]).toEqual([['timeout', 1]]);
});

test('a model that throws is reported, and the next message is judged all the same', async () => {
  const { room, say, answer } = aDesk();
  say('a');
  room.gathered();
  await new Promise(setImmediate);
  room.answers[0]?.reject(new Error('bug'));
  await new Promise(setImmediate);
  expect(room.failures).toHaveLength(1);
  say('b');
  room.gathered();
  await new Promise(setImmediate);
  await answer();
  expect(room.revised).toHaveLength(1);
});

test('closing does not wait for a pause, and nothing is revised afterwards', async () => {
  const { room, desk, say } = aDesk();
  say('a');
  await desk[Symbol.asyncDispose]();
  say('b');
  room.gathered();
  await new Promise(setImmediate);
  expect([room.batches, room.failures]).toEqual([[], []]);
});
