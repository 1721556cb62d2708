import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DESK_STATUSES } from '../../domain/desk.ts';
import { MOMENT_CATEGORIES } from '../../domain/hype-moment.ts';
import { CLAIMED_CHOICES, decodeQuery, encodeQuery, VOTED_CHOICES, type HistoryQuery } from './history-query.ts';
import { WINDOW_NAMES } from './windows.ts';

const maybe = <T extends string>(choices: readonly T[]): fc.Arbitrary<T | null> => fc.constantFrom(...choices, null);
const scope = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9_]{0,24}$/).map((channel) => ({ channel, streamId: null })),
  fc.stringMatching(/^[\w-]{1,36}$/).map((streamId) => ({ channel: null, streamId })),
  fc.constant({ channel: null, streamId: null }),
);
const query: fc.Arbitrary<HistoryQuery> = fc
  .tuple(
    scope,
    fc.record({
      window: fc.constantFrom(...WINDOW_NAMES),
      strength: fc.constantFrom('here' as const, 'all' as const),
      category: maybe(MOMENT_CATEGORIES),
      voted: maybe(VOTED_CHOICES),
      claimed: maybe(CLAIMED_CHOICES),
      status: maybe(DESK_STATUSES),
      since: fc.option(fc.integer({ min: 0, max: 0xffff_ffff }).map((minutes) => minutes * 60_000)),
    }),
  )
  .map(([where, rest]) => ({ ...where, ...rest }));

describe('the filters of /history in a custom id', () => {
  test('every query comes back as it was, within what Discord takes', () => {
    fc.assert(
      fc.property(query, (asked) => {
        const [where, filter] = encodeQuery(asked);
        expect(decodeQuery(where, filter)).toEqual(asked);
        const id = ['v1', 'history', 'page', 'chosen', where, filter, '9'.repeat(20)].join(':');
        expect(id).not.toMatch(/[%~]/);
        expect(`${id}~9`.length).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('old buttons keep their meaning', () => {
    expect(decodeQuery('ninja', '32143212hlc0')).toMatchObject({
      ...{ channel: 'ninja', streamId: null, window: '7d', strength: 'all', category: 'funny' },
      ...{ voted: 'any', claimed: 'nobody', status: 'claimed' },
    });
    expect(decodeQuery('*41', '210000')).toMatchObject({ channel: null, streamId: '41', since: null, voted: null });
  });

  test.each([
    [undefined, undefined],
    ['ninja', undefined],
    ['', '310000'],
    ['*', '310000'],
    ['ninja', ''],
    ['ninja', '31000'],
    ['ninja', '010000'],
    ['ninja', '300000'],
    ['ninja', '3z0000'],
    ['ninja', '31000z'],
    ['ninja', '310000zzzzzzz'],
    ['ninja', '310000-1'],
    ['ninja', '7d'],
  ])('what this version did not write is refused: %j %j', (where, filter) => {
    expect(decodeQuery(where, filter)).toBeNull();
  });

  test('no pair of texts throws', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (where, filter) => void decodeQuery(where, filter)));
  });
});
