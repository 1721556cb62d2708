/** What REST answers with, besides the frames. */
import { z } from 'zod';
import { EMOTE_PROVIDERS } from '../../domain/emote.ts';
import { MODEL_ROLES } from '../../domain/ports/models.ts';
import { EXAMPLES } from './examples.ts';
import { channel, counts, hypeEvent, share, summary, time } from './frames.ts';

const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Give it as cursor for the next page; null on the last one.' });
const text = z.string();
const AT = '2026-01-15T20:30:00.000Z';

export const problem = z
  .object({
    type: text,
    title: text,
    status: z.number().int(),
    detail: text.meta({ description: 'What happened this time and what to do.' }),
    errors: z.array(z.object({ field: text, problem: text, next: text })).optional(),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457.',
    examples: [
      {
        type: '/api/docs#problem-not-found',
        title: 'There is nothing at this address',
        status: 404,
        detail: 'Nobody watches ninja.',
      },
    ],
  });

const stream = z
  .object({
    id: text,
    started_at: time,
    ended_at: time.nullable(),
    title: text,
    category: text,
    vod_url: text.nullable(),
  })
  .meta({ id: 'Stream', description: 'One broadcast.' });

export const watchedChannel = z
  .object({
    name: channel,
    state: z.enum(['queued', 'joining', 'failed', 'joined', 'live']).meta({
      description: 'joined: in its chat, but not known to be live.',
    }),
    tracked: z.boolean().meta({ description: 'False: watched only while somebody listens.' }),
    reasons: z.array(z.enum(['configured', 'tracked', 'added', 'held'])),
    problem: text.nullable().meta({ description: 'Why it cannot be watched and what to do.' }),
    last_message_at: time.nullable(),
    messages_per_second: z.number(),
    hype: z.boolean().meta({ description: 'A hype moment is under way.' }),
    stream: stream.nullable(),
  })
  .meta({
    id: 'Channel',
    description: 'A watched channel.',
    examples: [
      {
        name: 'ninja',
        state: 'live',
        tracked: true,
        reasons: ['added'],
        problem: null,
        last_message_at: AT,
        messages_per_second: 12,
        hype: false,
        stream: {
          id: '40952121085',
          started_at: AT,
          ended_at: null,
          title: 'Ranked',
          category: 'Chess',
          vod_url: null,
        },
      },
    ],
  });
export const channelList = z.object({ channels: z.array(watchedChannel) }).meta({ id: 'ChannelList' });

const moment = hypeEvent
  .extend({
    stream_id: text.nullable(),
    vod_url: text.nullable().meta({ description: 'The video shortly before chat reacted; null while there is none.' }),
  })
  .meta({
    id: 'Moment',
    description: 'A hype moment and where to see it.',
    examples: [{ ...EXAMPLES.hypeEvent, stream_id: null, vod_url: null }],
  });
export const eventPage = z.object({ events: z.array(moment), next_cursor: nextCursor }).meta({ id: 'HypeEventPage' });
export const momentPage = z.object({ moments: z.array(moment), next_cursor: nextCursor }).meta({ id: 'MomentPage' });

export const series = z
  .object({
    channel,
    from: time,
    velocity: z.array(z.number()),
    baseline_mean: z.array(z.number()),
    baseline_std: z.array(z.number()),
    score: z.array(z.number()),
  })
  .meta({ id: 'Series', description: 'One value a second, beginning with from.' });
export const momentDetails = moment
  .extend({
    quotes: z.array(z.object({ message_id: text, user: text, text })),
    series: series.nullable(),
  })
  .meta({ id: 'MomentDetails', description: 'Everything known about one moment.' });

const minuteMetrics = z.object({
  minute: time,
  messages: z.number(),
  unique_chatters: z.number(),
  avg_message_length: z.number(),
  peak_per_second: z.number(),
  peak_score: z.number(),
  top_emotes: counts,
});
export const metricsHistory = z
  .object({ channel, from: time, to: time, minutes: z.array(minuteMetrics) })
  .meta({ id: 'MetricsHistory', description: 'One entry a minute; minutes without a message are missing.' });

const minuteMood = z.object({
  minute: time,
  messages: z.number(),
  score: z.number(),
  positive: share,
  neutral: share,
  negative: share,
  mood: text,
  confidence: share,
});
export const moodHistory = z
  .object({ channel, from: time, to: time, minutes: z.array(minuteMood) })
  .meta({ id: 'MoodHistory', description: 'One entry a minute; minutes without a message are missing.' });

export const summaryList = z.object({ summaries: z.array(summary) }).meta({ id: 'SummaryList' });
export const streamList = z.object({ streams: z.array(stream) }).meta({ id: 'StreamList' });

const emote = z
  .object({
    name: text,
    id: text,
    provider: z.enum(EMOTE_PROVIDERS),
    image_url: text,
    animated: z.boolean(),
    zero_width: z.boolean(),
    scope: z.enum(['global', 'channel']),
  })
  .meta({ id: 'Emote' });
export const emoteList = z.object({ emotes: z.array(emote) }).meta({ id: 'EmoteList' });
export const emoteUse = z
  .object({ channel, from: time, to: time, uses: z.array(z.object({ name: text, uses: z.number() })) })
  .meta({ id: 'EmoteUse', description: 'Whole hours, most used first.' });

const model = z.object({
  role: z.enum(MODEL_ROLES),
  wanted: text,
  active: text,
  since: time,
  problem: text.nullable(),
});
export const modelList = z
  .object({
    models: z.array(model),
    spend: z.object({
      day: text,
      calls: z.number(),
      failed_calls: z.number(),
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      usd: z.number(),
      budget_usd: z.number(),
    }),
  })
  .meta({ id: 'ModelList', description: 'Which models are at work, and what they cost today.' });
export const modelSwap = z
  .object({ role: z.enum(MODEL_ROLES), active: text, previous: text })
  .meta({ id: 'ModelSwap' });

export const health = z
  .object({
    state: z.enum(['ok', 'degraded', 'down']),
    version: text,
    uptime_seconds: z.number(),
    mode: z.enum(['demo', 'live']),
    parts: z.array(z.object({ name: text, state: z.enum(['ok', 'degraded', 'down', 'off']), detail: text })),
  })
  .meta({
    id: 'Health',
    examples: [
      {
        state: 'ok',
        version: '0.1.0',
        uptime_seconds: 60,
        mode: 'live',
        parts: [{ name: 'chat', state: 'ok', detail: '3 channels' }],
      },
    ],
  });
