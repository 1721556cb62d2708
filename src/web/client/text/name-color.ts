import { isHexColor, readableOn } from '../../../lib/color.ts';
import { hash32 } from '../../../lib/hash.ts';

/** For people who never chose one, as Twitch does it: always the same for a name. */
const DEFAULTS = [
  '#ff4a80',
  '#ff7070',
  '#fa8e4b',
  '#fee440',
  '#5fff77',
  '#00f5d4',
  '#00bbf9',
  '#4371fb',
  '#9b5de5',
  '#f670dd',
] as const;

const NAME_CONTRAST_MIN = 4.5;

/** Background of the feed in each theme; the darkest and lightest a row can have. */
export const FEED_BACKGROUND = { dark: '#12171f', light: '#ffffff' } as const;

/** The colour of a chatter's name, moved just as far as it takes to read it. */
export function nameColor(color: string | null, login: string, theme: keyof typeof FEED_BACKGROUND): string {
  const chosen = color !== null && isHexColor(color) ? color : DEFAULTS[hash32(login) % DEFAULTS.length]!;
  return readableOn(FEED_BACKGROUND[theme], chosen, NAME_CONTRAST_MIN);
}
