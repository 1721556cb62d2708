import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLocalTime } from '../../lib/time-zone.ts';
import { isQuiet, quietHoursText } from './quiet-hours.ts';

const local = createLocalTime();
const hours = (from: string, to: string, timeZone: string) => ({ from: minutes(from), to: minutes(to), timeZone });
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe('isQuiet', () => {
  test.each([
    // Within a day: from is quiet, to is not.
    ['13:00', '15:00', 'UTC', '2026-06-01T12:59:59Z', false],
    ['13:00', '15:00', 'UTC', '2026-06-01T13:00:00Z', true],
    ['13:00', '15:00', 'UTC', '2026-06-01T14:59:59Z', true],
    ['13:00', '15:00', 'UTC', '2026-06-01T15:00:00Z', false],
    // Over midnight.
    ['22:00', '08:00', 'UTC', '2026-06-01T21:59:59Z', false],
    ['22:00', '08:00', 'UTC', '2026-06-01T22:00:00Z', true],
    ['22:00', '08:00', 'UTC', '2026-06-02T00:00:00Z', true],
    ['22:00', '08:00', 'UTC', '2026-06-02T07:59:59Z', true],
    ['22:00', '08:00', 'UTC', '2026-06-02T08:00:00Z', false],
    // To midnight exactly.
    ['22:00', '00:00', 'UTC', '2026-06-01T23:59:00Z', true],
    ['22:00', '00:00', 'UTC', '2026-06-02T00:00:00Z', false],
    // The same wall clock in winter and summer, an hour apart in UTC.
    ['22:00', '08:00', 'Europe/Berlin', '2026-01-15T06:59:00Z', true],
    ['22:00', '08:00', 'Europe/Berlin', '2026-01-15T07:00:00Z', false],
    ['22:00', '08:00', 'Europe/Berlin', '2026-07-15T05:59:00Z', true],
    ['22:00', '08:00', 'Europe/Berlin', '2026-07-15T06:00:00Z', false],
    // Clocks go forward: 02:00 is 03:00, so a span up to 02:30 ends with the jump.
    ['01:00', '02:30', 'Europe/Berlin', '2026-03-29T00:59:59Z', true],
    ['01:00', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z', false],
    // Clocks go back: 02:00 to 03:00 happens twice and is quiet twice.
    ['02:00', '03:00', 'Europe/Berlin', '2026-10-25T00:30:00Z', true],
    ['02:00', '03:00', 'Europe/Berlin', '2026-10-25T01:30:00Z', true],
    ['02:00', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00Z', false],
    ['22:00', '08:00', 'America/New_York', '2026-11-01T12:59:00Z', true],
    ['22:00', '08:00', 'America/New_York', '2026-11-01T13:00:00Z', false],
  ])('%s–%s %s at %s: %s', (from, to, zone, at, quiet) => {
    expect(isQuiet(hours(from, to, zone), Date.parse(at), local)).toBe(quiet);
  });

  test('a span and its complement share the day between them', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
    const at = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(minute, minute, zone, at, (from, to, timeZone, now) => {
        fc.pre(from !== to);
        const there = isQuiet({ from, to, timeZone }, now, local);
        const other = isQuiet({ from: to, to: from, timeZone }, now, local);
        expect(there).toBe(!other);
      }),
    );
  });
});

test('reads as people write it', () => {
  expect(quietHoursText(hours('22:00', '08:05', 'Europe/Berlin'))).toBe('22:00–08:05 Europe/Berlin');
});
