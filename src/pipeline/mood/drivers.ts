import type { MoodDriver } from '../../domain/mood.ts';
import { copyString } from '../../lib/irc/copy-string.ts';

/** More tokens than any chat's mood rests on at once; when full, the one that moves it least makes room. */
const TOKENS_MAX = 40;
const DRIVERS_MAX = 8;
/** Longer than any emote's name. */
const TOKEN_LENGTH_MAX = 64;
/** Uses times valence below this move nothing. */
const PULL_MIN = 0.05;

interface Token {
  readonly token: string;
  readonly kind: MoodDriver['kind'];
  /** Scaled as the sums of the mood are. */
  uses: number;
  valence: number;
  learned: boolean;
  /** Serial number of the message that used it last. */
  message: number;
}

/** What moves the mood: tokens the model knows and emotes whose valence was learned, never other words. */
export class Drivers {
  #tokens: Map<string, Token> | null = null;

  get size(): number {
    return this.#tokens?.size ?? 0;
  }

  /**
   * One use. A message that repeats a token uses it once.
   * @param weight what the message counts, scaled
   * @param message serial number of the message, from 1
   */
  add(token: string, kind: MoodDriver['kind'], valence: number, learned: boolean, weight: number, message: number) {
    const tokens = (this.#tokens ??= new Map<string, Token>());
    let known = tokens.get(token);
    if (known === undefined) {
      if (token.length === 0 || token.length > TOKEN_LENGTH_MAX) return;
      if (tokens.size >= TOKENS_MAX) this.#dropWeakest(tokens);
      // What a scorer hears may be cut from a message, and must not keep all of it.
      const own = copyString(token);
      known = { token: own, kind, uses: 0, valence, learned, message: 0 };
      tokens.set(own, known);
    }
    known.valence = valence;
    known.learned = learned;
    if (known.message === message) return;
    known.message = message;
    known.uses += weight;
  }

  /** Strongest first, ties by name. */
  top(scale: number): readonly MoodDriver[] {
    if (this.#tokens === null) return [];
    return [...this.#tokens.values()]
      .map(({ token, kind, uses, valence, learned }) => ({ token, kind, uses: uses / scale, valence, learned }))
      .filter((driver) => pull(driver) >= PULL_MIN)
      .toSorted((a, b) => pull(b) - pull(a) || (a.token < b.token ? -1 : 1))
      .slice(0, DRIVERS_MAX);
  }

  divide(divisor: number): void {
    if (this.#tokens === null) return;
    for (const token of this.#tokens.values()) token.uses /= divisor;
  }

  #dropWeakest(tokens: Map<string, Token>): void {
    let weakest: Token | null = null;
    for (const token of tokens.values()) if (weakest === null || pull(token) < pull(weakest)) weakest = token;
    if (weakest !== null) tokens.delete(weakest.token);
  }
}

function pull({ uses, valence }: Pick<MoodDriver, 'uses' | 'valence'>): number {
  return uses * Math.abs(valence);
}
