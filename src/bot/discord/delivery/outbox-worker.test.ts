import { describe, expect, test } from 'vitest';
import { aMoment, anItem } from '../testing.ts';
import { createOutboxWorker } from './outbox-worker.ts';
import { anOutboxWorld } from './testing.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

describe('delivering', () => {
  test('an alert is recorded as being sent before it leaves, and as delivered with the composed revision', async () => {
    const { deps, clock, outbox, notifier, decisions } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at }));
    outbox.revisions.set('m1', 3);
    notifier.beforeAnswer = async () => void outbox.log.push('request');
    const worker = createOutboxWorker(deps);

    expect(await worker.runOnce()).toBe(1);

    expect(outbox.log).toEqual(['m1:t1 sending', 'request', 'm1:t1 delivered@3']);
    expect(notifier.posts).toMatchObject([{ nonce: 'm1.t1', target: { kind: 'text' }, pingRoleId: null }]);
    expect(decisions).toMatchObject([{ kind: 'posted', reason: 'delivered', trackId: 't1', momentId: 'm1' }]);
    expect(await worker.runOnce()).toBe(0);
  });

  test('an outage of five minutes is waited out with the same nonce; the pauses grow to a minute', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at }));
    const from = clock.at;
    const attempts: number[] = [];
    notifier.beforeAnswer = async () => {
      attempts.push(clock.at - from);
      if (clock.at - from < 5 * MINUTE)
        notifier.outcomes.push({ kind: 'retryable', reason: 'network', uncertain: false });
    };
    const worker = createOutboxWorker(deps);
    for (; clock.at - from < 10 * MINUTE; clock.at += SECOND) await worker.runOnce();

    const pauses = attempts.slice(1).map((at, index) => (at - (attempts[index] ?? 0)) / SECOND);
    expect(pauses.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 32]);
    expect(Math.max(...pauses)).toBe(60);
    expect(new Set(notifier.posts.map((post) => post.nonce))).toEqual(new Set(['m1.t1']));
    expect(outbox.items.get('m1:t1')?.state).toBe('delivered');
    expect(notifier.looks).toBe(0);
  });

  test('the wait Discord names is kept', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at }));
    notifier.outcomes.push({ kind: 'retryable', reason: 'rate-limited', uncertain: false, retryAfterMs: 90_000 });
    await createOutboxWorker(deps).runOnce();
    expect(outbox.items.get('m1:t1')?.nextAttemptAt).toBe(clock.at + 90_000);
  });

  test('a refusal is final and explained', async () => {
    const { deps, clock, outbox, notifier, decisions } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at }));
    notifier.outcomes.push({ kind: 'rejected', reason: 'missing-permission', detail: 'I may not post there.' });
    const worker = createOutboxWorker(deps);
    await worker.runOnce();
    expect(outbox.items.get('m1:t1')?.state).toBe('dead');
    expect(decisions).toMatchObject([
      { kind: 'failed', reason: 'missing-permission', detail: 'I may not post there.' },
    ]);
    expect(await worker.runOnce()).toBe(0);
  });

  test('an alert of more than half an hour ago is given up, one of less is sent', async () => {
    const { deps, clock, outbox, notifier, decisions } = anOutboxWorld();
    outbox.add(
      anItem({ momentId: 'old', createdAt: clock.at - 30 * MINUTE - 1 }),
      anItem({ momentId: 'new', createdAt: clock.at - 30 * MINUTE }),
    );
    await createOutboxWorker(deps).runOnce();
    expect(notifier.posts.map((post) => post.card.momentId)).toEqual(['new']);
    expect(decisions.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual(['failed too-old', 'posted delivered']);
  });

  test('without anybody to deliver it waits, and is given up in the end', async () => {
    const { deps, clock, outbox } = anOutboxWorld({ notifierFor: () => null });
    outbox.add(anItem({ createdAt: clock.at }));
    const worker = createOutboxWorker(deps);
    await worker.runOnce();
    expect(outbox.items.get('m1:t1')).toMatchObject({ state: 'pending', nextAttemptAt: clock.at + 30_000 });
    clock.at += 31 * MINUTE;
    await worker.runOnce();
    expect(outbox.items.get('m1:t1')?.state).toBe('dead');
  });
});

