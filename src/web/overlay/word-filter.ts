/** Tells what an overlay does not want to show. Case does not matter. */
export interface WordFilter {
  /** An emote of exactly this name. */
  hidesName(name: string): boolean;
  /** A text that holds one of the words anywhere. */
  hidesText(text: string): boolean;
}

export function createWordFilter(hidden: readonly string[]): WordFilter {
  const words = new Set(hidden.map((word) => word.toLowerCase()));
  return {
    hidesName: (name) => words.size > 0 && words.has(name.toLowerCase()),
    hidesText(text) {
      const lower = text.toLowerCase();
      return words.values().some((word) => lower.includes(word));
    },
  };
}
