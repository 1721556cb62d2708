import { describe, expect, test } from 'vitest';
import { MessageShape, READ_CHARACTERS_MAX } from './message-shape.ts';
import { isQuotable } from './quotes.ts';
import { leadingCategory } from './category.ts';
import { REACTIONS } from './reactions.ts';
import { RecentTable } from './recent-table.ts';
import { scoreThreshold } from './sensitivity.ts';
import { isAttack } from './attack.ts';

const shapeOf = (text: string): MessageShape => {
  const shape = new MessageShape(REACTIONS);
  shape.read(text, []);
  return shape;
};

test.for([
  ['LUL', 'emotes'],
  ['streamerHype', 'emotes'],
  ['😂', 'emotes'],
  ['<3', 'emotes'],
  ['lol', 'words'],
  ['LOOOOL!!', 'words'],
  ['красава', 'words'],
  ['すごい', 'words'],
  ['vamos', 'words'],
  ['NO WAY', 'shouted'],
  ['НЕТ КОНЕЧНО', 'shouted'],
  ['nooooo', 'repeated'],
  ['ㅋㅋㅋㅋ', 'repeated'],
  ['jajaja', 'repeated'],
  ['ههههه', 'repeated'],
  ['again again again', 'repeated'],
  ['草草草', 'repeated'],
  ['wkwkwk', 'repeated'],
  ['?', 'punctuated'],
  ['what??', 'punctuated'],
] as const)('%s is told by its %s', ([text, trait]) => {
  expect(Number(shapeOf(text)[trait])).toBeGreaterThan(0);
});

test.for([
  'I think the second boss is harder than the first',
  'Ich komme aus Hamburg',
  'сегодня хорошая погода',
  '你好大家今天好吗',
  'hello',
])('%s is no reaction', (text) => {
  const { emotes, words, shouted, repeated, punctuated } = shapeOf(text);
  expect({ emotes, words, shouted, repeated, punctuated }).toEqual({
    emotes: 0,
    words: 0,
    shouted: false,
    repeated: false,
    punctuated: false,
  });
});

test('near-identical texts share a mark, others do not', () => {
  const text = 'one two three four five six seven eight';
  expect(shapeOf(`${text} xyz`).prefixHash).toBe(shapeOf(text).prefixHash);
  expect(shapeOf(text.toUpperCase()).sketchHash).toBe(shapeOf(text).sketchHash);
  expect(shapeOf('quite another sentence here').sketchHash).not.toBe(shapeOf(text).sketchHash);
});

test('reads no more than it must', () => {
  expect(shapeOf('a '.repeat(10_000)).tokens).toBe(READ_CHARACTERS_MAX / 2);
});

describe('a recent table', () => {
  test('counts within its window and forgets after it', () => {
    const table = new RecentTable(10);
    expect([table.see(5, 100), table.see(5, 101), table.see(5, 109), table.see(5, 110)]).toEqual([0, 1, 2, 0]);
    table.clear();
    expect(table.see(5, 110)).toBe(0);
  });

  test('never counts a stranger, however many there are', () => {
    const table = new RecentTable(10);
    for (let key = 0; key < 100_000; key++) expect(table.see(key, 100)).toBe(0);
  });
});

test.for([
  ['hello', true],
  ['', false],
  ['   ', false],
  ['!play song', false],
  ['!!!', true],
  ['see t.co/x', false],
  ['@you', false],
  ['mail me@x.org', false],
  ['3.5 wins', true],
  ['gg.', true],
] as const)('%s may be quoted: %s', ([text, quotable]) => {
  expect(isQuotable(text)).toBe(quotable);
});

test.for([
  [[9, 1, 0, 0, 0, 0], 'funny'],
  [[1, 8, 2, 0, 0, 0], 'hype'],
  [[3, 3, 3, 0, 0, 0], 'mixed'],
  [[2, 0, 0, 0, 0, 0], 'mixed'],
  [[0, 0, 0, 0, 0, 7], 'love'],
] as const)('%j is %s', ([counts, category]) => {
  expect(leadingCategory(counts)).toBe(category);
});

test.for([
  ['a wave of strangers who say the same', { newcomers: 30, chatters: 35, alike: 28, messages: 32 }, true],
  ['the same by regulars', { newcomers: 3, chatters: 35, alike: 28, messages: 32 }, false],
  ['many voices', { newcomers: 30, chatters: 35, alike: 5, messages: 32 }, false],
  ['a handful', { newcomers: 5, chatters: 5, alike: 5, messages: 6 }, false],
] as const)('%s', ([, shape, attack]) => {
  expect(isAttack(shape)).toBe(attack);
});

test('presets are ordered, numbers pass, and sigma at medium is two deviations', () => {
  expect(scoreThreshold('low', 'robust')).toBeGreaterThan(scoreThreshold('medium', 'robust'));
  expect(scoreThreshold('medium', 'robust')).toBeGreaterThan(scoreThreshold('high', 'robust'));
  expect(scoreThreshold(7.25, 'robust')).toBe(7.25);
  expect(scoreThreshold('medium', 'sigma')).toBe(2);
});
