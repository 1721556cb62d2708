import { expect, test } from 'vitest';
import { LruMap } from './lru-map.ts';

test('what was not used for longest makes room', () => {
  const map = new LruMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  expect(map.get('a')).toBe(1);
  map.set('c', 3);
  expect(map.get('b')).toBeUndefined();
  expect([map.get('a'), map.get('c'), map.size]).toEqual([1, 3, 2]);
});

test('writing an entry again is a use and does not grow the map', () => {
  const map = new LruMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 9);
  map.set('c', 3);
  expect([map.get('a'), map.get('b'), map.size]).toEqual([9, undefined, 2]);
  expect([map.delete('a'), map.delete('a'), map.size]).toEqual([true, false, 1]);
});
