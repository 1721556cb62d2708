import { describe, expect, test } from 'vitest';
import { pasteKey } from './paste-key.ts';

const PASTE = 'I am a long text that somebody copied into the chat of another';

describe('pasted texts', () => {
  test.each([
    ['the same', PASTE],
    ['other case', PASTE.toUpperCase()],
    ['another end', `${PASTE} \u{e0000}`],
    ['an end of its own', `${PASTE}!!! 42`],
    ['more spaces', PASTE.replaceAll(' ', '  ')],
    ['punctuation', PASTE.replace('text', '"text",')],
  ])('a copy with %s has the key', (_, copy) => {
    expect(pasteKey(copy)).toBe(pasteKey(PASTE));
    expect(pasteKey(copy)).toBeGreaterThan(0);
  });

  test('another text has another', () => {
    expect(pasteKey('Nobody has ever pasted these words into a chat, I hope')).not.toBe(pasteKey(PASTE));
  });

  test.each([
    ['short', 'what a save'],
    ['one emote over and over', 'KEKW '.repeat(20)],
    ['two emotes taking turns', 'LUL KEKW LUL'],
    ['laughter', 'h'.repeat(10) + 'a'.repeat(30)],
    ['laughter in another script', '哈'.repeat(40)],
    ['applause', '8'.repeat(60)],
    ['nothing', ''],
    ['lone surrogates', '\ud83d'.repeat(50)],
  ])('a reaction is none: %s', (_, text) => expect(pasteKey(text)).toBe(0));

  test('a sentence in a script without spaces is one', () => {
    expect(pasteKey('这是一段被很多人复制到聊天里的长文字')).toBeGreaterThan(0);
  });
});
