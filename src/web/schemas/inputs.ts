/** What requests may hold. Each field's help is both its documentation and the next step of whoever got it wrong. */
import { z } from 'zod';
import { MOMENT_CATEGORIES } from '../../domain/hype-moment.ts';
import { MODEL_ROLES } from '../../domain/ports/models.ts';
import { parseChannelName } from '../../lib/channel-name.ts';
import { FIELD_HELP, type HelpedField } from '../http/field-help.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Per-minute rows of one answer: two days, longer than any stream. */
export const WINDOW_MS_MAX = 2 * DAY_MS;
const PAGE_ITEMS_MAX = 200;
const MILLISECONDS = /^\d{1,14}$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

function helped<T extends z.ZodType>(schema: T, field: HelpedField, example: unknown): T {
  return schema.meta({ description: FIELD_HELP[field], examples: [example] });
}

/** A login, as people write it: `#Name` and addresses of channels are understood. */
function channelName(field: 'name' | 'channel') {
  const text = z.string('must be the name of a channel').max(100, 'is too long for the name of a channel');
  const login = text.transform((typed, context) => {
    const name = parseChannelName(typed);
    if (name !== null) return name;
    context.addIssue({ code: 'custom', message: 'is no name of a Twitch channel' });
    return z.NEVER;
  });
  return helped(login, field, 'ninja');
}

function time(field: 'since' | 'until' | 'from' | 'to') {
  const text = z.string().max(40, 'is no time');
  const instant = text.transform((typed, context) => {
    const at = parseTime(typed);
    if (at !== null) return at;
    context.addIssue({ code: 'custom', message: 'is no time' });
    return z.NEVER;
  });
  return helped(instant, field, '2026-01-15T20:30:00Z');
}

/** A time without a zone is UTC. */
function parseTime(typed: string): number | null {
  if (MILLISECONDS.test(typed)) return Number(typed);
  if (!ISO_TIME.test(typed)) return null;
  const zoned = typed.includes('T') && !/(Z|[+-]\d{2}:?\d{2})$/i.test(typed) ? `${typed}Z` : typed;
  const at = Date.parse(zoned);
  return Number.isNaN(at) || at < 0 ? null : at;
}

const limit = helped(z.coerce.number().int().min(1).max(PAGE_ITEMS_MAX).default(50), 'limit', 50);

export const channelPath = z.object({ name: channelName('name') });
export const momentPath = z.object({ id: helped(z.string().min(1).max(100), 'id', 'ninja-tot8nv') });
export const rolePath = z.object({ role: helped(z.enum(MODEL_ROLES), 'role', 'summary') });

/** Which moments, on every list of them. */
const momentFilter = z.object({
  since: time('since').optional(),
  until: time('until').optional(),
  category: helped(z.enum(MOMENT_CATEGORIES), 'category', 'funny').optional(),
  min_score: helped(z.coerce.number().min(0).max(1_000_000), 'min_score', 0).optional(),
  stream_id: helped(z.string().min(1).max(40), 'stream_id', '40952121085').optional(),
});
export const momentExport = momentFilter.extend({ channel: channelName('channel').optional() });
export const momentQuery = momentFilter.extend({
  limit,
  cursor: helped(z.string().max(300, 'is no cursor'), 'cursor', 'WzE3Njg1MDkwMDAwMDAsIm5pbmphLXRvdDhudiJd').optional(),
});
export const hypeEventQuery = momentQuery.extend({ channel: channelName('channel').optional() });
export const limitQuery = z.object({ limit });
export const secondsQuery = z.object({
  seconds: helped(z.coerce.number().int().min(10).max(900).default(300), 'seconds', 300),
});

/** A stretch of time; the last hour where nothing is given. */
export const windowQuery = z.object({ from: time('from').optional(), to: time('to').optional() });

export const newChannel = z
  .object({ name: channelName('name') })
  .meta({ id: 'NewChannel', description: 'A channel to watch.', examples: [{ name: 'ninja' }] });
export const newSummary = z
  .object({ window_minutes: helped(z.number().int().min(1).max(720).default(10), 'window_minutes', 10) })
  .meta({ id: 'NewSummary', description: 'Which minutes to sum up, until now.', examples: [{ window_minutes: 10 }] });
export const modelChange = z
  .object({ model: helped(z.string().min(1).max(200), 'model', 'extractive') })
  .meta({ id: 'ModelChange', description: 'The model to change to.', examples: [{ model: 'extractive' }] });

const channels = z
  .union([channelName('channel'), z.array(channelName('channel')).max(50, 'may be given 50 times')])
  .transform((given) => (Array.isArray(given) ? given : [given]))
  .default([]);
/** Which channels a socket hears of; none means all. */
export const socketQuery = z.object({
  channel: channels,
  last_id: helped(
    z.string().regex(/^[0-9a-z]{1,16}-[0-9]{1,15}$/, 'is no id of an event'),
    'last_id',
    'mi2x8k1c-4711',
  ).optional(),
});
