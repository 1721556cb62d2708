import { expect, test } from 'vitest';
import { BoundedIntern } from './bounded-intern.ts';

test('makes a value once for equal texts, and never holds more than it may', () => {
  let made = 0;
  const intern = new BoundedIntern(3, (text) => ({ text, number: made++ }));
  const a = intern.get('a');
  expect(intern.get(['a'].join(''))).toBe(a);
  for (let i = 0; i < 100; i++) {
    expect(intern.get(`text ${i}`).text).toBe(`text ${i}`);
    expect(intern.size).toBeLessThanOrEqual(3);
  }
  expect(made).toBe(101);
});
