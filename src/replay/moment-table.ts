import type { HypeMoment } from '../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../lib/category-style.ts';
import { clockTime, count, rate } from '../lib/format.ts';
import { clip, stripInvisible } from '../lib/markdown.ts';

const EMOTES_SHOWN = 4;
const NAME_CHARACTERS_MAX = 24;

export const TABLE_HEAD = '      time  score  × usual   msg/s  chatters  kind       top emotes';

/** One moment as a row under {@link TABLE_HEAD}. @param streamSeconds when it reached the threshold */
export function momentRow(moment: HypeMoment, streamSeconds: number): string {
  const { word, emoji } = CATEGORY_STYLE[moment.category];
  const cells = [
    clockTime(streamSeconds).padStart(10),
    moment.peakScore.toFixed(1).padStart(5),
    `${rate(moment.multiplier)}×`.padStart(7),
    rate(moment.peakVelocity).padStart(6),
    count(moment.uniqueChatters).padStart(8),
    `${emoji} ${word.padEnd(7)}`,
    topEmotes(moment),
  ];
  return cells.join('  ').trimEnd();
}

function topEmotes(moment: HypeMoment): string {
  const shown = moment.topEmotes.slice(0, EMOTES_SHOWN).map(([name, uses]) => `${screenSafe(name)} ${uses}`);
  const attack = moment.attack ? ['looks like an attack'] : [];
  return [...attack, ...shown].join(' · ');
}

/** Names come from strangers: bounded, and without anything a terminal would obey. */
export function screenSafe(name: string): string {
  return clip(stripInvisible(name), NAME_CHARACTERS_MAX);
}
