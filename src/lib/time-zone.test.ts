import { describe, expect, test } from 'vitest';
import { createLocalTime, parseTimeZone, timeZoneNames } from './time-zone.ts';

describe('parseTimeZone', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    [' europe/berlin ', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('%s is %s', (typed, zone) => {
    const parsed = parseTimeZone(typed);
    // Runtimes differ in which of two equivalent names they call canonical.
    expect(parsed?.replace('America/Buenos_Aires', 'America/Argentina/Buenos_Aires')).toBe(zone);
  });

  test.each(['', '+02:00', '-5', 'Mars/Base', '../x', 'Europe/Berlin; x', 'x'.repeat(200), '🕐'])(
    '%s is none',
    (typed) => {
      expect(parseTimeZone(typed)).toBeNull();
    },
  );
});

test('every zone offered is accepted', () => {
  const names = timeZoneNames();
  expect(names[0]).toBe('UTC');
  expect(names.length).toBeGreaterThan(300);
  for (const name of names) expect(parseTimeZone(name), name).not.toBeNull();
});

describe('createLocalTime', () => {
  const local = createLocalTime();
  test.each([
    ['2026-03-29T00:59:00Z', 'Europe/Berlin', 1 * 60 + 59],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', 3 * 60],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', 2 * 60 + 30],
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', 2 * 60 + 30],
    ['2026-06-01T00:00:00Z', 'UTC', 0],
    ['2026-06-01T00:00:00Z', 'Asia/Kolkata', 5 * 60 + 30],
    ['2026-06-01T23:59:59Z', 'UTC', 23 * 60 + 59],
    ['2026-06-01T12:00:00Z', 'Mars/Base', 12 * 60],
  ])('%s in %s', (at, zone, minute) => {
    expect(local.minuteOfDay(Date.parse(at), zone)).toBe(minute);
  });

  test('goes forward and back in time, zone by zone', () => {
    const at = Date.parse('2026-06-01T12:00:00Z');
    const asked = [at, at + 59_999, at + 60_000, at].flatMap((time) =>
      ['UTC', 'Asia/Kolkata'].map((zone) => local.minuteOfDay(time, zone)),
    );
    expect(asked).toEqual([720, 1050, 720, 1050, 721, 1051, 720, 1050]);
  });
});
