import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast } from '../../../lib/color.ts';
import { FEED_BACKGROUND, nameColor } from './name-color.ts';

const THEMES = ['dark', 'light'] as const;
const color = fc.option(
  fc.oneof(
    fc.string(),
    fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`),
  ),
);

test('every name can be read in every theme, whatever colour it has', () => {
  fc.assert(
    fc.property(color, fc.string(), fc.constantFrom(...THEMES), (chosen, login, theme) => {
      expect(contrast(nameColor(chosen, login, theme), FEED_BACKGROUND[theme])).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('people who chose no colour keep the one they are given', () => {
  expect(nameColor(null, 'anna', 'dark')).toBe(nameColor(null, 'anna', 'dark'));
});
