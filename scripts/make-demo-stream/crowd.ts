import type { Kind, Person } from './cast.ts';
import type { Dice } from './grammar.ts';
import { RAID } from './scenes.ts';

/** How much each kind takes part in ordinary talk, and in an eruption. */
const TALK: Readonly<Partial<Record<Kind, number>>> = {
  regular: 5,
  casual: 1.5,
  questioner: 0.6,
  emoter: 0.2,
  moderator: 7,
  vip: 6,
  raider: 1,
  lurker: 0.05,
};
const EMOTE: Readonly<Partial<Record<Kind, number>>> = {
  regular: 2,
  casual: 1.2,
  emoter: 5,
  vip: 2,
  moderator: 1,
  raider: 1,
  lurker: 0.1,
};
const ASK: Readonly<Partial<Record<Kind, number>>> = { questioner: 6, casual: 1, raider: 1.5 };
const REACT: Readonly<Partial<Record<Kind, number>>> = {
  regular: 1,
  casual: 1,
  emoter: 1.2,
  lurker: 1,
  vip: 1,
  moderator: 0.5,
  raider: 0.8,
  questioner: 0.8,
};
const GREET: Readonly<Partial<Record<Kind, number>>> = { raider: 1 };

const ROLES = { talk: TALK, emote: EMOTE, ask: ASK, react: REACT, greet: GREET } as const;
export type Role = keyof typeof ROLES;

/** Nobody types faster than this. */
const PAUSE_SECONDS = 2.5;
const TRIES = 12;

/** Chooses who writes next: those who are there, by how much they write, and nobody twice in a breath. */
export class Crowd {
  readonly #cast: readonly Person[];
  readonly #dice: Dice;
  readonly #lastAt = new Map<Person, number>();

  constructor(cast: readonly Person[], dice: Dice) {
    this.#cast = cast;
    this.#dice = dice;
  }

  choose(role: Role, at: number): Person {
    const shares = ROLES[role];
    const there = this.#cast.flatMap((who): [Person, number][] => {
      const share = shares[who.kind] ?? 0;
      if (share === 0 || (who.kind === 'raider' && at < RAID.at)) return [];
      // In an eruption everybody counts about the same.
      return [[who, role === 'react' || role === 'greet' ? share : share * who.weight]];
    });
    let who = this.#dice.weighted(there);
    for (let tries = 0; tries < TRIES && at - (this.#lastAt.get(who) ?? -Infinity) < PAUSE_SECONDS; tries++) {
      who = this.#dice.weighted(there);
    }
    this.#lastAt.set(who, at);
    return who;
  }
}
