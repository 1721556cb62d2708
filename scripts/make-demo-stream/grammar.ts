/** Chance, always from one seeded source, so that the same seed writes the same stream. */
export class Dice {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** From 0 (inclusive) to 1 (exclusive). */
  roll(): number {
    return this.#random();
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T {
    let rest = this.#random() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      rest -= weight;
      if (rest < 0) return item;
    }
    return this.pick(items)[0];
  }
}

export type Slots = Readonly<Record<string, readonly string[]>>;

/**
 * Fills a template: `{slot}` becomes one of the slot's phrases (which may hold slots themselves), `[a|b|]` one of its
 * alternatives, the empty one included.
 */
export function expand(template: string, slots: Slots, dice: Dice): string {
  let text = template;
  for (let depth = 0; depth < 6 && /[{[]/.test(text); depth++) {
    text = text
      .replace(/\[([^[\]{}]*)\]/g, (_, options: string) => dice.pick(options.split('|')))
      .replace(/\{(\w+)\}/g, (_, name: string) => dice.pick(slots[name] ?? unknownSlot(name)));
  }
  return text.replace(/\s+/g, ' ').trim();
}

function unknownSlot(name: string): never {
  throw new Error(`the grammar has no slot "${name}"`);
}
