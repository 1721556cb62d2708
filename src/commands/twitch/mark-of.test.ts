import { describe, expect, test } from 'vitest';
import { aMessage } from '../../pipeline/testing.ts';
import { markOf } from './mark-of.ts';

describe('the mark in a message', () => {
  test.each([
    ['!mark what a save', 'what a save'],
    ['!MARK   Two   spaces ', 'Two spaces'],
    ['!mark', ''],
    [`!mark ${'x'.repeat(400)}`, `${'x'.repeat(199)}…`],
    ['!mark\u{e0000}', ''],
  ])('%s', (text, note) => {
    expect(markOf(aMessage({ text })).note).toBe(note);
  });

  test('carries who, where and when', () => {
    expect(markOf(aMessage({ id: 'x', user: 'moddy', channel: 'ninja', receivedAt: 5, text: '!mark' }))).toMatchObject({
      id: 'chat-ninja-x',
      channel: 'ninja',
      source: 'chat',
      guildId: null,
      authorId: 'moddy',
      authorName: 'moddy',
      at: 5,
      momentId: null,
    });
  });
});
