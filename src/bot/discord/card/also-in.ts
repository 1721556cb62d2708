import type { AlertCard, AlsoIn } from '../../../domain/alert.ts';
import { rate, vodOffset } from '../../../lib/format.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';
import { isWebAddress } from '../render/action-rows.ts';

const CHANNELS_MAX = 10;
const NAME_CHARACTERS_MAX = 30;

/** `Also in **b** 3.1× usual, [VOD at 1h2m3s](…) · **c** 2.4× usual`; '' where no other channel erupted. */
export function alsoIn(card: AlertCard): string {
  const channels = (card.alsoIn ?? []).slice(0, CHANNELS_MAX);
  return channels.length === 0 ? '' : `Also in ${channels.map(oneOf).join(' · ')}`;
}

function oneOf({ channel, multiplier, vod }: AlsoIn): string {
  const name = `**${escapeMarkdown(clip(channel, NAME_CHARACTERS_MAX))}** ${rate(multiplier)}× usual`;
  return vod === null || !isWebAddress(vod.url)
    ? name
    : `${name}, [VOD at ${vodOffset(vod.offsetSeconds)}](${vod.url})`;
}
