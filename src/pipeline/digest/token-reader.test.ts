import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KNOWN_WORDS } from './known-words.ts';
import { reactionOfKey, TERM } from './term.ts';
import { tokenKey } from './token-hash.ts';
import { BREAK, TokenReader } from './token-reader.ts';

function tokens(text: string): string[] {
  const reader = new TokenReader();
  reader.read(text, []);
  return Array.from({ length: reader.tokens }, (_, i) =>
    reader.keys[i] === BREAK ? '|' : text.slice(reader.starts[i], reader.ends[i]),
  );
}

/** How the tokens are read that count as emotes. */
function emotesIn(text: string, words: readonly string[], places: readonly { start: number; end: number }[] = []) {
  const reader = new TokenReader();
  reader.read(
    text,
    places.map((place) => ({ ...place, id: '1', name: text.slice(place.start, place.end) })),
    words,
  );
  return Array.from({ length: reader.tokens }, (_, i) => i)
    .filter((i) => reader.kinds[i] === TERM.emote)
    .map((i) => text.slice(reader.starts[i], reader.ends[i]));
}

function terms(text: string, emotes: { start: number; end: number }[] = []): string[] {
  const reader = new TokenReader();
  reader.read(
    text,
    emotes.map((place) => ({ ...place, id: '1', name: text.slice(place.start, place.end) })),
  );
  return Array.from({ length: reader.terms }, (_, i) => {
    const key = reader.termKeys[i]!;
    if (reader.termKinds[i] === TERM.reaction) return `:${reactionOfKey(key)}`;
    if (reader.termKinds[i] === TERM.line) return '=';
    const at = [...reader.keys.subarray(0, reader.tokens)].indexOf(key);
    return text.slice(reader.starts[at], reader.ends[at]);
  });
}

describe('tokens', () => {
  test.each<[string, string[]]>([
    ['He fell, again!', ['He', 'fell', 'again']],
    ["don't", ["don't"]],
    ['+2 or -10?', ['+2', 'or', '-10']],
    ['2-1 win', ['2', '1', 'win']],
    ['3.5 stars', ['3.5', 'stars']],
    ['\ufffd\ufffd', []],
    ['wait...what', ['wait', 'what']],
    ['see https://evil.example/x now', ['see', '|', 'now']],
    ['go evil.example/x now', ['go', '|', 'now']],
    ['hi @somebody how', ['hi', '|', 'how']],
    ['不買鞋', ['不買', '買鞋']],
    ['幹', ['幹']],
    ['買鞋 now', ['買鞋', 'now']],
    ['ㅋㅋㅋㅋ', ['ㅋㅋㅋㅋ']],
    ['gg😂😂', ['gg', '😂', '😂']],
    ['👍🏽 ok', ['👍', 'ok']],
    ['┌───┐ █▄█', []],
    ['\u202eevil\u200b', ['evil\u200b']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  test.each([
    ['nooooo', 'NO', true],
    ['hahahahaha', 'haha', true],
    ['LETS', 'lets', true],
    ['ПРИВЕТ', 'привет', true],
    ['good', 'god', false],
    ['noo', 'no', false],
    ['abab', 'ab', false],
  ])('%s and %s are the same word: %s', (a, b, same) => {
    expect(tokenKey(a) === tokenKey(b)).toBe(same);
  });
});

describe('terms', () => {
  test.each<[string, string[]]>([
    ['he fell again', ['fell']],
    ['KEKW KEKW KEKW', [':laugh', 'KEKW']],
    ['hahaha the dragon', [':laugh', 'hahaha', 'dragon']],
    ['what is that', ['=']],
    ['no', ['=']],
    ['a', ['=']],
    ['2', ['2']],
    ['I think that was it and so on and so it is', []],
    ['catJAM', ['catJAM']],
  ])('%j', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  test("the platform's own emotes count whatever they look like", () => {
    expect(terms('hi <3 there', [{ start: 3, end: 5 }])).toEqual([':love', '<3']);
    expect(terms('the', [{ start: 0, end: 3 }])).toEqual(['the']);
  });

  test.each<[string, string[], string[]]>([
    ['hi peepohi there', ['peepohi'], ['peepohi']],
    ['peepohi peepohi', ['peepohi', 'peepohi'], ['peepohi', 'peepohi']],
    // A use more or less than the text holds changes nothing else.
    ['peepohi peepohi', ['peepohi'], ['peepohi']],
    ['hi', ['peepohi'], []],
    [':tf: D: no', [':tf:', 'D:'], [':tf:', 'D:']],
    ['xpeepohi peepohi! peepohi', ['peepohi'], ['peepohi']],
    ['x\u3000peepohi', ['peepohi'], []],
    [`${'a'.repeat(236)} abcdef`, ['abcdef'], []],
  ])('other emotes count where they stand by themselves: %j with %j', (text, words, expected) => {
    expect(emotesIn(text, words)).toEqual(expected);
  });

  test("the platform's own emotes and others in turns", () => {
    expect(
      emotesIn(
        'hi <3 peepohi <3',
        ['peepohi'],
        [
          { start: 3, end: 5 },
          { start: 14, end: 16 },
        ],
      ),
    ).toEqual(['<3', 'peepohi', '<3']);
  });

  test('an emote is the same term, whether it is known as one or not', () => {
    const reader = new TokenReader();
    const termsWith = (words: readonly string[]): number[] => {
      reader.read('he fell pepelaughs', [], words);
      return [...reader.termKeys.subarray(0, reader.terms)];
    };
    expect(termsWith(['pepelaughs'])).toEqual(termsWith([]));
  });

  test('offsets that make no sense are left out', () => {
    expect(
      terms('boat', [
        { start: 2, end: 900 },
        { start: 1, end: 1 },
      ]),
    ).toEqual(['boat']);
  });

  test.each([
    ['!drop', true],
    ['!Drop now', true],
    ['! wow', false],
    ['!!', false],
    ['wow!', false],
  ])('%j is a command: %s', (text, command) => {
    const reader = new TokenReader();
    reader.read(text, []);
    expect(reader.command).toBe(command);
  });

  test('holds for any text: places lie inside it, and one reader keeps nothing between messages', () => {
    const used = new TokenReader();
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.array(fc.string({ maxLength: 3 })),
        (text, words) => {
          used.read(text, [], words);
          const fresh = new TokenReader();
          fresh.read(text, [], words);
          expect([...used.termKeys.subarray(0, used.terms)]).toEqual([...fresh.termKeys.subarray(0, fresh.terms)]);
          for (let i = 0; i < used.tokens; i++) {
            if (used.keys[i] === BREAK) continue;
            expect(used.starts[i]).toBeLessThan(used.ends[i]!);
            expect(used.ends[i]).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });
});

test('a word that shows a reaction is no stop word', () => {
  expect(reactionOfKey(KNOWN_WORDS.get(tokenKey('KEKW')))).toBe('laugh');
  expect(reactionOfKey(KNOWN_WORDS.get(tokenKey('the')))).toBeNull();
  expect(KNOWN_WORDS.get(tokenKey('dragon'))).toBe(0);
});
