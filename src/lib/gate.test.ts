import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

const never = new AbortController().signal;

test('runs so much at once, in order, and turns the rest away', async () => {
  const gate = new Gate({ runningMax: 1, waitingMax: 1 });
  const first = Promise.withResolvers<string>();
  const order: string[] = [];
  const running = gate.run(() => first.promise, never);
  const waiting = gate.run(async () => {
    order.push('second');
    return 'second';
  }, never);
  expect(await gate.run(async () => 'third', never)).toBeNull();
  expect(order).toEqual([]);
  first.resolve('first');
  expect(await running).toBe('first');
  expect(await waiting).toBe('second');
  expect(await gate.run(async () => 'fourth', never)).toBe('fourth');
});

test('work that throws makes room, and so does work that is no longer wanted at its turn', async () => {
  const gate = new Gate({ runningMax: 1, waitingMax: 2 });
  const first = Promise.withResolvers<never>();
  const controller = new AbortController();
  const running = gate.run(() => first.promise, never);
  const waiting = gate.run(async () => 'never run', controller.signal);
  const last = gate.run(async () => 'last', never);
  controller.abort(new Error('left'));
  first.reject(new Error('broke'));
  await expect(running).rejects.toThrow('broke');
  await expect(waiting).rejects.toThrow('left');
  expect(await last).toBe('last');
});

test('what is aborted already never enters', async () => {
  const gate = new Gate({ runningMax: 1, waitingMax: 1 });
  await expect(gate.run(async () => 1, AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
  expect(await gate.run(async () => 2, never)).toBe(2);
});
