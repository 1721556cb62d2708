import { describe, expect, test } from 'vitest';
import { OVERLAY_POSITIONS } from '../../../domain/overlay.ts';
import { flight, type FlightOptions } from './flight.ts';

const OPTIONS: FlightOptions = {
  position: 'bottom-left',
  motion: 'full',
  fade: 6,
  size: 1,
  place: 0.5,
  inset: 100,
  width: 1_000,
  height: 600,
  random: () => 0.5,
};

function places(options: Partial<FlightOptions>): readonly { readonly x: number; readonly y: number }[] {
  return flight({ ...OPTIONS, ...options }).keyframes.map(({ transform }) => {
    const [, x, y] = /^translate\(([-\d.]+)px, ([-\d.]+)px\)/.exec(String(transform)) ?? [];
    return { x: Number(x), y: Number(y) };
  });
}

describe.each(OVERLAY_POSITIONS)('from %s', (position) => {
  test.each([0, 0.5, 0.999])('emotes go into the picture and stay in it (%d)', (chance) => {
    const way = places({ position, random: () => chance, place: chance });
    for (const { x, y } of way) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(1_000);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(600);
    }
    expect(way[0]?.y).toBe(position.startsWith('top') ? 100 : 500);
  });

  test('emotes of a corner leave the other half free', () => {
    const xs = [0, 1].flatMap((place) => places({ position, place }).map(({ x }) => x));
    if (position.endsWith('left')) expect(Math.max(...xs)).toBeLessThan(500);
    if (position.endsWith('right')) expect(Math.min(...xs)).toBeGreaterThan(500);
  });
});

test.each(['full', 'reduced'] as const)('emotes begin and end unseen (%s)', (motion) => {
  const { keyframes } = flight({ ...OPTIONS, motion });
  expect([keyframes[0]?.opacity, keyframes.at(-1)?.opacity]).toEqual([0, 0]);
  expect(Math.max(...keyframes.map(({ opacity }) => Number(opacity)))).toBe(1);
});

test('emotes stand still where less movement is wanted', () => {
  expect(new Set(flight({ ...OPTIONS, motion: 'reduced' }).keyframes.map(({ transform }) => transform)).size).toBe(1);
});

test.each([1, 20])('emotes take about %d seconds', (fade) => {
  for (const random of [0, 0.5, 0.999]) {
    const { duration } = flight({ ...OPTIONS, fade, random: () => random }).options;
    expect(Number(duration)).toBeGreaterThanOrEqual(fade * 850);
    expect(Number(duration)).toBeLessThanOrEqual(fade * 1_150);
  }
});
