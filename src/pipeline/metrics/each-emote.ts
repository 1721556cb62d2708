import type { ChatMessage } from '../../domain/chat-event.ts';
import type { WordTable } from '../../lib/word-table.ts';

/**
 * Calls `found` for every emote use: the platform's own by their tags, then others by their well-known names in plain
 * text. One word is never both.
 * @param words names that count in every channel
 * @param own names that count in this channel besides those; null where there are none
 */
export function eachEmote(
  message: ChatMessage,
  words: WordTable,
  own: WordTable | null,
  found: (name: string) => void,
): void {
  const { emotes, text } = message;
  for (const emote of emotes) found(emote.name);
  let next = 0;
  words.scan(text, own, (word, start) => {
    while (next < emotes.length && emotes[next]!.start < start) next++;
    if (next >= emotes.length || emotes[next]!.start !== start) found(word);
  });
}
