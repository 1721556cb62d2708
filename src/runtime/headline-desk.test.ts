import { describe, expect, onTestFinished, test } from 'vitest';
import type { Digest, Headline, TopicBucket } from '../domain/headline.ts';
import type { HeadlineDraft, ModelAnswer } from '../domain/ports/models.ts';
import { createHeadlineDesk } from './headline-desk.ts';

type Answer = ModelAnswer<HeadlineDraft>;

function bucket(id: string): TopicBucket {
  return {
    ...{ id, from: 0, to: 1, topic: id, keywords: [id], messages: 3, chatters: 3, share: 0.5, sentiment: 0 },
    samples: [{ messageId: `${id}-message`, chatterId: `${id}-chatter`, text: id }],
  };
}

function digest(overrides: Partial<Digest> = {}): Digest {
  const counts = { messages: 6, chatters: 6, sentiment: 0, entropy: 1, revision: 1 };
  return { channel: 'demo', from: 0, to: 1, ...counts, buckets: [bucket('clutch'), bucket('map')], ...overrides };
}

const BUILT_IN: Headline = {
  ...{ channel: 'demo', at: 0, sentences: ['Built in.'], sentiment: 0.5, confidence: 0.5, from: 0, to: 1 },
  ...{ messages: 6, messagesPerSecond: 1, buckets: [], model: 'extractive' },
};

function aDesk() {
  const room = {
    now: 1_000_000,
    digest: digest() as Digest | null,
    asked: [] as {
      readonly digest: Digest;
      readonly signal: AbortSignal;
      readonly answer: PromiseWithResolvers<Answer>;
    }[],
    dropped: [] as string[],
    failures: [] as unknown[],
    model: {
      name: 'fake',
      present: true,
      headline(about: Digest, signal: AbortSignal): Promise<Answer> {
        const answer = Promise.withResolvers<Answer>();
        signal.addEventListener('abort', () => answer.resolve({ kind: 'failed', reason: 'timeout', detail: '' }));
        room.asked.push({ digest: about, signal, answer });
        return answer.promise;
      },
    },
  };
  const desk = createHeadlineDesk({
    live: {
      headline: (channel) => (room.digest === null ? null : { ...BUILT_IN, channel }),
      digest: (channel) => (room.digest === null ? null : { ...room.digest, channel }),
    },
    model: room.model,
    clock: { now: () => room.now },
    observer: {
      eventDropped: (_stage, reason) => void room.dropped.push(reason),
      stageFailed: (_stage, error) => void room.failures.push(error),
    },
  });
  onTestFinished(() => desk[Symbol.asyncDispose]());
  const shown = (channel = 'demo'): readonly string[] => desk.headline(channel)?.sentences ?? [];
  const answer = async (...sentences: readonly (readonly [text: string, ...ids: string[]])[]): Promise<void> => {
    const value = { sentences: sentences.map(([text, ...bucketIds]) => ({ text, bucketIds })) };
    room.asked.at(-1)?.answer.resolve({ kind: 'answered', value });
    await new Promise(setImmediate);
  };
  return { room, desk, shown, answer };
}

test("the built-in headline at once, the model's words when they are there", async () => {
  const { desk, shown, answer } = aDesk();
  expect(shown()).toEqual(['Built in.']);
  await answer(['Clutch!', 'clutch'], ['Map!', 'map']);
  expect(desk.headline('demo')).toMatchObject({ sentences: ['Clutch!', 'Map!'], model: 'fake', sentiment: 0.5 });
});

test('nothing is asked without a model, a topic or a message', () => {
  const { room, desk, shown } = aDesk();
  room.model.present = false;
  expect(shown()).toEqual(['Built in.']);
  room.model.present = true;
  room.digest = digest({ buckets: [] });
  expect(shown()).toEqual(['Built in.']);
  room.digest = null;
  expect(desk.headline('demo')).toBeNull();
  expect(room.asked).toEqual([]);
});

