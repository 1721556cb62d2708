import type { AlertCard } from '../domain/alert.ts';
import type { MomentCategory } from '../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../lib/category-style.ts';
import { clockTime, count, rate } from '../lib/format.ts';
import { clip, stripInvisible } from '../lib/markdown.ts';
import { painter, type Style } from './terminal.ts';

const LINE_CHARACTERS_MAX = 100;
const REASONS_SHOWN = 3;
const QUOTES_SHOWN = 3;
const EMOTES_SHOWN = 5;
const RULE = '─'.repeat(24);

const CATEGORY_PAINT: Readonly<Record<MomentCategory, Style>> = {
  funny: 'yellow',
  hype: 'yellow',
  shock: 'cyan',
  sad: 'blue',
  rage: 'red',
  love: 'magenta',
  mixed: 'green',
};

/**
 * An alert for a terminal: several lines without a line end. Chat text in it is bounded and cannot move the cursor,
 * change colours or reorder the line.
 */
export function renderAlertText(
  card: AlertCard,
  chartPath: string | null,
  options: { readonly color: boolean },
): string {
  const paint = painter(options.color);
  const { word, emoji } = CATEGORY_STYLE[card.category];
  const accent = CATEGORY_PAINT[card.category];
  const border = paint(accent, '│');
  const title = [
    `${emoji} ${word.toUpperCase()}`,
    safe(card.channel),
    ...(card.test ? ['rehearsal'] : []),
    ...ending(card),
  ].join(' · ');
  const rows = [
    paint(
      'bold',
      `${rate(card.multiplier)}× usual · ${rate(card.velocity)} msg/s · ${count(card.uniqueChatters)} chatters · score ${rate(card.score)}`,
    ),
    ...labelled('why', card.why.slice(0, REASONS_SHOWN)),
    ...labelled('but', card.discounts.slice(0, REASONS_SHOWN)),
    ...labelled('emotes', emotes(card)),
    ...card.quotes
      .slice(0, QUOTES_SHOWN)
      .map(({ displayName, text }) => `${paint('dim', safe(displayName, 25))}  ${safe(text)}`),
    ...(card.links.vod === null ? [] : [`VOD     ${card.links.vod.url}`]),
    ...(chartPath === null ? [] : [`chart   ${chartPath}`]),
  ];
  return [
    `${paint(accent, '╭─')} ${paint('bold', title)} ${paint(accent, RULE)}`,
    ...rows.map((row) => `${border} ${row}`),
    paint(accent, `╰─${RULE}`),
  ].join('\n');
}

function ending(card: AlertCard): string[] {
  return card.endedAt === null ? [] : [`over after ${clockTime((card.endedAt - card.startedAt) / 1000)}`];
}

function emotes(card: AlertCard): string[] {
  const shown = card.topEmotes.slice(0, EMOTES_SHOWN).map(([name, uses]) => `${safe(name, 25)} ${uses}`);
  return shown.length === 0 ? [] : [shown.join(' · ')];
}

/** The label stands before the first line only. */
function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? label : '').padEnd(7)} ${safe(line)}`);
}

function safe(text: string, max = LINE_CHARACTERS_MAX): string {
  return clip(stripInvisible(text).replace(/\s+/g, ' ').trim(), max);
}
