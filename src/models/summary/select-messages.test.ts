import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectMessages } from './select-messages.ts';

const LIMITS = { linesMax: 24, charactersMax: 600, messagesMax: 500 };
const message = (i: number, text: string, at = i * 1_000) => ({ id: `m${i}`, author: `user${i}`, text, at });

test('a small chat goes in whole, in order of time', () => {
  const messages = ['hello', 'Hello', 'new map when'].map((text, i) => message(i, text));
  const { lines, readable } = selectMessages(messages, LIMITS);
  expect(lines.map(({ text, messages: same }) => [text, same.length])).toEqual([
    ['hello', 2],
    ['new map when', 1],
  ]);
  expect(readable).toHaveLength(3);
});

test('each stretch of a long window has its share, and what several wrote comes first', () => {
  const busy = Array.from({ length: 400 }, (_, i) => message(i, `early ${i} words`, i));
  const quiet = Array.from({ length: 5 }, (_, i) => message(1_000 + i, `late ${i}`, 60_000 + i));
  const chorus = Array.from({ length: 8 }, (_, i) => message(2_000 + i, 'what a save', 30));
  const texts = selectMessages([...busy, ...chorus, ...quiet], LIMITS).lines.map(({ text }) => text);
  expect(texts.filter((text) => text.startsWith('late')).length).toBeGreaterThan(2);
  expect(texts).toContain('what a save');
});

test('bounds hold for any chat', () => {
  const any = fc.array(fc.record({ text: fc.string({ maxLength: 400 }), at: fc.integer({ min: 0, max: 1e6 }) }), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(any, (chat) => {
      const messages = chat.map(({ text, at }, i) => message(i, text, at));
      const { lines } = selectMessages(messages, LIMITS);
      expect(lines.length).toBeLessThanOrEqual(LIMITS.linesMax);
      expect(lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(LIMITS.charactersMax);
      expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((a, b) => a - b));
    }),
  );
});

test('reads an even part of a chat that is too long', () => {
  const messages = Array.from({ length: 5_000 }, (_, i) => message(i, `text ${i}`));
  const { readable } = selectMessages(messages, LIMITS);
  expect(readable).toHaveLength(500);
  expect(readable.at(-1)?.id).toBe('m4990');
});
