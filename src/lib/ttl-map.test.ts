import { expect, test } from 'vitest';
import { TtlMap } from './ttl-map.ts';

test('an entry is gone at the end of its time, not before', () => {
  const map = new TtlMap<string>({ ttlMs: 100, entriesMax: 10 });
  map.set('a', 'x', 1000);
  expect(map.get('a', 1099)).toBe('x');
  expect(map.get('a', 1100)).toBeUndefined();
  expect(map.size).toBe(0);
});

test('an entry can be taken out before its time', () => {
  const map = new TtlMap<string>({ ttlMs: 100, entriesMax: 10 });
  map.set('a', 'x', 1000);
  map.delete('a');
  expect(map.get('a', 1001)).toBeUndefined();
});

test('the entry written longest ago makes room', () => {
  const map = new TtlMap<number>({ ttlMs: 100, entriesMax: 2 });
  map.set('a', 1, 0);
  map.set('b', 2, 0);
  map.set('a', 3, 0);
  map.set('c', 4, 0);
  expect([map.get('a', 1), map.get('b', 1), map.get('c', 1)]).toEqual([3, undefined, 4]);
  expect(map.size).toBe(2);
});
