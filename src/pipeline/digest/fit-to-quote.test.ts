import { expect, test } from 'vitest';
import { isFitToQuote } from './fit-to-quote.ts';

test.each(['he fell again', '還我臭臭泥', "don't", '+2', '🔥', 'Scunthorpe', 'catJAM', '3.5 stars', 'C++'])(
  '%j is',
  (text) => {
    expect(isFitToQuote(text)).toBe(true);
  },
);

test.each([
  ['nothing', ''],
  ['a link', 'see https://evil.example'],
  ['a bare link', 'evil.example/x'],
  ['a mention', 'thanks @somebody'],
  ['a command', '!drop'],
  ['markdown', '**bold**'],
  ['a masked link', '[here](x)'],
  ['code', '`x`'],
  ['a mention in angle brackets', '<@123>'],
  ['a spoiler', '||x||'],
  ['a quotation mark that would end the quote', 'a” said b “c'],
  ['an escape sequence', '\u001b[2J'],
  ['a line break', 'one\ntwo'],
  ['a direction override', 'a\u202eb'],
  ['a slur', 'gypsy'],
  ['a slur in capitals', 'GYPSIES'],
  ['a disguised slur', 'gyp5y'],
  ['an accented slur', 'gýpsy'],
  ['a root inside a word, and so some harmless words', 'a chink in the armour'],
  ['a root spelled apart', 'c h i n k'],
])('%s is not', (_, text) => {
  expect(isFitToQuote(text)).toBe(false);
});
