import { createWordCutter, stem, type WordCutter } from './claim-words.ts';
import { formProblem, namesIn, numbersIn, quotesIn, type FormProblem } from './claim-form.ts';

/** What a text was made from. */
export interface Evidence {
  /** What people wrote. An id may stand at several entries: a claim that cites it rests on all of them. */
  readonly sources: readonly { readonly id: string; readonly voice: string; readonly text: string }[];
  /** Words known to have been used by so many people, of whose messages only some are among the sources. */
  readonly shared: readonly { readonly id: string; readonly voices: number; readonly text: string }[];
  /** Numbers a claim may hold besides those of the messages it cites. */
  readonly totals: readonly number[];
  /** Names a claim may hold besides those in the messages it cites. */
  readonly names: readonly string[];
  /** What the model was told: none of it may come back. */
  readonly instructions: string;
  /** How people are called in what the model was given, and who each is: a claim may name who wrote what it cites. */
  readonly handles: ReadonlyMap<string, string>;
}

export interface Claim {
  readonly text: string;
  readonly sourceIds: readonly string[];
}

/** Why a claim is not believed. */
export type Unfaithful =
  | FormProblem
  /** It cites nothing that exists. */
  | 'no-source'
  /** It repeats the instructions. */
  | 'echo'
  | 'unknown-number'
  | 'unknown-name'
  | 'unknown-quote'
  /** What it cites says nothing of the kind. */
  | 'unsupported'
  /** It says what one person wrote as if the chat had said it. */
  | 'one-voice'
  /** It urges people to do something. */
  | 'call-to-action';

/** Null for a claim that may be shown. */
export type FaithCheck = (claim: Claim, charactersMax: number) => Unfaithful | null;

/** So many people make a word the chat's; one more in a crowd, where two may be one person. */
const VOICES_MIN = 2;
const VOICES_MIN_CROWD = 3;
const CROWD_VOICES = 30;
/** Words in a row that a claim must not share with a single person's messages; a whole claim of fewer must not either. */
const COPIED_WORDS = 7;
/** Words in a row that it must not share with the instructions: more, because those talk of chats as well. */
const ECHOED_WORDS = 6;
/** A quote of more words must be one of several people. */
const LONE_QUOTE_WORDS_MAX = 3;
/** Words that ask viewers for money, clicks or secrets. They pass only where the chat itself says them. */
const URGING =
  'buy click code crypto discount dm donate donation download follow giveaway http https invest join password paypal promo redeem sell subscribe token url venmo visit vote wallet website www'.split(
    ' ',
  );

/**
 * Judges what a model wrote against what it was given. A chat can make a model say anything, so the question is never
 * whether the model meant it, but whether the chat said it: every number, quote and name stands in the messages cited,
 * the words that matter were used by several people, and nothing in it could act on a reader.
 */
export function createFaithCheck(evidence: Evidence): FaithCheck {
  const words = createWordCutter();
  const ledger = new VoiceLedger(evidence, words);
  const echoes = new Set(grams(words.all(evidence.instructions), ECHOED_WORDS));
  return (claim, charactersMax) => {
    const form = formProblem(claim.text, charactersMax);
    if (form !== null) return form;
    const cited = new CitedText(evidence, claim.sourceIds, words);
    if (cited.empty) return 'no-source';
    const text = withoutHandles(claim.text, evidence.handles, cited);
    if (text === null) return 'unknown-name';
    if (grams(words.all(text), ECHOED_WORDS).some((gram) => echoes.has(gram))) return 'echo';
    return cited.problem(text, evidence) ?? ledger.problem(text, cited);
  };
}

/** Takes the handles out of a claim; null where it names somebody who wrote nothing that it cites. */
function withoutHandles(text: string, handles: ReadonlyMap<string, string>, cited: CitedText): string | null {
  let known = true;
  const rest = text.replace(/\bviewer[ -]?(\d+)\b/gi, (_, digits: string) => {
    const voice = handles.get(`viewer${digits}`);
    if (voice === undefined || !cited.voices.has(voice)) known = false;
    return 'viewer';
  });
  return known ? rest : null;
}

/** The messages one claim rests on. */
class CitedText {
  readonly voices = new Set<string>();
  readonly stems: ReadonlySet<string>;
  readonly #text: string;
  readonly #words: WordCutter;
  readonly #entries: readonly { readonly voice: string; readonly text: string }[];

