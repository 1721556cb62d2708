import { expect, test } from 'vitest';
import type { HypeEvent } from '../../domain/hype-moment.ts';
import type { Summary, SummaryOrder } from '../../domain/headline.ts';
import { aMoment, NOON } from '../../pipeline/alerting/testing.ts';
import { createMomentSummaries } from './moment-summaries.ts';

function setUp(wanted = true) {
  const state = { orders: [] as SummaryOrder[], saved: [] as string[], changes: 0, problems: [] as string[] };
  const slept = Promise.withResolvers<void>();
  const summaries = createMomentSummaries({
    desk: {
      summarize: async (order) => {
        state.orders.push(order);
        return { overview: 'Chat laughed.' } as Summary;
      },
      retract: () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    },
    summaries: { saveOfMoment: async (id, { overview }) => void state.saved.push(`${id}: ${overview}`) },
    wanted: () => wanted,
    changed: () => state.changes++,
    clock: { now: () => NOON + 9_000, sleep: () => slept.promise },
    observer: {
      stageFailed: (stage) => void state.problems.push(stage),
      eventDropped: (stage) => void state.problems.push(`dropped ${stage}`),
    },
  });
  return { state, summaries, slept };
}

const event = (kind: HypeEvent['kind'], overrides: Parameters<typeof aMoment>[0] = {}): HypeEvent => ({
  ...{ kind, at: NOON },
  moment: aMoment({ id: 'm1', startedAt: NOON, endedAt: null, ...overrides }),
});

test('a moment gets its words after the first seconds, and new ones when it ended', async () => {
  const { state, summaries, slept } = setUp();
  summaries.handle(event('started'));
  expect(state.orders).toEqual([]);
  slept.resolve();
  await expect.poll(() => state.saved).toEqual(['m1: Chat laughed.']);
  expect(state.orders[0]).toMatchObject({ from: NOON - 10_000, to: NOON + 9_001, mayAskModel: true });
  summaries.handle(event('rose'));
  summaries.handle(event('ended', { endedAt: NOON + 40_000 }));
  await expect.poll(() => state.saved).toHaveLength(2);
  expect(state.orders[1]).toMatchObject({ to: NOON + 40_001 });
  expect(state.changes).toBe(2);
  await summaries[Symbol.asyncDispose]();
});

test.each([
  ['nobody wants it', false, {}],
  ['it looks like an attack', true, { attack: true }],
] as const)('there are none where %s', async (_, wanted, moment) => {
  const { state, summaries } = setUp(wanted);
  summaries.handle(event('ended', { endedAt: NOON + 1, ...moment }));
  await summaries[Symbol.asyncDispose]();
  expect(state).toMatchObject({ orders: [], saved: [], problems: [] });
});

test('a storm of moments is bounded, and what goes without is counted', async () => {
  const { state, summaries } = setUp();
  for (let i = 0; i < 60; i++) summaries.handle(event('started', { id: `m${i}` }));
  expect(state.problems).toHaveLength(10);
});
