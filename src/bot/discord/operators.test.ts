import { expect, test } from 'vitest';
import { createOperators } from './operators.ts';

function setUp(application: unknown) {
  const state = { calls: 0, now: 0 };
  const isOperator = createOperators(
    {
      call: async () => {
        state.calls++;
        return application;
      },
      ownId: async () => '1',
    },
    () => state.now,
  );
  return { state, isOperator };
}

test('the owner is an operator, nobody else', async () => {
  const { isOperator, state } = setUp({ owner: { id: '7' }, team: null });
  expect(await isOperator('7')).toBe(true);
  expect(await isOperator('8')).toBe(false);
  expect(state.calls).toBe(1);
  state.now = 11 * 60_000;
  await isOperator('7');
  expect(state.calls).toBe(2);
});

test('of a team all members are, and not the made-up user Discord names as its owner', async () => {
  const team = { owner_user_id: '7', members: [{ user: { id: '7' } }, { user: { id: '9' } }] };
  const { isOperator } = setUp({ owner: { id: '99' }, team });
  expect(await Promise.all(['7', '9', '99'].map(isOperator))).toEqual([true, true, false]);
});

test('an answer that names nobody makes nobody an operator', async () => {
  expect(await setUp({ id: '1' }).isOperator('7')).toBe(false);
});
