import { expect, test } from 'vitest';
import { buildLexicon } from './build-lexicon.ts';
import { readEmoteName } from './emote-name.ts';
import { ROLE } from './entry.ts';

const lexicon = buildLexicon();

test.for([
  ['streamerHype', 'hype', 1],
  ['streamerLove', 'joy', 1],
  ['tyler1Cry', 'sad', -1],
  ['streamerRage2', 'anger', -1],
  ['streamerKEKW', 'joy', 1],
  ['streamerClueless', 'confusion', -1],
  ['peepoSad', 'sad', -1],
  ['monkaDrive', 'confusion', -1],
  ['PogDrive', 'hype', 1],
] as const)('%s is %s', ([name, mood, sign]) => {
  const part = readEmoteName(name, lexicon);
  expect(part?.mood).toBe(mood);
  expect(Math.sign(part?.valence ?? 0)).toBe(sign);
});

test('the longest ending wins over a shorter one and over a beginning', () => {
  expect(readEmoteName('streamerOmegaLUL', lexicon)?.roles).toBe(ROLE.laughs);
  expect(readEmoteName('happyCry', lexicon)?.mood).toBe('sad');
});

test.for(['streamerOsaka', 'streamer', 'STREAMER', 'abcHypeless', '', '1', 'A', 'aB'])('%s says nothing', (name) => {
  expect(readEmoteName(name, lexicon)).toBeNull();
});