  constructor({ sources, shared }: Evidence, ids: readonly string[], words: WordCutter) {
    const wanted = new Set(ids);
    this.#words = words;
    this.#entries = sources.filter(({ id }) => wanted.has(id));
    for (const { voice } of this.#entries) this.voices.add(voice);
    const texts = [...this.#entries, ...shared.filter(({ id }) => wanted.has(id))].map(({ text }) => text);
    this.#text = texts.join('\n');
    this.stems = new Set(words.content(this.#text));
  }

  get empty(): boolean {
    return this.#text === '';
  }

  problem(text: string, { totals, names }: Evidence): Unfaithful | null {
    const numbers = new Set([...numbersIn(this.#text), ...totals]);
    if (numbersIn(text).some((number) => !numbers.has(number))) return 'unknown-number';
    const said = new Set(this.#words.all(this.#text));
    const allowed = new Set(names.flatMap((name) => this.#words.all(name)));
    const known = (word: string): boolean =>
      said.has(word) || allowed.has(word) || this.#words.content(word).every((content) => this.stems.has(content));
    if (namesIn(text).some((name) => !this.#words.all(name).every(known))) return 'unknown-name';
    return quotesIn(text).every((quote) => this.#isQuoted(quote)) ? null : 'unknown-quote';
  }

  #isQuoted(quote: string): boolean {
    const wanted = this.#words.all(quote);
    const phrase = ` ${wanted.join(' ')} `;
    const voices = new Set(
      this.#entries
        .filter(({ text }) => ` ${this.#words.all(text).join(' ')} `.includes(phrase))
        .map(({ voice }) => voice),
    );
    return voices.size >= (wanted.length > LONE_QUOTE_WORDS_MAX ? VOICES_MIN : 1);
  }
}

/** Who used which word. */
class VoiceLedger {
  readonly #words: WordCutter;
  readonly #byStem = new Map<string, Set<string>>();
  readonly #sharedBy = new Map<string, number>();
  /** Runs of words and the one person who wrote them; null for several. */
  readonly #byGram = new Map<string, string | null>();
  readonly #urging = new Set(URGING.map(stem));
  /** Every message as ` its words `, with who wrote it. */
  readonly #texts: readonly { readonly voice: string; readonly words: string }[];
  readonly #voicesMin: number;

  constructor({ sources, shared }: Evidence, words: WordCutter) {
    this.#words = words;
    this.#texts = sources.map(({ voice, text }) => ({ voice, words: ` ${words.all(text).join(' ')} ` }));
    const voices = new Set<string>();
    for (const { voice, text } of sources) {
      voices.add(voice);
      for (const stem of words.content(text)) this.#note(stem, voice);
      for (const gram of grams(words.all(text), COPIED_WORDS)) {
        const writer = this.#byGram.get(gram);
        this.#byGram.set(gram, writer === undefined || writer === voice ? voice : null);
      }
    }
    for (const { voices: count, text } of shared)
      for (const stem of words.content(text)) this.#sharedBy.set(stem, Math.max(count, this.#sharedBy.get(stem) ?? 0));
    this.#voicesMin = voices.size >= CROWD_VOICES ? VOICES_MIN_CROWD : VOICES_MIN;
  }

  problem(text: string, cited: CitedText): Unfaithful | null {
    const stems = this.#words.content(text);
    const voices = stems.map((stem) => this.#voicesOf(stem));
    const common = stems.filter((stem, i) => (voices[i] ?? 0) >= this.#voicesMin && cited.stems.has(stem)).length;
    if (stems.some((stem, i) => this.#urging.has(stem) && (voices[i] ?? 0) < VOICES_MIN_CROWD)) return 'call-to-action';
    if (common === 0) return stems.some((stem) => cited.stems.has(stem)) ? 'one-voice' : 'unsupported';
    const lone = voices.filter((count) => count === 1).length;
    const few = voices.filter((count) => count > 1 && count < this.#voicesMin).length;
    const own = voices.filter((count) => count === 0).length;
    if (lone > common / 2 || lone + few > common) return 'one-voice';
    if (own > 2 * common + 1) return 'unsupported';
    return this.#isCopied(this.#words.all(text)) ? 'one-voice' : null;
  }

  #isCopied(claim: readonly string[]): boolean {
    if (claim.length >= COPIED_WORDS)
      return grams(claim, COPIED_WORDS).some((gram) => (this.#byGram.get(gram) ?? null) !== null);
    const run = ` ${claim.join(' ')} `;
    return new Set(this.#texts.filter(({ words }) => words.includes(run)).map(({ voice }) => voice)).size === 1;
  }

  #note(stem: string, voice: string): void {
    const voices = this.#byStem.get(stem);
    if (voices === undefined) this.#byStem.set(stem, new Set([voice]));
    else voices.add(voice);
  }

  #voicesOf(stem: string): number {
    return Math.max(this.#byStem.get(stem)?.size ?? 0, this.#sharedBy.get(stem) ?? 0);
  }
}

/** Every run of `size` words. */
function grams(words: readonly string[], size: number): string[] {
  return Array.from({ length: Math.max(0, words.length - size + 1) }, (_, i) => words.slice(i, i + size).join(' '));
}
