import type { Mood } from '../../../domain/mood.ts';
import type { LearnedValence, TokenSink } from '../../../domain/ports/models.ts';
import { readEmoteName } from './emote-name.ts';
import { ROLE, type Entry } from './entry.ts';
import type { Evidence } from './evidence.ts';
import type { Lexicon } from './lexicon.ts';
import { exactHash, wordHash } from './text-hash.ts';
import { MARK, type Tokens } from './tokens.ts';

/** A token said again counts this much: ten KEKW are not ten times as happy as one. */
const REPEATED = [1, 0.35, 0.2, 0.1];
/** Words that a negation reaches. */
const NEGATED_WORDS = 3;
/** `not good` is bad, but less than `bad`; `not bad` is hardly good. */
const NEGATED_GOOD = -0.6;
const NEGATED_BAD = -0.35;
const STRENGTHENED = 1.3;
const WEAKENED = 0.6;
/** For stretched and shouted words. */
const STRESSED = 1.2;
/** What a channel taught about an emote moves a message about as far as a listed one does. */
const LEARNED_WEIGHT = 0.8;
const ROUNDS_MAX = 0x7fffffff;

/** Adds up what tokens say, in the order they were said. */
export class TokenWeigher {
  readonly #lexicon: Lexicon;
  /** Round in which an entry was last heard, and how often in that round. */
  readonly #rounds: Int32Array;
  readonly #uses: Uint8Array;
  #round = 0;
  /** Emotes of this message that are in no list and yet say something. */
  #unlisted = 0;
  // What reaches the next words.
  #negated = 0;
  #strength = 1;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
    this.#rounds = new Int32Array(lexicon.entries.length);
    this.#uses = new Uint8Array(lexicon.entries.length);
  }

  weigh(text: string, tokens: Tokens, learned: LearnedValence | null, heard: TokenSink | null, sum: Evidence): void {
    this.#begin();
    for (let i = 0; i < tokens.count; i++) {
      const id = tokens.entry[i] ?? -1;
      // Reading an array before its beginning is slow, and most words are in no list.
      const entry = id === -1 ? undefined : this.#lexicon.entries[id];
      const marks = tokens.marks[i] ?? 0;
      if ((marks & MARK.unknownEmote) !== 0) {
        this.#weighUnknown(text.slice(tokens.start[i], tokens.end[i]), learned, heard, sum);
      } else if ((marks & MARK.word) === 0) {
        if (entry !== undefined) this.#weighPicture(entry, heard, sum);
      } else {
        this.#weighWord(i, marks, entry, heard, sum);
      }
    }
  }

  /** An emote whose name is all there is of it, after {@link weigh}. */
  weighNamed(name: string, learned: LearnedValence | null, heard: TokenSink | null, sum: Evidence): void {
    const { entries, emotes, words } = this.#lexicon;
    const word = entries[words.get(wordHash(name))];
    const entry = entries[emotes.get(exactHash(name))] ?? (word?.valence === 0 ? undefined : word);
    if (entry === undefined) this.#weighUnknown(name, learned, heard, sum);
    else this.#weighPicture(entry, heard, sum);
  }

  #begin(): void {
    if (this.#round === ROUNDS_MAX) {
      this.#rounds.fill(0);
      this.#round = 0;
    }
    this.#round++;
    this.#unlisted = 0;
    this.#forgetContext();
  }

  #forgetContext(): void {
    this.#negated = 0;
    this.#strength = 1;
  }

  #weighUnknown(name: string, learned: LearnedValence | null, heard: TokenSink | null, sum: Evidence): void {
    this.#forgetContext();
    const taught = learned?.valenceOf(name) ?? null;
    if (taught !== null) {
      heard?.(name, 'emote', taught, true);
      sum.rated++;
      addEmote(0, taught * LEARNED_WEIGHT * this.#unlistedCounts(), taught > 0 ? 'joy' : 'sad', sum);
      return;
    }
    const part = readEmoteName(name, this.#lexicon);
    heard?.(name, 'emote', part?.valence ?? null, false);
    if (part === null) {
      sum.unknownEmotes++;
      return;
    }
    sum.rated++;
    addEmote(part.roles, part.valence * this.#unlistedCounts(), part.mood, sum);
  }

  /** Unlisted emotes count as if they were one that is repeated: most often they are. */
  #unlistedCounts(): number {
    return REPEATED[this.#unlisted++] ?? 0;
  }

  /** A listed emote, emoticon or emoji. */
  #weighPicture(entry: Entry, heard: TokenSink | null, sum: Evidence): void {
    this.#forgetContext();
    sum.rated++;
    if (entry.valence !== 0) heard?.(entry.token, entry.kind, entry.valence, false);
    addEmote(entry.roles, entry.valence * this.#repeated(entry.id), entry.mood, sum);
  }

  #weighWord(at: number, marks: number, entry: Entry | undefined, heard: TokenSink | null, sum: Evidence): void {
    sum.words++;
    if ((marks & MARK.afterStop) !== 0) this.#forgetContext();
    else if (this.#negated > 0) this.#negated--;
    if (entry === undefined) {
      sum.plainWords++;
      this.#strength = 1;
      return;
    }
    const { roles } = entry;
    sum.knownWords++;
    if ((roles & ROLE.english) !== 0) sum.englishWords++;
    if ((roles & ROLE.foreign) !== 0) sum.foreignWords++;
    if (at === 0 && (roles & ROLE.asks) !== 0) sum.beginsWithQuestion = true;
    if ((marks & MARK.covered) !== 0) {
      // The phrase says what its words do to one another.
      sum.plainWords++;
      return;
    }
    if (entry.valence === 0) sum.plainWords++;
    else this.#weighRated(marks, entry, heard, sum);
    if ((roles & ROLE.negates) !== 0) this.#negated = NEGATED_WORDS + 1;
    if ((roles & ROLE.strengthens) !== 0) this.#strength = STRENGTHENED;
    else if ((roles & ROLE.weakens) !== 0) this.#strength = WEAKENED;
    else this.#strength = 1;
  }

  #weighRated(marks: number, entry: Entry, heard: TokenSink | null, sum: Evidence): void {
    let valence = entry.valence * this.#repeated(entry.id) * this.#strength;
    if ((marks & (MARK.stretched | MARK.shouted)) !== 0) valence *= STRESSED;
    if ((entry.roles & ROLE.laughs) !== 0) {
      heard?.(entry.token, entry.kind, entry.valence, false);
      sum.laughter += valence;
      sum.feel(entry.mood, valence);
      return;
    }
    let { mood } = entry;
    if (this.#negated > 0) {
      mood = valence > 0 ? 'sad' : 'calm';
      valence *= valence > 0 ? NEGATED_GOOD : NEGATED_BAD;
    } else {
      heard?.(entry.token, entry.kind, entry.valence, false);
    }
    if (valence > 0) sum.goodWords += valence;
    else sum.badWords -= valence;
    sum.feel(mood, Math.abs(valence));
  }

  #repeated(id: number): number {
    if (this.#rounds[id] !== this.#round) {
      this.#rounds[id] = this.#round;
      this.#uses[id] = 0;
    }
    const uses = this.#uses[id] ?? 0;
    if (uses < REPEATED.length) this.#uses[id] = uses + 1;
    return REPEATED[uses] ?? 0;
  }
}

function addEmote(roles: number, valence: number, mood: Mood, sum: Evidence): void {
  if ((roles & ROLE.laughs) !== 0) sum.laughter += valence;
  else if (valence > 0) sum.goodEmotes += valence;
  else sum.badEmotes -= valence;
  if ((roles & ROLE.ironic) !== 0) sum.irony++;
  sum.feel(mood, Math.abs(valence));
}
