import lexicon from '../../data/lexicons/reactions.json' with { type: 'json' };

/** Emote names that Twitch tells nobody about, because they belong to third parties and arrive as plain words. */
export function bundledEmoteWords(): readonly string[] {
  const { about: _, ...categories } = lexicon;
  const names = Object.values(categories).flatMap((category) => category.emotes);
  // Emoji and single letters stay words: "F" is as often a letter as a reaction.
  return names.filter((name) => /^[\x21-\x7e]{2,}$/.test(name));
}
