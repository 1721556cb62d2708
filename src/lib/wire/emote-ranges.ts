import type { EmoteUse } from '../../domain/chat-event.ts';

/** Emote id → its places in the text, `first-last`: code points counted from 0, both ends inclusive, as Twitch has them. */
export type EmoteRanges = Readonly<Record<string, readonly string[]>>;

const ASTRAL = /[\ud800-\udfff]/;

/** Turns places in UTF-16 code units, end exclusive, into those of the wire. `emotes` are in order of appearance. */
export function emoteRanges(text: string, emotes: readonly EmoteUse[]): EmoteRanges {
  // Ids come from chat: without a prototype none of them can meet an inherited name.
  const ranges = Object.create(null) as Record<string, string[]>;
  if (emotes.length === 0) return ranges;
  const toCodePoints = ASTRAL.test(text) ? codePointCounter(text) : (unit: number): number => unit;
  for (const { id, start, end } of emotes) {
    const first = toCodePoints(start);
    (ranges[id] ??= []).push(`${first}-${toCodePoints(end) - 1}`);
  }
  return ranges;
}

/** Counts on from the last place asked for, and anew when asked for an earlier one. */
function codePointCounter(text: string): (unit: number) => number {
  let unit = 0;
  let points = 0;
  return (wanted) => {
    if (wanted < unit) {
      unit = 0;
      points = 0;
    }
    while (unit < wanted && unit < text.length) {
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
      points++;
    }
    return points;
  };
}
