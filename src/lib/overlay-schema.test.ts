import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { OVERLAY_DEFAULTS, OVERLAY_RANGES, type OverlayNumber } from '../domain/overlay.ts';
import { overlayFields } from './overlay-schema.ts';

const settings = z.object(overlayFields);

test('the defaults are within their ranges', () => {
  expect(settings.parse(OVERLAY_DEFAULTS)).toEqual(OVERLAY_DEFAULTS);
});

describe.each(Object.keys(OVERLAY_RANGES) as OverlayNumber[])('%s', (name) => {
  const { min, max } = OVERLAY_RANGES[name];
  const isValid = (value: unknown): boolean => settings.safeParse({ ...OVERLAY_DEFAULTS, [name]: value }).success;

  test('may be as small and as large as its range says, and no more', () => {
    expect([min, max, min - 0.01, max + 0.01, Number.NaN, String(min)].map(isValid)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

test.each([
  ['#5AC8FA', true],
  ['#5ac8fa', true],
  [null, true],
  ['red', false],
  ['#5ac8fa ', false],
  ['#5ac8fa;background:url(x)', false],
])('the accent %s is allowed: %s', (accent, allowed) => {
  expect(settings.safeParse({ ...OVERLAY_DEFAULTS, accent }).success).toBe(allowed);
});
