import { describe, expect, test } from 'vitest';
import { formProblem, namesIn, numbersIn, quotesIn } from './claim-form.ts';

describe('formProblem', () => {
  test.each([
    ['Viewers cheer for the clutch, 1,204 messages in all.', null],
    ['They won 3.5 to 2 (a close one).', null],
    ['Le chat adore ça ; 視聴者は驚いた 🎉', null],
    ['Hearts everywhere 👨‍👩‍👧', null],
    ['', 'empty'],
    ['… 12', 'empty'],
    ['x'.repeat(121), 'too-long'],
    ['visit https://evil.example', 'link'],
    ['visit www.evil', 'link'],
    ['go to evil.com now', 'link'],
    ['go to evil．ｃｏｍ now', 'link'],
    ['discord.gg/abc', 'link'],
    ['go to evil dot com', 'link'],
    ['hello @everyone', 'mention'],
    ['hello ＠everyone', 'mention'],
    ['hello <@123>', 'mention'],
    ['**bold** claim', 'markup'],
    ['a `code` claim', 'markup'],
    ['[text](x)', 'markup'],
    ['# Title', 'markup'],
    ['- item', 'markup'],
    ['/ban somebody', 'markup'],
    ['!command', 'markup'],
    ['a <b>bold</b> claim', 'markup'],
    ['a :smile: claim', 'markup'],
    ['||spoiler||', 'markup'],
    ['two\nlines', 'invisible'],
    ['zero\u200bwidth', 'invisible'],
    ['right\u202eleft', 'invisible'],
    ['tag\u{e0041}', 'invisible'],
    ['soft\u00adhyphen', 'invisible'],
    ['word\u2060joiner', 'invisible'],
    ['za\u0301\u0302\u0303\u0304lgo', 'invisible'],
  ])('%j: %s', (text, problem) => {
    expect(formProblem(text, 120)).toBe(problem);
  });
});

test.each([
  ['1,204 messages, 1.5 a second', [1204, 1.5]],
  ['42% of 3', [42, 3]],
  ['a 1v3', [1, 3]],
  ['none', []],
])('numbersIn(%j)', (text, numbers) => {
  expect(numbersIn(text)).toEqual(numbers);
});

test.each([
  ['They say "what a save" and “gg”', ['what a save', 'gg']],
  ["They say 'what a save', don't they", ['what a save']],
  ["the streamer's dog doesn't mind", []],
])('quotesIn(%j)', (text, quotes) => {
  expect([...quotesIn(text)]).toEqual(quotes);
});

test.each([
  ['Viewers cheer. They love it.', []],
  ['Viewers cheer for Ninja and NAVI.', ['Ninja', 'NAVI']],
  ['HACKED by nobody', ['HACKED']],
  ['McDonald is late', ['McDonald']],
])('namesIn(%j)', (text, names) => {
  expect(namesIn(text)).toEqual(names);
});
