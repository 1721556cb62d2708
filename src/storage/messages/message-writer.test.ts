import { describe, expect, test } from 'vitest';
import type { ChatMessage } from '../../domain/chat-event.ts';
import { message, messageBy, NOON, retraction, timeout } from '../../../tests/contract/storage/builders.ts';
import { ManualClock, RecordingObserver } from '../../../tests/contract/storage/harness.ts';
import { createMessageWriter, type MessageWriter, type MessageWriterOptions } from './message-writer.ts';

class FakeStore {
  readonly batches: string[][] = [];
  failures = 0;
  /** When set, writes wait for it. */
  gate: Promise<void> = Promise.resolve();

  async append(messages: readonly ChatMessage[]): Promise<void> {
    await this.gate;
    if (this.failures > 0) {
      this.failures--;
      throw new Error('disk full');
    }
    this.batches.push(messages.map((each) => each.id));
  }
}

interface Setup {
  readonly writer: MessageWriter;
  readonly store: FakeStore;
  readonly observer: RecordingObserver;
  readonly clock: ManualClock;
}

function setUp(options: Partial<MessageWriterOptions> = {}): Setup {
  const store = new FakeStore();
  const observer = new RecordingObserver();
  const clock = new ManualClock(NOON);
  return { store, observer, clock, writer: createMessageWriter({ store, clock, observer, ...options }) };
}

const offerAll = (writer: MessageWriter, ...numbers: readonly number[]): void =>
  numbers.forEach((number) => writer.offer(message(number)));

describe('message writer', () => {
  test('writes what waits in batches, in order', async () => {
    const { writer, store } = setUp({ batchMax: 2 });
    offerAll(writer, 1, 2, 3, 4, 5);
    expect(writer.size).toBe(5);
    await writer.flush();
    expect(store.batches).toEqual([['m1', 'm2'], ['m3', 'm4'], ['m5']]);
    expect(writer.size).toBe(0);
    await writer[Symbol.asyncDispose]();
  });

  test('lets the event loop run between batches', async () => {
    const { writer, store } = setUp({ batchMax: 1 });
    offerAll(writer, 1, 2);
    const seen = Promise.withResolvers<number>();
    setImmediate(() => seen.resolve(store.batches.length));
    await writer.flush();
    expect(await seen.promise).toBe(1);
    await writer[Symbol.asyncDispose]();
  });

  test('writes by itself when the time comes, and again', async () => {
    const { writer, store, clock } = setUp();
    for (const number of [1, 2]) {
      offerAll(writer, number);
      clock.advance(499);
      expect(writer.size).toBe(1);
      clock.advance(1);
      await expect.poll(() => writer.size).toBe(0);
      // The loop goes back to sleep a moment after the last write.
      await writer.flush();
    }
    expect(store.batches).toEqual([['m1'], ['m2']]);
    await writer[Symbol.asyncDispose]();
  });

  test('sheds the newest when full, counted once a flush', async () => {
    const { writer, store, observer } = setUp({ queueItemsMax: 2 });
    offerAll(writer, 1, 2, 3, 4);
    await writer.flush();
    expect(store.batches).toEqual([['m1', 'm2']]);
    expect(observer.drops).toEqual([{ stage: 'message-writer', reason: 'queue-full', intentional: false, count: 2 }]);
    await writer[Symbol.asyncDispose]();
  });

  test('keeps a batch that the store refused and tries it again at the next flush', async () => {
    const { writer, store, observer } = setUp();
    store.failures = 1;
    offerAll(writer, 1, 2);
    await writer.flush();
    expect(store.batches).toEqual([]);
    expect(writer.size).toBe(2);
    await writer.flush();
    expect(store.batches).toEqual([['m1', 'm2']]);
    expect(observer.failures).toHaveLength(1);
    expect(observer.drops).toEqual([]);
    await writer[Symbol.asyncDispose]();
  });

  test('gives a batch up after its last attempt, counted, and goes on with the next', async () => {
    const { writer, store, observer } = setUp({ attemptsMax: 3, batchMax: 2 });
    store.failures = 3;
    offerAll(writer, 1, 2, 3);
    for (let flush = 0; flush < 3; flush++) await writer.flush();
    expect(store.batches).toEqual([['m3']]);
    expect(observer.drops).toEqual([{ stage: 'message-writer', reason: 'store-failed', intentional: false, count: 2 }]);
    await writer[Symbol.asyncDispose]();
  });

  test('closing writes the rest, and counts what a broken store would not take', async () => {
    const good = setUp();
    offerAll(good.writer, 1);
    await good.writer[Symbol.asyncDispose]();
    expect(good.store.batches).toEqual([['m1']]);
    const bad = setUp();
    bad.store.failures = Infinity;
    offerAll(bad.writer, 1, 2);
    await bad.writer[Symbol.asyncDispose]();
    expect(bad.observer.drops).toMatchObject([{ reason: 'store-failed', count: 2 }]);
    offerAll(bad.writer, 3);
    expect(bad.writer.size).toBe(0);
  });
});

describe('message writer, what was taken back while it waited', () => {
  test('is not written, and counted as intended', async () => {
    const { writer, store, observer } = setUp();
    [
      messageBy(1, 'x'),
      messageBy(2, 'y'),
      messageBy(3, 'z'),
      messageBy(4, 'w', { channel: 'beta' }),
      messageBy(5, 'v'),
    ].forEach(writer.offer, writer);
    writer.retract(retraction({ what: 'message', messageId: 'm1' }));
    writer.retract(timeout('y'));
    writer.forget('nobody');
    writer.retract(retraction({ what: 'everything' }, { channel: 'beta' }));
    await writer.flush();
    expect(store.batches).toEqual([['m3', 'm5']]);
    expect(observer.drops).toEqual([{ stage: 'message-writer', reason: 'retracted', intentional: true, count: 3 }]);
    await writer[Symbol.asyncDispose]();
  });

  test('of a forgotten chatter is not written, what comes later is', async () => {
    const { writer, store, clock } = setUp();
    clock.advance(100);
    writer.offer(messageBy(1, 'x'));
    writer.forget('x');
    writer.offer(messageBy(200, 'x'));
    await writer.flush();
    expect(store.batches).toEqual([['m200']]);
    await writer[Symbol.asyncDispose]();
  });

  test('is no longer remembered once nothing waits: from then on the store knows', async () => {
    const { writer, store, clock } = setUp();
    clock.advance(100);
    writer.offer(messageBy(1, 'x'));
    writer.forget('x');
    await writer.flush();
    writer.offer(messageBy(2, 'x'));
    await writer.flush();
    expect(store.batches).toEqual([['m2']]);
    await writer[Symbol.asyncDispose]();
  });

  test('is left out of a batch that is tried again', async () => {
    const { writer, store } = setUp();
    store.failures = 1;
    offerAll(writer, 1, 2);
    await writer.flush();
    writer.retract(retraction({ what: 'message', messageId: 'm1' }));
    await writer.flush();
    expect(store.batches).toEqual([['m2']]);
    await writer[Symbol.asyncDispose]();
  });

  test('stays out when more is taken back than is remembered', async () => {
    const { writer, store } = setUp();
    offerAll(writer, 1, 2);
    writer.retract(retraction({ what: 'message', messageId: 'm1' }));
    for (let index = 0; index < 3_000; index++) writer.retract(retraction({ what: 'message', messageId: `x${index}` }));
    await writer.flush();
    expect(store.batches).toEqual([['m2']]);
    await writer[Symbol.asyncDispose]();
  });
});
