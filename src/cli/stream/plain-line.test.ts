import { describe, expect, test } from 'vitest';
import { parsePlainLine } from './plain-line.ts';

function read(line: string): string {
  const parsed = parsePlainLine(line, 7, 'room', 5);
  return typeof parsed === 'string' ? parsed : `${parsed.author.login} | ${parsed.text}`;
}

describe('parsePlainLine', () => {
  test.each([
    ['Anna: he fell again', 'anna | he fell again'],
    ['<Anna> hi: you', 'anna | hi: you'],
    ['[12:34] Anna: hi', 'anna | hi'],
    ['12:34:56 PM Anna: hi', 'anna | hi'],
    ['[2026-01-31 12:34:56 UTC] anna: hi', 'anna | hi'],
    ['安娜: 你好', '安娜 | 你好'],
    ['just a line', 'line-7 | just a line'],
    ['note this: it has a colon', 'line-7 | note this: it has a colon'],
    ['12:34', 'line-7 | 12:34'],
    [`a: ${'x'.repeat(30_000)}`, 'text-too-long'],
  ])('%s', (line, expected) => {
    expect(read(line)).toBe(expected);
  });
});