describe('when it may have arrived', () => {
  test('a card found in its place is adopted and brought up to date', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at, state: 'sending', attempts: 1 }));
    notifier.found = { channelId: '4', messageId: '77' };
    const worker = createOutboxWorker(deps);
    await worker.runOnce();
    expect(notifier.posts).toEqual([]);
    expect(outbox.items.get('m1:t1')).toMatchObject({ state: 'delivered', postedMessageId: '77', postedRevision: 0 });
    await worker.runOnce();
    expect(notifier.edits).toMatchObject([{ messageId: '77' }]);
  });

  test.each([
    ['a card that is not there is posted', null, 1],
    ['where it cannot be told it is posted, with the same nonce', 'unknown', 1],
    ['while Discord does not answer nothing is posted', 'unreachable', 0],
  ] as const)('%s', async (_, found, posts) => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at, state: 'sending', attempts: 1 }));
    notifier.found = found;
    await createOutboxWorker(deps).runOnce();
    expect(notifier.posts).toHaveLength(posts);
    expect(notifier.looks).toBe(1);
  });

  test('a lost answer is remembered through every later wait', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at }));
    notifier.outcomes.push({ kind: 'retryable', reason: 'timeout', uncertain: true });
    const worker = createOutboxWorker(deps);
    await worker.runOnce();
    notifier.found = 'unreachable';
    for (let i = 0; i < 3; i++) {
      clock.at += MINUTE;
      await worker.runOnce();
    }
    expect(notifier.posts).toHaveLength(1);
    notifier.found = { channelId: '4', messageId: '77' };
    clock.at += MINUTE;
    await worker.runOnce();
    expect(notifier.posts).toHaveLength(1);
    expect(outbox.items.get('m1:t1')).toMatchObject({ state: 'delivered', postedMessageId: '77' });
  });

  test('an old alert that arrived before a crash is adopted, not given up', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at - 60 * MINUTE, state: 'sending', attempts: 1 }));
    notifier.found = { channelId: '4', messageId: '77' };
    await createOutboxWorker(deps).runOnce();
    expect(outbox.items.get('m1:t1')?.state).toBe('delivered');
  });
});

describe('order', () => {
  test('alerts of one target arrive in order, also around a failure', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    for (const [index, momentId] of ['a', 'b', 'c'].entries())
      outbox.add(anItem({ momentId, createdAt: clock.at - 10 + index }));
    notifier.outcomes.push({ kind: 'retryable', reason: 'network', uncertain: false });
    const worker = createOutboxWorker(deps);
    await worker.runOnce();
    expect(notifier.posts.map((post) => post.card.momentId)).toEqual(['a']);
    for (let i = 0; i < 5; i++) {
      clock.at += SECOND;
      await worker.runOnce();
    }
    expect(notifier.posts.map((post) => post.card.momentId)).toEqual(['a', 'a', 'b', 'c']);
  });

  test('a target that hangs holds up nobody else, and never gets more than one request', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    const hanging = Promise.withResolvers<void>();
    notifier.beforeAnswer = (request) => (request.target.id === '1' ? hanging.promise : Promise.resolve());
    outbox.add(anItem({ momentId: 'a', target: { kind: 'text', id: '1' }, createdAt: clock.at }));
    outbox.add(anItem({ momentId: 'b', target: { kind: 'text', id: '1' }, createdAt: clock.at + 1 }));
    const worker = createOutboxWorker(deps);
    const first = worker.runOnce();
    outbox.add(anItem({ momentId: 'c', target: { kind: 'text', id: '2' }, createdAt: clock.at + 2 }));
    const second = worker.runOnce();
    await expect.poll(() => outbox.items.get('c:t1')?.state).toBe('delivered');
    expect(notifier.posts.map((post) => post.card.momentId)).toEqual(['a', 'c']);
    hanging.resolve();
    await Promise.all([first, second]);
    expect(notifier.posts.map((post) => post.card.momentId)).toEqual(['a', 'c', 'b']);
  });

  test('more than one look fetches is worked off without waiting for the next regular look', async () => {
    const { deps, clock, outbox } = anOutboxWorld();
    for (let i = 0; i < 300; i++) outbox.add(anItem({ momentId: `m${i}`, createdAt: clock.at + i }));
    const worker = createOutboxWorker(deps);
    worker.start();
    await expect.poll(() => [...outbox.items.values()].filter((item) => item.state === 'delivered').length).toBe(300);
    await worker[Symbol.asyncDispose]();
  });

  test('no more requests than lanes at a time', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    for (let i = 0; i < 20; i++)
      outbox.add(anItem({ momentId: `m${i}`, target: { kind: 'text', id: String(i) }, createdAt: clock.at + i }));
    let running = 0;
    let most = 0;
    notifier.beforeAnswer = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    };
    const worker = createOutboxWorker(deps);
    worker.start();
    await expect.poll(() => [...outbox.items.values()].every((item) => item.state === 'delivered')).toBe(true);
    expect(most).toBe(4);
    await worker[Symbol.asyncDispose]();
  });
});

