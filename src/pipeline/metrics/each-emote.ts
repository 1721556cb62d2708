import type { ChatMessage } from '../../domain/chat-event.ts';
import type { WordTable } from '../../lib/word-table.ts';

/**
 * Calls `found` for every emote use: the platform's own by their tags, then others by their well-known names in plain
 * text. One word is never both.
 */
export function eachEmote(message: ChatMessage, words: WordTable, found: (name: string) => void): void {
  const { emotes, text } = message;
  for (const emote of emotes) found(emote.name);
  let next = 0;
  words.scan(text, (word, start) => {
    while (next < emotes.length && emotes[next]!.start < start) next++;
    if (next >= emotes.length || emotes[next]!.start !== start) found(word);
  });
}
