import { describe, expect, test } from 'vitest';
import type { CardDesk } from '../domain/alert.ts';
import { DESK_STATUSES, NO_VOTES } from '../domain/desk.ts';
import { DESK_ACTIONS, deskButtons } from './desk-buttons.ts';

const DESK: CardDesk = {
  ...{ votes: NO_VOTES, status: 'open', claimedBy: null, notes: [] },
  ...{ clipProblem: null, canClip: true, clipping: false },
};

describe('the buttons under a moment', () => {
  test.each(DESK_STATUSES)('%s: rows Discord takes, each button leading somewhere of its own', (status) => {
    const rows = deskButtons('m1', { ...DESK, status });
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(5);
    const routes = rows.flat().map((button) => (button.kind === 'press' ? button.route : null));
    expect(new Set(routes.map((route) => JSON.stringify(route))).size).toBe(routes.length);
    for (const route of routes) {
      expect(route).toMatchObject({ command: 'moment' });
      expect(DESK_ACTIONS).toContain(route?.action);
      expect(route?.args[0]).toBe('m1');
    }
  });

  test('every action can be reached from some state', () => {
    const reached = DESK_STATUSES.flatMap((status) => deskButtons('m1', { ...DESK, status }).flat());
    const actions = new Set(reached.map((button) => (button.kind === 'press' ? button.route.action : '')));
    expect(actions).toEqual(new Set(DESK_ACTIONS));
  });
});
