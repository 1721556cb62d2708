import type { AlertCard } from '../../../domain/alert.ts';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';
import { clockTime, count, discordTime, rate } from '../../../lib/format.ts';
import { escapeClipped } from '../../../lib/markdown.ts';

const REASONS_MAX = 5;
const REASON_CHARACTERS_MAX = 160;
const EMOTES_MAX = 6;
const NAME_CHARACTERS_MAX = 30;
const SUMMARY_CHARACTERS_MAX = 400;
const QUOTES_MAX = 3;
const QUOTE_CHARACTERS_MAX = 160;

/** `😂 Funny in **channel**`; rehearsals say so before anything else. */
export function headline(card: AlertCard): string {
  const { emoji, word } = CATEGORY_STYLE[card.category];
  return `${card.test ? '🧪 Test: ' : ''}${emoji} ${word} in **${escapeClipped(card.channel, NAME_CHARACTERS_MAX)}**`;
}

/** `4.2× usual · 38 msg/s · 212 chatters` */
export function numbers(card: AlertCard): string {
  return `${rate(card.multiplier)}× usual · ${rate(card.velocity)} msg/s · ${count(card.uniqueChatters)} chatters`;
}

export function timing(card: AlertCard): string {
  const began = `${discordTime(card.startedAt, 'T')} (${discordTime(card.startedAt, 'R')})`;
  if (card.endedAt === null) return began;
  const seconds = (card.endedAt - card.startedAt) / 1000;
  const length = seconds < 60 ? `${Math.max(1, Math.round(seconds))} s` : clockTime(seconds);
  return `${began} · peaked ${discordTime(card.peakAt, 'T')} · lasted ${length} · ${count(card.messages)} messages`;
}

/** Why it fired, and what was held against it; '' where neither is known. */
export function reasons(card: AlertCard): string {
  return [list('Why it fired', card.why), list('Discounted', card.discounts)].filter((part) => part !== '').join('\n');
}

export function emotes(card: AlertCard): string {
  const shown = card.topEmotes
    .slice(0, EMOTES_MAX)
    .map(([name, uses]) => `${escapeClipped(name, NAME_CHARACTERS_MAX)} ×${count(uses)}`);
  return shown.length === 0 ? '' : `**Top emotes** ${shown.join(' · ')}`;
}

export function quotes(card: AlertCard): string {
  return card.quotes
    .slice(0, QUOTES_MAX)
    .map(
      (quote) =>
        `> **${escapeClipped(quote.displayName, NAME_CHARACTERS_MAX)}** ${escapeClipped(quote.text, QUOTE_CHARACTERS_MAX)}`,
    )
    .join('\n');
}

/** What chat said, as far as it is put into words; '' where it is not. */
export function said(card: AlertCard): string {
  const words = escapeClipped(card.summary ?? '', SUMMARY_CHARACTERS_MAX);
  return words === '' ? '' : `**What chat said** ${words}`;
}

/** Clipped first: escaping makes text longer, and a cut must not fall between a backslash and what it escapes. */
function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const bullets = lines.slice(0, REASONS_MAX).map((line) => `- ${escapeClipped(line, REASON_CHARACTERS_MAX)}`);
  return `**${title}**\n${bullets.join('\n')}`;
}