describe('edits', () => {
  const posted = { state: 'delivered', postedChannelId: '4', postedMessageId: '77', postedRevision: 1 } as const;

  test('a changed moment is edited once for all its changes, then not before fifteen seconds', async () => {
    const { deps, clock, outbox, notifier, decisions } = anOutboxWorld();
    outbox.add(anItem({ ...posted, createdAt: clock.at }));
    outbox.revisions.set('m1', 4);
    const worker = createOutboxWorker(deps);
    await worker.runOnce();
    outbox.revisions.set('m1', 5);
    for (let i = 0; i < 14; i++) {
      clock.at += SECOND;
      await worker.runOnce();
    }
    expect(outbox.log).toEqual(['m1:t1 edited@4']);
    clock.at += SECOND;
    await worker.runOnce();
    expect(outbox.log).toEqual(['m1:t1 edited@4', 'm1:t1 edited@5']);
    expect(notifier.edits).toMatchObject([{ channelId: '4', messageId: '77', keepChart: false }, {}]);
    expect(decisions).toEqual([]);
  });

  test('the edit that shows the end is logged', async () => {
    const { deps, clock, outbox, decisions } = anOutboxWorld({
      moments: { get: async (id) => ({ moment: aMoment({ id, phase: 'ended' }), revision: 2 }) },
    });
    outbox.add(anItem({ ...posted, createdAt: clock.at }));
    outbox.revisions.set('m1', 2);
    await createOutboxWorker(deps).runOnce();
    expect(decisions).toMatchObject([{ kind: 'edited', reason: 'updated' }]);
  });

  test.each([
    ['a deleted card is left deleted', { kind: 'gone' }, 'dead', 'suppressed card-deleted'],
    [
      'a refused edit is not repeated',
      { kind: 'rejected', reason: 'missing-permission', detail: '' },
      'delivered',
      'failed missing-permission',
    ],
  ] as const)('%s', async (_, outcome, state, decision) => {
    const { deps, clock, outbox, notifier, decisions } = anOutboxWorld();
    outbox.add(anItem({ ...posted, createdAt: clock.at }));
    outbox.revisions.set('m1', 2);
    notifier.editOutcomes.push(outcome);
    const worker = createOutboxWorker(deps);
    await worker.runOnce();
    clock.at += MINUTE;
    expect(await worker.runOnce()).toBe(0);
    expect(outbox.items.get('m1:t1')?.state).toBe(state);
    expect(decisions.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([decision]);
  });

  test('an edit that fails for a while is repeated', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    outbox.add(anItem({ ...posted, createdAt: clock.at }));
    outbox.revisions.set('m1', 2);
    notifier.editOutcomes.push({ kind: 'retryable', reason: 'server-error' }, new Error('boom'));
    const worker = createOutboxWorker(deps);
    for (let i = 0; i < 60; i++) {
      await worker.runOnce();
      clock.at += SECOND;
    }
    expect(notifier.edits).toHaveLength(3);
    expect(outbox.items.get('m1:t1')?.postedRevision).toBe(2);
  });
});

describe('what breaks', () => {
  test('a card that cannot be composed is tried five times, then given up; others go on', async () => {
    const { deps, clock, outbox, notifier, observer, decisions } = anOutboxWorld();
    const compose: typeof deps.compose = async (item, stored) => {
      if (item.momentId === 'bad') throw new Error('boom');
      return deps.compose(item, stored);
    };
    outbox.add(anItem({ momentId: 'bad', createdAt: clock.at }), anItem({ momentId: 'good', createdAt: clock.at + 1 }));
    const worker = createOutboxWorker({ ...deps, compose });
    for (let i = 0; i < 120; i++) {
      await worker.runOnce();
      clock.at += SECOND;
    }
    expect(notifier.posts.map((post) => post.card.momentId)).toEqual(['good']);
    expect(observer.failures).toEqual(new Array(5).fill('outbox: boom'));
    expect(decisions).toContainEqual(expect.objectContaining({ momentId: 'bad', kind: 'failed', reason: 'bug' }));
  });

  test('a store that fails after the post does not make a second post', async () => {
    const { deps, clock, outbox, notifier, observer } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at }));
    notifier.beforeAnswer = async () => {
      outbox.failing = true;
    };
    const worker = createOutboxWorker(deps);
    await worker.runOnce();
    await worker.runOnce();
    expect(observer.failures).toEqual(['outbox-store: disk full', 'outbox-store: disk full']);
    outbox.failing = false;
    notifier.found = { channelId: '4', messageId: '91' };
    clock.at += 6 * SECOND;
    await worker.runOnce();
    expect(notifier.posts).toHaveLength(1);
    expect(outbox.items.get('m1:t1')).toMatchObject({ state: 'delivered', postedMessageId: '91' });
  });

  test('stopping waits for the request under way, for a bounded time', async () => {
    const { deps, clock, outbox, notifier } = anOutboxWorld();
    outbox.add(anItem({ createdAt: clock.at }));
    notifier.beforeAnswer = () => new Promise(() => {});
    const worker = createOutboxWorker({ ...deps, stopGraceMs: 10 });
    worker.start();
    await expect.poll(() => notifier.posts.length).toBe(1);
    await worker[Symbol.asyncDispose]();
    expect(outbox.items.get('m1:t1')?.lastError).toMatch(/^uncertain: /);
  });

  test('a wake is followed at once, without waiting for the next regular look', async () => {
    const { deps, clock, outbox } = anOutboxWorld();
    const worker = createOutboxWorker(deps);
    worker.start();
    await worker.runOnce();
    outbox.add(anItem({ createdAt: clock.at }));
    worker.wake();
    await expect.poll(() => outbox.items.get('m1:t1')?.state).toBe('delivered');
    await worker[Symbol.asyncDispose]();
  });
});
