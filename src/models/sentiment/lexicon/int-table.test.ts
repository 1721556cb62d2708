import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntTable } from './int-table.ts';

test('answers like the map it was built from, and -1 for everything else', () => {
  const key = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat(5000)), { maxLength: 300 }), fc.array(key), (pairs, others) => {
      const map = new Map(pairs);
      const table = new IntTable(map);
      for (const asked of [...map.keys(), ...others, 0]) expect(table.get(asked)).toBe(map.get(asked) ?? -1);
    }),
  );
});
