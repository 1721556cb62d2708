import { z } from 'zod';
import { TARGET_KINDS, type ChannelSettings, type Track } from '../../domain/track.ts';

/** What settings look like in the file. Whatever else stands there is unreadable. */

const text = z.string().max(200);
const minuteOfDay = z.int().min(0).max(1439);

const quietHours = z.object({ from: minuteOfDay, to: minuteOfDay, timeZone: text });
const target = z.object({ kind: z.enum(TARGET_KINDS), id: text });

export const trackSchema = z.object({
  v: z.literal(1),
  id: text.min(1),
  guildId: text.min(1),
  channel: text.min(1),
  target,
  sensitivity: z.union([z.enum(['low', 'medium', 'high']), z.number()]),
  cooldownSeconds: z.number().min(0),
  pingRoleId: text.nullable(),
  quietHours: quietHours.nullable(),
  paused: z.boolean(),
  reachBackSeconds: z.number().min(0),
  // A track written before these choices existed has made none of them.
  autoClip: z.boolean().default(false),
  moderatorTarget: target.nullable().default(null),
  recap: z.boolean().default(false),
  quietDigest: z.boolean().default(false),
  threadPerStream: z.boolean().default(false),
  crosspost: z.boolean(),
  summaries: z.boolean().default(false),
  summaryCron: text.nullable().default(null),
  summaryTimeZone: text.nullable().default(null),
  createdBy: text,
  createdAt: z.number(),
}) satisfies z.ZodType<Track>;

/** The tracks of one guild. Each is judged by itself, so that one unreadable track costs only itself. */
export const guildSchema = z.object({ v: z.literal(1), tracks: z.array(z.unknown()) });

export const channelSettingsSchema = z.object({
  v: z.literal(1),
  channel: text.min(1),
  chatCommands: z.boolean(),
  muted: z.boolean(),
  trusted: z.array(text).default([]),
  summaries: z.boolean().default(false),
}) satisfies z.ZodType<ChannelSettings>;

export const cachedSchema = z.object({ v: z.literal(1), expiresAt: z.number(), value: z.unknown() });
