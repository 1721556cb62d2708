import { UserError } from '../../domain/command.ts';
import type { EpochMs } from '../../domain/chat-event.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
const AGO = /^(\d{1,5}) ?([mhdw])$/;
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[ t](\d{2}:\d{2})z?)?$/;

/**
 * `90m`, `3h`, `2d`, `1w` before `now`, or a date with or without a time of day, UTC. Whole minutes, rounded down.
 * @throws UserError showing what can be typed
 */
export function parseSince(typed: string, now: EpochMs): EpochMs {
  const since = ago(typed.trim().toLowerCase(), now) ?? date(typed.trim().toLowerCase());
  if (since !== null && since <= now && since >= 0) return Math.floor(since / UNIT_MS.m) * UNIT_MS.m;
  throw new UserError(
    `I cannot read “${escapeMarkdown(clip(typed, 40))}” as a time in the past. Type how long ago, such as 90m, 3h, 2d or 1w, or a date in UTC, such as 2026-05-01 or 2026-05-01 18:00.`,
  );
}

function ago(typed: string, now: EpochMs): EpochMs | null {
  const match = AGO.exec(typed);
  if (match === null) return null;
  return Math.max(0, now - Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS]);
}

/** Null also for what no calendar has, such as February 30, which `Date` would turn into another day. */
function date(typed: string): EpochMs | null {
  const match = DATE.exec(typed);
  if (match === null) return null;
  const [, day = '', time = '00:00'] = match;
  const at = Date.parse(`${day}T${time}:00.000Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(`${day}T${time}`) ? at : null;
}
