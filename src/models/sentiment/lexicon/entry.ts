import type { Mood, MoodDriver } from '../../../domain/mood.ts';

/** What an entry does to the text around it, as bits; see {@link Entry.roles}. */
export const ROLE = {
  /** Turns the meaning of the words after it: `not`. */
  negates: 1,
  /** Makes what follows stronger: `so`. */
  strengthens: 2,
  /** Makes what follows weaker: `kinda`. */
  weakens: 4,
  /** Begins a question: `when`. */
  asks: 8,
  /** A frequent English word, a sign of the language. */
  english: 16,
  /** A frequent word of another language written in Latin letters. */
  foreign: 32,
  /** Laughter, which cannot outweigh an insult beside it. */
  laughs: 64,
  /** Turns or dampens what is said beside it: `Kappa`. */
  ironic: 128,
  /** The name of an emote that is an ordinary word as well. */
  ordinary: 256,
} as const;

/** One thing the lexicon knows. */
export interface Entry {
  /** Place in the lexicon, for counting repetitions. */
  readonly id: number;
  /** As the lexicon writes it. */
  readonly token: string;
  readonly kind: MoodDriver['kind'];
  /** Bits of {@link ROLE}. */
  readonly roles: number;
  /** -1 to 1; 0 says nothing about a feeling. */
  readonly valence: number;
  readonly mood: Mood;
}
