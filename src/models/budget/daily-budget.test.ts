import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeClock, FakeModelObserver, FakeSpend } from '../testing.ts';
import { DailyBudget, type Reservation } from './daily-budget.ts';

function aBudget(budgetUsd: number, store = new FakeSpend()) {
  const clock = new FakeClock();
  const observer = new FakeModelObserver();
  return { budget: new DailyBudget({ store, budgetUsd, clock, observer }), store, clock, observer };
}
const call = (usdAtMost: number) => ({ model: 'm', purpose: 'summary', usdAtMost }) as const;
const used = (usd: number) => ({ promptTokens: 10, completionTokens: 5, usd, failed: false });

test('sets aside the most a call may cost and gives back what it did not', async () => {
  const { budget } = aBudget(1);
  const first = await budget.reserve(call(0.6));
  expect(await budget.reserve(call(0.6))).toBeNull();
  await first?.settle(used(0.1));
  expect(await budget.reserve(call(0.9))).not.toBeNull();
  expect(budget.report()).toMatchObject({ calls: 1, promptTokens: 10, completionTokens: 5, usd: 1, budgetUsd: 1 });
});

test('is exact at the edge', async () => {
  const { budget } = aBudget(0.3);
  for (let i = 0; i < 3; i++) await (await budget.reserve(call(0.1)))?.settle(used(0.1));
  expect(budget.report().calls).toBe(3);
  expect(await budget.reserve(call(0.0001))).toBeNull();
});

test('calls at the same time cannot exceed it together', async () => {
  const { budget } = aBudget(1);
  const reservations = await Promise.all(Array.from({ length: 50 }, () => budget.reserve(call(0.3))));
  expect(reservations.filter((reservation) => reservation !== null)).toHaveLength(3);
});

test('a call during which the process dies stays counted', async () => {
  const { budget, store } = aBudget(1);
  await budget.reserve(call(0.7));
  const { budget: next } = aBudget(1, store);
  expect(await next.reserve(call(0.4))).toBeNull();
  expect(next.report()).toMatchObject({ calls: 0, usd: 0.7 });
});

test('what a server says a call cost counts, also beyond what was set aside', async () => {
  const { budget } = aBudget(1);
  await (await budget.reserve(call(0.1)))?.settle(used(5));
  expect(await budget.reserve(call(0.01))).toBeNull();
  expect(budget.report().usd).toBe(5);
});

test('a new day begins at midnight UTC; a call that spans it belongs to the day it began', async () => {
  const { budget, clock, store } = aBudget(1);
  const late = await budget.reserve(call(1));
  clock.at += 12 * 3_600_000;
  expect(budget.report()).toMatchObject({ day: '2026-01-02', usd: 0 });
  expect(await budget.reserve(call(1))).not.toBeNull();
  await late?.settle(used(0.5));
  expect((await store.ofDay('2026-01-01')).usd).toBe(0.5);
  expect((await store.ofDay('2026-01-02')).usd).toBe(1);
  expect(budget.report().usd).toBe(1);
});

describe('a store that fails', () => {
  test('stops calls that cost, not those that are free', async () => {
    const { budget, store, observer } = aBudget(1);
    store.failing = true;
    expect(await budget.reserve(call(0.1))).toBeNull();
    const free = await budget.reserve(call(0));
    await free?.settle(used(0));
    expect(observer.failures.every((failure) => failure === 'spend: the disk is full')).toBe(true);
    store.failing = false;
    expect(await budget.reserve(call(0.1))).not.toBeNull();
  });

  test('sets nothing aside', async () => {
    const { budget, store } = aBudget(1);
    await budget.load();
    store.failing = true;
    expect(await budget.reserve(call(0.9))).toBeNull();
    expect(budget.report().usd).toBe(0);
  });
});

test('free calls go on when the money is spent', async () => {
  const { budget } = aBudget(0);
  expect(await budget.reserve(call(0.000001))).toBeNull();
  expect(await budget.reserve(call(0))).not.toBeNull();
});

test('whatever happens, no more than the budget is ever set aside, and the store agrees with the report', async () => {
  const step = fc.record({
    at: fc.integer({ min: 1, max: 40 }),
    share: fc.integer({ min: 0, max: 10 }),
    settle: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { budget, store } = aBudget(1);
      const open: { readonly reservation: Reservation; readonly usd: number }[] = [];
      for (const { at, share, settle } of steps) {
        const usdAtMost = at / 100;
        const reservation = await budget.reserve(call(usdAtMost));
        if (reservation !== null) open.push({ reservation, usd: (usdAtMost * share) / 10 });
        expect(budget.report().usd).toBeLessThanOrEqual(1 + 1e-6);
        const oldest = settle ? open.shift() : undefined;
        await oldest?.reservation.settle(used(oldest.usd));
      }
      expect((await store.ofDay('2026-01-01')).usd).toBeCloseTo(budget.report().usd, 9);
    }),
  );
});
