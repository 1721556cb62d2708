import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, parseHex, readableOn, withAlpha } from './color.ts';

const aColor = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((channels) => `#${channels.map((c) => c.toString(16).padStart(2, '0')).join('')}`);

describe('colours', () => {
  test('contrast has the ends that WCAG defines', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#abcdef', '#abcdef')).toBeCloseTo(1);
    expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 1);
  });

  test('alpha is added to the channels', () => expect(withAlpha('#FF8000', 0.25)).toBe('rgba(255, 128, 0, 0.25)'));

  test.each(['red', '#fff', '#12345g', '#1234567', ''])('%j is refused', (text) => {
    expect(() => parseHex(text)).toThrow(RangeError);
  });

  test('a colour that stands out already is kept', () => expect(readableOn('#2b2d31', '#F0E442', 3)).toBe('#f0e442'));

  test('any colour is made to stand out from a card of either theme', () => {
    fc.assert(
      fc.property(aColor, fc.constantFrom('#2b2d31', '#ffffff'), (color, background) => {
        expect(contrast(readableOn(background, color, 3), background)).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
