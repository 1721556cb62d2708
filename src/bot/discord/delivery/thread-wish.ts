import type { OutboxItem } from '../../../domain/alert.ts';
import type { StreamInfo } from '../../../domain/chat-event.ts';
import type { ThreadWish } from '../../../domain/ports/delivery.ts';
import type { Track } from '../../../domain/track.ts';
import { clip, stripInvisible } from '../../../lib/markdown.ts';
import { clipUnits } from '../render/clip-units.ts';

/** What Discord takes as the name of a thread. */
const NAME_CHARACTERS_MAX = 100;
const TITLE_CHARACTERS_MAX = 55;

/**
 * The thread a card belongs into; null where it belongs into its place itself: unless its track wants threads, for
 * reports to moderators, which have a place of their own, and while the broadcast is unknown.
 */
export function threadWish(
  track: Track | null,
  item: Pick<OutboxItem, 'target' | 'channel'>,
  stream: StreamInfo | null,
): ThreadWish | null {
  if (track === null || !track.threadPerStream || stream === null || stream.channel !== item.channel) return null;
  const { kind, id } = item.target;
  if (id !== track.target.id || (kind !== 'text' && kind !== 'announcement')) return null;
  return { key: `${track.id}:${id}:${stream.id}`, name: nameOf(stream) };
}

/** `somechannel · ranked until dawn · 2026-06-01`; the day is that of the beginning, in UTC. */
function nameOf({ channel, title, startedAt }: StreamInfo): string {
  const shown = clip(stripInvisible(title).replace(/\s+/g, ' ').trim(), TITLE_CHARACTERS_MAX);
  const day = new Date(startedAt).toISOString().slice(0, 10);
  return clipUnits([channel, shown, day].filter((part) => part !== '').join(' · '), NAME_CHARACTERS_MAX);
}
