import { isFitToQuote } from './fit-to-quote.ts';
import { PEOPLE_MIN } from './candidate.ts';
import { reactionOf } from './known-words.ts';
import type { IsName } from './name-table.ts';
import type { Sample } from './sample.ts';
import { BREAK, type TokenReader } from './token-reader.ts';
import { TERM } from './term.ts';

const WORDS_MAX = 8;
const GLYPH_PAIRS_MAX = 16;
const CHARACTERS_MAX = 60;
/** A neighbour joins the phrase when it stands there in this share of the messages. */
const SHARED_MIN = 0.5;
/** Share of the messages that hold nothing but the phrase, or one word more, from which it is a saying. */
const ALONE_SHARE_MIN = 0.6;

/** What several people wrote, as most of them wrote it. */
export interface Phrase {
  readonly text: string;
  /** Tokens it spans; pairs of glyphs count each. */
  readonly tokens: number;
  /** Most messages with the term hold little else. */
  readonly alone: boolean;
}

interface Occurrence {
  readonly sample: Sample;
  readonly keys: Uint32Array;
  readonly starts: Uint16Array;
  readonly ends: Uint16Array;
  /** Place of the anchor. */
  readonly at: number;
}

/**
 * The longest run of tokens around a term that most messages with the term share, and that at least
 * {@link PEOPLE_MIN} people wrote; the bare term where there is none. Null where nothing is fit to be shown.
 */
export function findPhrase(
  { key, kind }: { readonly key: number; readonly kind: number },
  samples: readonly Sample[],
  reader: TokenReader,
  isName: IsName,
): Phrase | null {
  const occurrences = samples.flatMap((sample) => occurrenceIn(sample, key, kind, reader, isName));
  const whole = { occurrences, from: 0, to: (occurrences[0]?.keys.length ?? 1) - 1 };
  const bare = { occurrences, from: 0, to: 0 };
  const run = kind === TERM.line ? whole : kind === TERM.emote ? bare : longestRun(occurrences, kind);
  const text = surface(run) ?? (kind === TERM.line ? null : surface(bare));
  if (text === null) return null;
  const tokens = run.to - run.from + 1;
  const alone = occurrences.filter(({ keys }) => new Set(keys).size <= tokens + 1).length;
  return { text, tokens, alone: alone >= ALONE_SHARE_MIN * occurrences.length };
}

/** Tokens around the anchor, by their distance to it, and the messages that share them. */
interface Run {
  readonly occurrences: readonly Occurrence[];
  readonly from: number;
  readonly to: number;
}

function longestRun(occurrences: readonly Occurrence[], kind: number): Run {
  const tokensMax = kind === TERM.glyphs ? GLYPH_PAIRS_MAX : WORDS_MAX;
  let run: Run = { occurrences, from: 0, to: 0 };
  while (run.to - run.from + 1 < tokensMax) {
    const right = { ...run, to: run.to + 1, occurrences: sharing(run.occurrences, run.to + 1, run.to) };
    const left = { ...run, from: run.from - 1, occurrences: sharing(run.occurrences, run.from - 1, run.from) };
    const longer = right.occurrences.length >= left.occurrences.length ? right : left;
    if (longer.occurrences.length < SHARED_MIN * occurrences.length || people(longer.occurrences) < PEOPLE_MIN) break;
    if (charactersOf(longer) > CHARACTERS_MAX) break;
    run = longer;
  }
  return run;
}

function occurrenceIn(
  sample: Sample,
  key: number,
  kind: number,
  reader: TokenReader,
  isName: IsName,
): readonly Occurrence[] {
  reader.read(sample.text, sample.emotes, sample.words);
  const { tokens } = reader;
  const at = kind === TERM.line ? 0 : reader.keys.subarray(0, tokens).indexOf(key);
  if (at < 0) return [];
  const keys = reader.keys.slice(0, tokens);
  // A phrase is words: emotes and laughter beside them are named as what they are, and nobody by name.
  for (let i = 0; i < tokens; i++)
    if (i !== at && (reader.kinds[i] === TERM.emote || reactionOf(keys[i]!) !== 0 || isName(keys[i]!))) keys[i] = BREAK;
  return [{ sample, keys, starts: reader.starts.slice(0, tokens), ends: reader.ends.slice(0, tokens), at }];
}

/** The occurrences that have the most frequent token at a place beside the run; a repetition adds nothing. */
function sharing(occurrences: readonly Occurrence[], place: number, edge: number): readonly Occurrence[] {
  const uses = new Map<number, number>();
  let most = BREAK;
  for (const { keys, at } of occurrences) {
    const key = keys[at + place] ?? BREAK;
    if (key === BREAK || key === keys[at + edge]) continue;
    const count = (uses.get(key) ?? 0) + 1;
    uses.set(key, count);
    if (most === BREAK || count > (uses.get(most) ?? 0)) most = key;
  }
  return most === BREAK ? [] : occurrences.filter(({ keys, at }) => keys[at + place] === most);
}

function people(occurrences: readonly Occurrence[]): number {
  return new Set(occurrences.map(({ sample }) => sample.chatter)).size;
}

function charactersOf({ occurrences, from, to }: Run): number {
  return occurrences.reduce((most, { starts, ends, at }) => Math.max(most, ends[at + to]! - starts[at + from]!), 0);
}

/** The most frequent way of writing it that is fit to be shown. */
function surface({ occurrences, from, to }: Run): string | null {
  const uses = new Map<string, number>();
  for (const { sample, starts, ends, at } of occurrences) {
    const text = sample.text.slice(starts[at + from], ends[at + to]);
    uses.set(text, (uses.get(text) ?? 0) + 1);
  }
  const ranked = [...uses].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
  for (const [text] of ranked) {
    const shown = calm(text);
    if (shown.length <= CHARACTERS_MAX && isFitToQuote(shown)) return shown;
  }
  return null;
}

/** One line, and no character more than three times in a row. */
export function calm(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(.)\1{3,}/gu, '$1$1$1')
    .trim();
}
