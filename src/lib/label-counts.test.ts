import { describe, expect, test } from 'vitest';
import { countsText, missingExamples, missingText } from './label-counts.ts';

describe('label counts', () => {
  test.each([
    [{ pos: 0, neu: 0, neg: 0 }, '100 positive, 100 neutral and 100 negative more make 100 of each'],
    [{ pos: 12, neu: 100, neg: 3 }, '88 positive and 97 negative more make 100 of each'],
    [{ pos: 100, neu: 99, neg: 500 }, '1 neutral more make 100 of each'],
    [{ pos: 100, neu: 100, neg: 100 }, null],
  ])('%o', (counts, text) => {
    expect(missingText(counts)).toBe(text);
    expect(missingExamples(counts).size === 0).toBe(text === null);
  });

  test('name every category', () => {
    expect(countsText({ pos: 1, neu: 2, neg: 3 })).toBe('1 positive · 2 neutral · 3 negative');
  });
});
