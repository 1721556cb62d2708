import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseChannelName } from './channel-name.ts';
import { csvLine } from './csv.ts';
import { clockTime, count, discordTime, percent, plural, rate, signed, vodOffset, vodUrl } from './format.ts';
import { clip, escapeClipped, escapeMarkdown, stripInvisible } from './markdown.ts';

describe('parseChannelName', () => {
  test.each([
    ['ninja', 'ninja'],
    ['#Ninja', 'ninja'],
    [' @NINJA ', 'ninja'],
    ['https://www.twitch.tv/Ninja?ref=x', 'ninja'],
    ['twitch.tv/ninja/videos', 'ninja'],
    ['../x', null],
    ['_under', null],
    ['', null],
    ['a'.repeat(26), null],
    ['na me', null],
    ['https://evil.example/ninja', null],
    ['нинзя', null],
  ])('%j is %j', (typed, expected) => {
    expect(parseChannelName(typed)).toBe(expected);
  });
});

describe('escapeMarkdown', () => {
  test.each([
    ['**bold** _it_ ~~x~~ `code` ||spoiler||'],
    ['# heading'],
    ['- list'],
    ['> quote'],
    ['[click](https://evil.example)'],
    ['<@123> <@&4> <#5> <t:1:R> <:a:1> </x:1>'],
    ['@everyone @here'],
    ['https://evil.example'],
    ['evil.example/path'],
    ['1. one'],
  ])('leaves nothing active in %j', (text) => {
    const escaped = escapeMarkdown(text);
    expect(escaped).not.toMatch(/(?<!\\)[*_~`|<>[\]#]/);
    expect(escaped).not.toMatch(/@(everyone|here|\d)/);
    expect(escaped).not.toMatch(/https?:\/\//);
    expect(escaped).not.toMatch(/[a-z0-9]\.[a-z]/i);
    expect(escaped).not.toMatch(/^(-|\d+\.) /);
  });

  test('never makes a second line and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(escapeMarkdown(text)).not.toMatch(/[\r\n]/);
      }),
    );
  });

  test('ordinary words stay as they are', () => {
    expect(escapeMarkdown("KEKW that's 100% real, 3.5 GG!")).toBe("KEKW that's 100% real, 3.5 GG!");
  });

  test('clips before it escapes, so that no escape is cut in two', () => {
    expect(escapeClipped('  **much too long** ', 6)).toBe(`${escapeMarkdown('**muc')}…`);
  });

  test('thins stacked marks and removes direction overrides', () => {
    expect(stripInvisible(`Z${'\u0301'.repeat(40)}`)).toHaveLength(3);
    expect(stripInvisible('a\u202eb\u{e0001}c')).toBe('a b c');
  });
});

test.each([
  ['short', 10, 'short'],
  ['😀😀😀', 3, '😀😀😀'],
  ['😀😀😀', 2, '😀…'],
])('clip(%j, %i)', (text, max, expected) => {
  expect(clip(text, max)).toBe(expected);
});

test.each([
  [0, '0s'],
  [65, '1m5s'],
  [3_600, '1h0m0s'],
  [5_025.9, '1h23m45s'],
  [-5, '0s'],
])('vodOffset(%d) is %s', (seconds, expected) => {
  expect(vodOffset(seconds)).toBe(expected);
});

test('formats for people', () => {
  expect([plural(0, 'line'), plural(1, 'line'), plural(1_234, 'person', 'people')]).toEqual([
    '0 lines',
    '1 line',
    '1,234 people',
  ]);
  expect([signed(0.42), signed(-0.1), signed(-0.001)]).toEqual(['+0.42', '−0.10', '0.00']);
  expect([percent(0), percent(0.125), percent(1)]).toEqual(['0%', '13%', '100%']);
  expect(vodUrl('1/2', 65)).toBe('https://www.twitch.tv/videos/1%2F2?t=1m5s');
  expect([clockTime(5_025), clockTime(125)]).toEqual(['1:23:45', '2:05']);
  expect([rate(4.16), rate(9.96), rate(38.2)]).toEqual(['4.2', '10', '38']);
  expect(count(12_345.4)).toBe('12,345');
  expect(discordTime(1_700_000_000_999, 'R')).toBe('<t:1700000000:R>');
});

test.each([
  [['a', 1, null], 'a,1,'],
  [['say "hi", ok'], '"say ""hi"", ok"'],
  [['=1+1'], "'=1+1"],
  [['@cmd', '+1', '-1', '\tx'], "'@cmd,'+1,'-1,'\tx"],
  [[' =HYPERLINK("x")'], '"\' =HYPERLINK(""x"")"'],
  [[-1.5], '-1.5'],
  [['two\nlines'], '"two\nlines"'],
])('csvLine(%j)', (cells, expected) => {
  expect(csvLine(cells)).toBe(expected);
});