describe('the model is asked again', () => {
  test('when the chat says something else, but not too often', async () => {
    const { room, shown, answer } = aDesk();
    shown();
    await answer(['Clutch!', 'clutch']);
    room.digest = digest({ revision: 2 });
    room.now += 14_999;
    shown();
    expect(room.asked).toHaveLength(1);
    room.now += 1;
    shown();
    shown();
    expect(room.asked).toHaveLength(2);
    expect(shown()).toEqual(['Clutch!']);
  });

  test('once a minute while it goes on about the same', async () => {
    const { room, shown, answer } = aDesk();
    shown();
    await answer(['Clutch!', 'clutch']);
    for (let i = 0; i < 118; i++) {
      room.now += 500;
      shown();
    }
    expect(room.asked).toHaveLength(1);
    room.now += 1_000;
    shown();
    expect(room.asked).toHaveLength(2);
  });

  test('about two channels at once, not more', () => {
    const { room, shown } = aDesk();
    for (const channel of ['a', 'b', 'c']) shown(channel);
    expect(room.asked.map(({ digest: { channel } }) => channel)).toEqual(['a', 'b']);
  });
});

describe("the model's words go", () => {
  test('with their topic, each sentence for itself', async () => {
    const { room, shown, answer } = aDesk();
    shown();
    await answer(['Clutch!', 'clutch'], ['Map!', 'map']);
    room.digest = digest({ buckets: [bucket('map'), bucket('music')] });
    expect(shown()).toEqual(['Map!']);
    room.digest = digest({ buckets: [bucket('music')] });
    expect(shown()).toEqual(['Built in.']);
  });

  test('when they are too old, although the model answers nothing new', async () => {
    const { room, shown, answer } = aDesk();
    shown();
    await answer(['Clutch!', 'clutch']);
    room.now += 89_999;
    expect(shown()).toEqual(['Clutch!']);
    room.now += 1;
    expect(shown()).toEqual(['Built in.']);
  });

  test('with their model', async () => {
    const { room, shown, answer } = aDesk();
    shown();
    await answer(['Clutch!', 'clutch']);
    room.model.name = 'another';
    expect(shown()).toEqual(['Built in.']);
  });

  test.each([
    [{ what: 'message', messageId: 'map-message' } as const, true],
    [{ what: 'message', messageId: 'another' } as const, false],
    [{ what: 'chatter', chatterId: 'map-chatter', login: '', durationSeconds: 1 } as const, true],
    [{ what: 'chatter', chatterId: 'another', login: '', durationSeconds: 1 } as const, false],
    [{ what: 'everything' } as const, true],
  ])('with what a moderator takes back: %j %s', async (scope, gone) => {
    const { desk, shown, answer } = aDesk();
    shown();
    await answer(['Clutch!', 'clutch']);
    desk.retracted({ kind: 'retraction', channel: 'demo', sentAt: 0, receivedAt: 0, scope });
    expect(shown()).toEqual([gone ? 'Built in.' : 'Clutch!']);
  });

  test('also while they are still being written', async () => {
    const { room, desk, shown, answer } = aDesk();
    shown();
    desk.retracted({ kind: 'retraction', channel: 'demo', sentAt: 0, receivedAt: 0, scope: { what: 'everything' } });
    expect(room.asked[0]?.signal.aborted).toBe(true);
    await answer(['Clutch!', 'clutch']);
    expect(shown()).toEqual(['Built in.']);
  });

  test('also when they rest on an earlier digest than the question under way', async () => {
    const { room, desk, shown, answer } = aDesk();
    shown();
    await answer(['Clutch!', 'clutch']);
    room.digest = digest({ revision: 2, buckets: [{ ...bucket('clutch'), samples: [] }] });
    room.now += 15_000;
    shown();
    desk.forgetChatter('clutch-chatter');
    expect(shown()).toEqual(['Built in.']);
    expect(room.asked[1]?.signal.aborted).toBe(false);
  });

  test('with their channel', async () => {
    const { desk, shown, answer } = aDesk();
    shown();
    await answer(['Clutch!', 'clutch']);
    desk.forget('demo');
    expect(shown()).toEqual(['Built in.']);
  });
});

test('failures are counted, a bug is reported, and the built-in headline stays', async () => {
  const { room, shown } = aDesk();
  shown();
  room.asked[0]?.answer.resolve({ kind: 'failed', reason: 'unfaithful', detail: '' });
  await new Promise(setImmediate);
  room.now += 60_000;
  shown();
  room.asked[1]?.answer.reject(new Error('bug'));
  await new Promise(setImmediate);
  expect(shown()).toEqual(['Built in.']);
  expect([room.dropped, room.failures.length]).toEqual([['unfaithful'], 1]);
});

test('closing ends the question under way', async () => {
  const { room, desk, shown } = aDesk();
  shown();
  await desk[Symbol.asyncDispose]();
  expect(room.asked[0]?.signal.aborted).toBe(true);
  room.now += 100_000;
  shown();
  expect(room.asked).toHaveLength(1);
});
