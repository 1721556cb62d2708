import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../domain/command.ts';
import { parseSince } from './since.ts';

const NOW = Date.UTC(2026, 5, 1, 12, 34, 56, 789);
const at = (text: string): string => new Date(parseSince(text, NOW)).toISOString();

describe('parseSince', () => {
  test.each([
    ['90m', '2026-06-01T11:04:00.000Z'],
    [' 3H ', '2026-06-01T09:34:00.000Z'],
    ['2 d', '2026-05-30T12:34:00.000Z'],
    ['1w', '2026-05-25T12:34:00.000Z'],
    ['2026-05-01', '2026-05-01T00:00:00.000Z'],
    ['2026-05-01 18:05', '2026-05-01T18:05:00.000Z'],
    ['2026-05-01T18:05Z', '2026-05-01T18:05:00.000Z'],
    ['99999w', '1970-01-01T00:00:00.000Z'],
  ])('%s', (typed, expected) => {
    expect(at(typed)).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '3',
    '3 months',
    '-3h',
    '2026-02-30',
    '2026-13-01',
    '2026-05-01 25:00',
    '2026-06-02',
    '1960-01-01',
  ])('refuses %j and shows what can be typed', (typed) => {
    expect(() => parseSince(typed, NOW)).toThrow(/90m, 3h, 2d or 1w/);
  });

  test('any text is whole minutes in the past, or a mistake of the user', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        try {
          const since = parseSince(typed, NOW);
          expect(since).toBeLessThanOrEqual(NOW);
          expect(since % 60_000).toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
