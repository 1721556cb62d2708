import { describe, expect, test } from 'vitest';
import { RecentErasures } from './recent-erasures.ts';

const erased = (erasuresMax = 10): RecentErasures => {
  const erasures = new RecentErasures(erasuresMax);
  erasures.add('alpha', 100, 1_000);
  return erasures;
};

describe('recent erasures', () => {
  test.each([
    ['in the window, since then', 'alpha', 100, 100, 1_000, true],
    ['erased before the making began', 'alpha', 0, 200, 1_001, false],
    ['said before the window', 'alpha', 101, 200, 0, false],
    ['said after the window', 'alpha', 0, 99, 0, false],
    ['of another channel', 'beta', 0, 200, 0, false],
  ])('%s', (_, channel, from, to, since, touched) => {
    expect(erased().touch(channel, from, to, since)).toBe(touched);
  });

  test('beyond the bound are taken to touch whatever was being made then', () => {
    const erasures = erased(2);
    erasures.add('beta', 5, 1_001);
    erasures.add('alpha', 7, 1_002);
    expect(erasures.size).toBe(1);
    expect(erasures.touch('gamma', 0, 1, 1_001)).toBe(true);
    expect(erasures.touch('gamma', 0, 1, 1_002)).toBe(false);
    expect(erasures.touch('alpha', 7, 7, 1_002)).toBe(true);
  });
});
