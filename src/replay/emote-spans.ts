import type { EmoteUse } from '../domain/chat-event.ts';

/**
 * Finds recorded emote names (one a use, in any order) in a text as whole words. A use that stands nowhere keeps an
 * empty span at the end of the text: it counts, and nothing is cut out for it. Recordings carry no ids.
 */
export function locateEmotes(text: string, names: readonly string[]): EmoteUse[] {
  const searchFrom = new Map<string, number>();
  const located: EmoteUse[] = [];
  const unlocated: EmoteUse[] = [];
  for (const name of names) {
    const start = indexOfWord(text, name, searchFrom.get(name) ?? 0);
    if (start === -1) {
      unlocated.push({ id: '', name, start: text.length, end: text.length });
      continue;
    }
    const end = start + name.length;
    searchFrom.set(name, end);
    located.push({ id: '', name, start, end });
  }
  located.sort((a, b) => a.start - b.start);
  return unlocated.length === 0 ? located : [...located, ...unlocated];
}

function indexOfWord(text: string, word: string, from: number): number {
  for (let at = text.indexOf(word, from); at !== -1; at = text.indexOf(word, at + 1)) {
    if (isGap(text, at - 1) && isGap(text, at + word.length)) return at;
  }
  return -1;
}

function isGap(text: string, index: number): boolean {
  return index < 0 || index >= text.length || /\s/.test(text[index] ?? ' ');
}
