import { UserError } from '../../../domain/command.ts';
import { parseTimeZone } from '../../../lib/time-zone.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';

const TIME = String.raw`(\d{1,2})(?::(\d{2}))?`;
const SPAN = new RegExp(String.raw`^${TIME}\s*(?:-|–|—|to)\s*${TIME}$`, 'i');

/**
 * `22:00-08:00` (also `22-8` and `22:00 to 08:00`) in minutes since midnight; null for `off`.
 * @throws UserError for anything else
 */
export function parseQuietHours(typed: string): { readonly from: number; readonly to: number } | null {
  const trimmed = typed.trim();
  if (/^(?:off|none)$/i.test(trimmed)) return null;
  const match = SPAN.exec(trimmed);
  const from = match === null ? null : minuteOfDay(match[1], match[2]);
  const to = match === null ? null : minuteOfDay(match[3], match[4]);
  if (from === null || to === null) {
    throw new UserError(
      `I cannot read “${escapeMarkdown(clip(trimmed, 40))}” as quiet hours. Write two times of day, for example **22:00-08:00**.`,
    );
  }
  if (from === to) {
    throw new UserError(
      'These quiet hours begin and end at the same time, so it is unclear whether they mean all day or never. To silence a channel altogether use **pause**.',
    );
  }
  return { from, to };
}

/** 24:00 is midnight. */
function minuteOfDay(hours: string | undefined, minutes: string | undefined): number | null {
  const h = Number(hours);
  const m = Number(minutes ?? 0);
  if (h === 24 && m === 0) return 0;
  return h <= 23 && m <= 59 ? h * 60 + m : null;
}

/** @throws UserError for what is not an IANA zone */
export function requireTimeZone(typed: string): string {
  const zone = parseTimeZone(typed);
  if (zone !== null) return zone;
  throw new UserError(
    `“${escapeMarkdown(clip(typed, 40))}” is not a time zone I know. Pick one from the suggestions, for example **Europe/Berlin**; fixed offsets would be wrong when clocks change.`,
  );
}
