import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmotePicture } from '../read/answers.ts';
import { chatTokens, twitchPicture, type ChatToken } from './chat-tokens.ts';

const known = new Map<string, EmotePicture>(
  [
    { name: 'catJAM', image_url: 'https://cdn.7tv.app/emote/1/2x.webp', animated: true, zero_width: false },
    { name: 'RainTime', image_url: 'https://cdn.7tv.app/emote/2/2x.webp', animated: true, zero_width: true },
  ].map((emote) => [emote.name, emote]),
);
const shown = (tokens: readonly ChatToken[]): string =>
  tokens.map((token) => (token.kind === 'text' ? token.text : `[${token.over ? '+' : ''}${token.name}]`)).join('');
const at = (...entries: [string, string[]][]): ReadonlyMap<string, readonly string[]> => new Map(entries);

describe('chatTokens', () => {
  test.each([
    ['words alone', 'hello there', at(), 'hello there'],
    ['an emote of Twitch', 'Kappa hi Kappa', at(['25', ['0-4', '9-13']]), '[Kappa] hi [Kappa]'],
    ['code points, not UTF-16 units', '😂😂 Kappa', at(['25', ['3-7']]), '😂😂 [Kappa]'],
    ['a word the channel knows', 'so catJAM good', at(), 'so [catJAM] good'],
    ['only whole words', 'catJAMs', at(), 'catJAMs'],
    ['an emote laid over another', 'catJAM RainTime', at(), '[catJAM] [+RainTime]'],
    ['nothing to lie over', 'well RainTime', at(), 'well [RainTime]'],
    ['overlapping positions', 'KappaKappa', at(['25', ['0-4']], ['26', ['3-9']]), '[Kappa]Kappa'],
    ['positions outside', 'Kappa', at(['25', ['0-99', '-1-3', 'x']]), 'Kappa'],
    ['an id that would leave its address', 'Kappa', at(['../../evil', ['0-4']]), 'Kappa'],
  ])('%s', (_name, message, positions, expected) => {
    expect(shown(chatTokens(message, positions, known))).toBe(expected);
  });

  test('shows at most forty pictures', () => {
    const tokens = chatTokens('catJAM '.repeat(90), at(), known);
    expect(tokens.filter(({ kind }) => kind === 'emote')).toHaveLength(40);
  });

  test('loses no character, whatever it is told', () => {
    const positions = fc.dictionary(fc.string(), fc.array(fc.oneof(fc.string(), fc.constantFrom('0-1', '1-3', '2-2'))));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), positions, (message, places) => {
        const tokens = chatTokens(message, new Map(Object.entries(places)), known);
        expect(tokens.map((token) => (token.kind === 'text' ? token.text : token.name)).join('')).toBe(message);
      }),
    );
  });
});

test.each(['../x', 'a/b', '', 'a?b', 'é', 'x'.repeat(65)])('%j is no emote of Twitch', (id) => {
  expect(twitchPicture(id, 'x')).toBeNull();
});
