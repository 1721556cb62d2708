import { MOODS, type MoodDriver, type MoodSnapshot } from '../../../domain/mood.ts';
import { count, percent, signed } from '../../../lib/format.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';
import { MOOD_STYLE } from '../../../lib/mood-style.ts';
import { isTellable } from '../../../pipeline/mood/tellable.ts';

const SHARE_SHOWN_MIN = 0.03;
const BAR_LENGTH = 12;
const TOKEN_CHARACTERS_MAX = 40;

/** Blue and orange are told apart with any kind of colour vision. */
const BAR = { positive: '🟦', neutral: '⬜', negative: '🟧' } as const;

/** `🔥 Hyped`, or that nobody can tell. */
export function moodTitle(mood: MoodSnapshot): string {
  if (!isTellable(mood)) return 'not enough chat to tell';
  const { word, emoji } = MOOD_STYLE[mood.dominant];
  return `${emoji} ${word[0]?.toUpperCase()}${word.slice(1)}`;
}

/** One line about a channel among others. */
export function moodLine(mood: MoodSnapshot): string {
  if (!isTellable(mood)) return 'not enough chat to tell';
  const { word, emoji } = MOOD_STYLE[mood.dominant];
  return `${emoji} ${word}, ${percent(mood.confidence)} sure · ${percent(mood.shares.positive)} positive, ${percent(mood.shares.negative)} negative`;
}

/** What chat feels now, in numbers. */
export function moodNumbers(mood: MoodSnapshot): string {
  const { shares, moods } = mood;
  const sample = `the last ${count(mood.messages)} messages or so`;
  const felt = MOODS.filter((name) => moods[name] >= SHARE_SHOWN_MIN)
    .toSorted((a, b) => moods[b] - moods[a])
    .map((name) => `${MOOD_STYLE[name].feeling} ${percent(moods[name])}`);
  return [
    isTellable(mood)
      ? `**${percent(mood.confidence)} sure**, by ${sample} · score ${signed(mood.score)}`
      : `There are too few messages, or too little in them that I can read, to say how chat feels. This is ${sample}:`,
    shareBar(mood),
    `${percent(shares.positive)} positive · ${percent(shares.neutral)} neutral · ${percent(shares.negative)} negative`,
    felt.join(' · '),
  ].join('\n');
}

/** What moves the mood, strongest first; '' where nothing does. */
export function driversText(drivers: readonly MoodDriver[]): string {
  if (drivers.length === 0) return '';
  const lines = drivers.map(
    ({ token, kind, uses, valence, learned }) =>
      `${valence < 0 ? '🟧' : '🟦'} ${escapeMarkdown(clip(token, TOKEN_CHARACTERS_MAX))} ×${count(Math.max(1, uses))} · ${signed(valence)}${noteOf(kind, learned)}`,
  );
  return `**What drives it**\n${lines.join('\n')}`;
}

function noteOf(kind: MoodDriver['kind'], learned: boolean): string {
  if (learned) return ' · learned from the company it keeps here';
  return kind === 'word' ? ' · word' : '';
}

function shareBar({ shares }: MoodSnapshot): string {
  const positive = Math.round(shares.positive * BAR_LENGTH);
  const negative = Math.min(BAR_LENGTH - positive, Math.round(shares.negative * BAR_LENGTH));
  const neutral = BAR_LENGTH - positive - negative;
  return BAR.positive.repeat(positive) + BAR.neutral.repeat(neutral) + BAR.negative.repeat(negative);
}
