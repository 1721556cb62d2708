import type { ChatMessage } from '../../domain/chat-event.ts';
import type { Quote } from '../../domain/hype-moment.ts';
import { clip } from '../../lib/markdown.ts';

const QUOTES_MAX = 3;
const QUOTE_CHARACTERS_MAX = 140;
/** Tokens of a message that are compared. */
const TOKENS_MAX = 12;

/** Not fit to be shown to others: commands, links, mentions, nothing but blanks. */
export function isQuotable(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed.length > 0 &&
    !/^[!$.](?=[a-z])/i.test(trimmed) &&
    !/@|https?:|www\.|[a-z0-9-]\.[a-z]{2,}(?:[/\s]|$)/i.test(trimmed)
  );
}

/**
 * The messages most like the others, one a chatter and one a text: those whose tokens the burst shares, longer ones
 * first among equals, since they say more.
 */
export function pickQuotes(candidates: readonly ChatMessage[]): Quote[] {
  const tokensOf = candidates.map(({ text }) => [
    ...new Set(text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, TOKENS_MAX)),
  ]);
  const uses = new Map<string, number>();
  for (const token of tokensOf.flat()) uses.set(token, (uses.get(token) ?? 0) + 1);
  const ranked = candidates
    .map((message, index) => ({ message, typical: typicality(tokensOf[index] ?? [], uses), index }))
    .sort((a, b) => b.typical - a.typical || b.message.text.length - a.message.text.length || a.index - b.index);
  const chatters = new Set<string>();
  const texts = new Set<string>();
  const quotes: Quote[] = [];
  for (const { message } of ranked) {
    const text = clip(message.text.trim().replace(/\s+/g, ' '), QUOTE_CHARACTERS_MAX);
    const key = text.toLowerCase();
    if (quotes.length === QUOTES_MAX) break;
    if (chatters.has(message.author.id) || texts.has(key)) continue;
    chatters.add(message.author.id);
    texts.add(key);
    quotes.push({ messageId: message.id, chatterId: message.author.id, displayName: message.author.displayName, text });
  }
  return quotes;
}

/** Mean number of messages that share a token, so that length alone wins nothing. */
function typicality(tokens: readonly string[], uses: ReadonlyMap<string, number>): number {
  return tokens.reduce((sum, token) => sum + (uses.get(token) ?? 0), 0) / Math.max(1, tokens.length);
}
