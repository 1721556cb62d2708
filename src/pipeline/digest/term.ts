/** What messages can have in common. */
export const TERM = {
  word: 1,
  /** An emote or emoji. */
  emote: 2,
  /** Two neighbouring characters of a script without spaces. */
  glyphs: 3,
  /** A whole text that holds no telling word: `what is that`. */
  line: 4,
  /** One of {@link REACTIONS}, however it was put. */
  reaction: 5,
} as const;
export type TermKind = (typeof TERM)[keyof typeof TERM];

/** Reactions that can be told from emotes and laughter alone. A reaction's key is its place in the list plus one. */
export const REACTIONS = ['laugh', 'cheer', 'shock', 'tense', 'sad', 'love', 'anger'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** The key of a reaction term; below every hash of a text. */
export function reactionKey(reaction: Reaction): number {
  return REACTIONS.indexOf(reaction) + 1;
}

export function reactionOfKey(key: number): Reaction | null {
  return REACTIONS[key - 1] ?? null;
}
