import type { Headline, TopicBucket } from '../domain/headline.ts';
import { count, percent, plural, rate } from '../lib/format.ts';
import { sparkline } from '../lib/sparkline.ts';
import { painter, type Paint, type Style } from './terminal.ts';
import { columnsOf, cutColumns, harmless, padColumns, wrapColumns } from './text-columns.ts';

const COLUMNS_MAX = 100;
/** A narrower terminal wraps the lines itself. */
const COLUMNS_MIN = 30;
const TOPICS_SHOWN = 6;
/** Lines kept for the headline, so that what is below it stays in its place. */
const HEADLINE_LINES = 3;
const LABEL_COLUMNS = 12;
const NAME_COLUMNS = 18;
const FIGURES_COLUMNS = 22;
const SHORT_FIGURES_COLUMNS = 8;
/** Below this, topics have no bars and the other bars no margin. */
const ROOMY_COLUMNS = 52;
const MARGIN = '  ';
/** A mood between minus and plus this is neither. */
const NEUTRAL = 0.05;

export interface HeadlineViewOptions {
  readonly color: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** What stands around a headline. */
export interface HeadlineSurroundings {
  /** Messages a second, oldest first. */
  readonly perSecond: readonly number[];
  /** Channels beside this one. */
  readonly otherChannels: number;
}

/** A headline as a whole screen of lines, none longer than the terminal is wide. */
export function renderHeadline(
  headline: Headline,
  { perSecond, otherChannels }: HeadlineSurroundings,
  options: HeadlineViewOptions,
): readonly string[] {
  const paint = painter(options.color);
  const columns = Math.max(COLUMNS_MIN, Math.min(COLUMNS_MAX, options.columns)) - MARGIN.length * 2;
  const bar = columns - LABEL_COLUMNS - (columns < ROOMY_COLUMNS ? SHORT_FIGURES_COLUMNS : FIGURES_COLUMNS);
  const text = headline.sentences.map(harmless).join(' ');
  const sentences = wrapColumns(text, columns);
  const lines = [
    ...titleLines(headline, otherChannels, columns, paint),
    '',
    ...sentences.map((line) => paint('bold', line)),
    ...Array.from({ length: Math.max(0, HEADLINE_LINES - sentences.length) }, () => ''),
    '',
    labelled('mood', `${moodBar(headline.sentiment, bar, paint)}  ${moodText(headline.sentiment, paint)}`, paint),
    labelled(
      'confidence',
      `${filledBar(headline.confidence, bar, 'cyan', paint)}  ${percent(headline.confidence)}`,
      paint,
    ),
    labelled(
      'messages',
      `${paint('cyan', sparkline(perSecond.slice(-bar), bar).padStart(bar, ' '))}  ${rate(headline.messagesPerSecond)}/s`,
      paint,
    ),
    '',
    ...headline.buckets
      .filter(({ topic }) => topic !== '')
      .slice(0, TOPICS_SHOWN)
      .map((bucket) => topicLine(bucket, columns, paint)),
  ];
  return lines.slice(0, Math.max(1, options.rows - 1)).map((line) => (line === '' ? '' : MARGIN + line));
}

function titleLines(
  { channel, messages, from, to }: Headline,
  others: number,
  columns: number,
  paint: Paint,
): readonly string[] {
  const name = cutColumns(harmless(channel), Math.max(8, columns - 4));
  const more = others === 0 ? '' : ` and ${count(others)} more, see --channel`;
  const window = `${count(messages)} messages in ${windowText((to - from) / 1_000)}`;
  const room = columns - columnsOf(name) - columnsOf(window) - 2;
  const gap = ' '.repeat(Math.max(1, room - more.length + 2));
  const first = `${paint('magenta', '●')} ${paint('bold', name)}`;
  if (room < more.length) return [first, paint('dim', cutColumns(window + more, columns))];
  return [`${first}${paint('dim', more)}${gap.slice(2)}${paint('dim', window)}`];
}

function windowText(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

function labelled(label: string, rest: string, paint: Paint): string {
  return `${paint('dim', label.padEnd(LABEL_COLUMNS))}${rest}`;
}

/** Grows from the middle: to the right and green for good, to the left and red for bad. */
function moodBar(score: number, columns: number, paint: Paint): string {
  const half = Math.floor((columns - 1) / 2);
  const filled = Math.min(half, Math.round(Math.abs(score) * half));
  const empty = paint('dim', '─'.repeat(half - filled));
  const whole = paint('dim', '─'.repeat(half));
  const middle = paint('dim', '┼');
  const rest = ' '.repeat(columns - half * 2 - 1);
  if (score < 0) return `${empty}${paint('red', '█'.repeat(filled))}${middle}${whole}${rest}`;
  return `${whole}${middle}${paint('green', '█'.repeat(filled))}${empty}${rest}`;
}

function moodText(score: number, paint: Paint): string {
  const points = Math.round(score * 100);
  const style: Style = score > NEUTRAL ? 'green' : score < -NEUTRAL ? 'red' : 'yellow';
  return paint(style, `${points > 0 ? '+' : points < 0 ? '−' : '±'}${Math.abs(points)}%`);
}

function filledBar(share: number, columns: number, style: Style, paint: Paint): string {
  const filled = Math.min(columns, Math.max(0, Math.round(share * columns)));
  return paint(style, '█'.repeat(filled)) + paint('dim', '░'.repeat(columns - filled));
}

function topicLine({ topic, share, chatters, sentiment }: TopicBucket, columns: number, paint: Paint): string {
  const figures = `${percent(share).padStart(4)}  ${plural(chatters, 'person', 'people')}`;
  if (columns < ROOMY_COLUMNS) return `${padColumns(harmless(topic), columns - NAME_COLUMNS)}${paint('dim', figures)}`;
  const bar = columns - NAME_COLUMNS - FIGURES_COLUMNS + 4;
  const style: Style = sentiment > NEUTRAL ? 'green' : sentiment < -NEUTRAL ? 'red' : 'yellow';
  return `${padColumns(harmless(topic), NAME_COLUMNS - 2)}  ${filledBar(share, bar, style, paint)} ${paint('dim', figures)}`;
}
