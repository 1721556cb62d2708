import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonObjectsIn } from './json-in-text.ts';

test.each([
  ['{"a":1}', [{ a: 1 }]],
  ['Sure! ```json\n{"a":{"b":"}"}}\n``` Anything else? {"c":2}', [{ a: { b: '}' } }, { c: 2 }]],
  ['{not json} {"a":"\\"}"}', [{ a: '"}' }]],
  ['{{{{', []],
  ['{"open": "', []],
  ['', []],
  ['[1,2]', []],
])('%j', (text, expected) => {
  expect([...jsonObjectsIn(text)]).toEqual(expected);
});

test('finds any object in any surroundings without brackets', () => {
  const prose = fc.string().map((text) => text.replace(/[{}"\\]/g, ''));
  fc.assert(
    fc.property(prose, fc.dictionary(fc.string(), fc.jsonValue()), prose, (before, value, after) => {
      const [first] = jsonObjectsIn(`${before}${JSON.stringify(value)}${after}`);
      expect(JSON.stringify(first)).toBe(JSON.stringify(JSON.parse(JSON.stringify(value))));
    }),
  );
});

test('a flood of brackets is given up early', () => {
  const begun = performance.now();
  expect([...jsonObjectsIn('{'.repeat(200_000))]).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
