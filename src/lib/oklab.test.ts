import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexToLinear, linearToOklab, oklabDistance, oklabToHex, oklabToLinear } from './oklab.ts';

const aColor = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((channels) => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`);

describe('OKLab', () => {
  test.each([
    ['#ffffff', 1, 0, 0],
    ['#000000', 0, 0, 0],
    ['#ff0000', 0.628, 0.225, 0.126],
    ['#00ff00', 0.866, -0.234, 0.179],
    ['#0000ff', 0.452, -0.032, -0.312],
  ])('%s lies where its author says', (hex, lightness, a, b) => {
    const color = linearToOklab(hexToLinear(hex));
    expect(color.lightness).toBeCloseTo(lightness, 2);
    expect(color.a).toBeCloseTo(a, 2);
    expect(color.b).toBeCloseTo(b, 2);
  });

  test('any colour survives the way there and back', () => {
    fc.assert(
      fc.property(aColor, (hex) => {
        expect(oklabToHex(linearToOklab(hexToLinear(hex)))).toBe(hex);
      }),
    );
  });

  test('what lies outside sRGB ends at its edge', () => {
    expect(oklabToLinear({ lightness: 0.7, a: 0.4, b: 0 })[1]).toBeLessThan(0);
    expect(oklabToHex({ lightness: 0.7, a: 0.4, b: 0 })).toMatch(/^#ff00[0-9a-f]{2}$/);
  });

  test('distance is that of the eye: none to itself, the same both ways', () => {
    const [red, blue] = [linearToOklab(hexToLinear('#ff0000')), linearToOklab(hexToLinear('#0000ff'))];
    expect(oklabDistance(red, red)).toBe(0);
    expect(oklabDistance(red, blue)).toBe(oklabDistance(blue, red));
  });

  test.each(['red', '#fff', '#12345g', ''])('%j is no colour', (text) =>
    expect(() => hexToLinear(text)).toThrow(RangeError),
  );
});
