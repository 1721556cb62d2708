import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hexToLinear, linearToOklab, oklabDistance } from '../../../lib/oklab.ts';
import { Glide } from './glide.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const distance = (one: string, other: string): number =>
  oklabDistance(linearToOklab(hexToLinear(one)), linearToOklab(hexToLinear(other)));

test('comes nearer with every step and arrives, however time passes', () => {
  fc.assert(
    fc.property(hex, hex, fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 }), (from, to, steps) => {
      const glide = new Glide(from);
      glide.aim(to);
      let before = distance(from, to);
      for (const passedMs of steps) {
        glide.step(passedMs);
        const now = distance(glide.color, to);
        // A hex colour is rounded to 8 bits a channel.
        expect(now).toBeLessThanOrEqual(before + 0.01);
        before = now;
      }
      for (let passed = 0; passed < 20_000 && !glide.arrived; passed += 50) glide.step(50);
      expect(glide.color).toBe(to);
    }),
  );
});

test('depends on the time that passed, not on how often anybody looked', () => {
  const [often, seldom] = [new Glide('#000000'), new Glide('#000000')];
  often.aim('#ffffff');
  seldom.aim('#ffffff');
  for (let i = 0; i < 60; i++) often.step(10);
  seldom.step(600);
  expect(often.color).toBe(seldom.color);
});

test('stays where it is when the clock goes back', () => {
  const glide = new Glide('#112233');
  glide.aim('#ffffff');
  glide.step(-500);
  expect(glide.color).toBe('#112233');
});
