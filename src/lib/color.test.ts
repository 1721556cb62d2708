import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, isHexColor, parseHex, readableOn, withAlpha } from './color.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test.each([
  ['#ffffff', '#000000', 21],
  ['#777777', '#ffffff', 4.478],
  ['#123456', '#123456', 1],
])('contrast of %s on %s', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  expect(contrast(other, one)).toBeCloseTo(ratio, 2);
});

test('any colour becomes readable on any background that allows it', () => {
  fc.assert(
    fc.property(hex, hex, (background, color) => {
      const best = Math.max(contrast(background, '#000000'), contrast(background, '#ffffff'));
      expect(contrast(readableOn(background, color, 4.5), background)).toBeGreaterThanOrEqual(
        Math.min(4.5, best) - 0.01,
      );
    }),
  );
});

test('a colour that is readable already stays', () => {
  expect(readableOn('#000000', '#ff69b4', 4.5)).toBe('#ff69b4');
});

test.each(['red', '#fff', '#12345g', 'url(#)', ''])('%j is no colour', (text) => {
  expect(isHexColor(text)).toBe(false);
  expect(() => contrast(text, '#ffffff')).toThrow(RangeError);
});

test('alpha is added to the channels', () => expect(withAlpha('#FF8000', 0.25)).toBe('rgba(255, 128, 0, 0.25)'));

test.each(['red', '#fff', '#12345g', '#1234567', ''])('%j is refused', (text) => {
  expect(() => parseHex(text)).toThrow(RangeError);
});
