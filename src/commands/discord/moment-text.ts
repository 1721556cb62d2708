import type { EmoteCount } from '../../domain/channel-metrics.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../../lib/category-style.ts';
import { duration } from '../../lib/duration.ts';
import { count, rate } from '../../lib/format.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';

const EMOTE_CHARACTERS_MAX = 40;

/** `😂 Funny` */
export function categoryText(moment: Pick<HypeMoment, 'category'>): string {
  const { emoji, word } = CATEGORY_STYLE[moment.category];
  return `${emoji} ${word}`;
}

/** `4.2× usual · 38 msg/s · 212 chatters` */
export function numbersText(moment: HypeMoment): string {
  return `${rate(moment.multiplier)}× usual · ${rate(moment.peakVelocity)} msg/s · ${count(moment.uniqueChatters)} chatters`;
}

/** One plain line for a list of choices, where Discord renders no markdown. */
export function choiceText(moment: HypeMoment, now: number): string {
  const { word } = CATEGORY_STYLE[moment.category];
  return `${moment.channel} · ${word.toLowerCase()} · ${rate(moment.multiplier)}× usual · ${duration(now - moment.startedAt)} ago`;
}

/** `KEKW 41 · Pog 20`, escaped; '' without emotes. */
export function emotesText(emotes: readonly EmoteCount[], max: number): string {
  return emotes
    .slice(0, max)
    .map(([name, uses]) => `${escapeMarkdown(clip(name, EMOTE_CHARACTERS_MAX))} ${count(uses)}`)
    .join(' · ');
}
