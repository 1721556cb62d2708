import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OverlayEmote } from '../../../lib/wire/overlay.ts';
import { WallQueue } from './wall-queue.ts';

const ready = (): boolean => true;
const emote = (name: string, uses = 1): OverlayEmote => [name, uses, null];

test('lets the most used set out first, for all who used it meanwhile', () => {
  const queue = new WallQueue();
  queue.add([emote('a', 2), emote('b', 3)], 0);
  queue.add([emote('a', 2), emote('c')], 50);
  expect(queue.take(100, 2, 10, ready)).toMatchObject([
    { name: 'a', uses: 4 },
    { name: 'b', uses: 3 },
  ]);
  expect(queue.size).toBe(1);
});

test('lets wait what cannot be shown yet, and forgets what waited too long', () => {
  const queue = new WallQueue();
  queue.add([emote('slow', 9), emote('fast')], 0);
  expect(queue.take(100, 10, 10, ({ name }) => name === 'fast')).toMatchObject([{ name: 'fast' }]);
  expect(queue.take(3_000, 10, 10, ready)).toMatchObject([{ name: 'slow' }]);
  queue.add([emote('late')], 3_000);
  expect(queue.take(6_001, 10, 10, ready)).toEqual([]);
  expect(queue.size).toBe(0);
});

test('has no place where there is no room', () => {
  const queue = new WallQueue();
  queue.add([emote('a')], 0);
  expect(queue.take(0, 10, 0, ready)).toEqual([]);
  expect(queue.take(0, 10, -3, ready)).toEqual([]);
});

test('keeps to its rate and its bound, whatever chat does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20 }), (density, seconds) => {
      const queue = new WallQueue();
      let taken = 0;
      for (let now = 0; now < seconds * 1_000; now += 100) {
        queue.add(
          Array.from({ length: 40 }, (_, i) => emote(`${now}-${i}`)),
          now,
        );
        expect(queue.size).toBeLessThanOrEqual(60);
        taken += queue.take(now, density, 100, ready).length;
      }
      // The first second's places are there at once.
      expect(taken).toBeLessThanOrEqual(density * (seconds + 1));
      expect(taken).toBeGreaterThanOrEqual(density * seconds - 1);
    }),
    { numRuns: 50 },
  );
});
