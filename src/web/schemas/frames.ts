/** What the wire types of `lib/wire` promise, as schemas; the compiler holds the two together. */
import { z } from 'zod';
import { MOMENT_CATEGORIES } from '../../domain/hype-moment.ts';
import { SUMMARY_FALLBACKS } from '../../domain/headline.ts';
import { MOODS, SENTIMENT_LABELS } from '../../domain/mood.ts';
import type { ChatMessageFrame } from '../../lib/wire/chat-message.ts';
import type { HeadlineFrame } from '../../lib/wire/headline.ts';
import type { HypeEventFrame } from '../../lib/wire/hype-event.ts';
import type { MetricsFrame } from '../../lib/wire/metrics.ts';
import type { MoodFrame } from '../../lib/wire/mood.ts';
import type { SummaryFrame } from '../../lib/wire/summary.ts';
import { TWITCH_EVENT_TYPES, type TwitchEventFrame } from '../../lib/wire/twitch-event.ts';
import { EXAMPLES } from './examples.ts';

const AT = '2026-01-15T20:30:00.000Z';
export const time = z.iso.datetime().meta({ description: 'ISO 8601, UTC, milliseconds.', examples: [AT] });
export const channel = z.string().meta({ description: 'A Twitch login.', examples: ['ninja'] });
export const share = z.number().min(0).max(1);
const score = z.number().min(-1).max(1);
const pair = z
  .tuple([z.string(), z.number()])
  .meta({ minItems: 2, maxItems: 2, items: { type: ['string', 'number'] } });
export const counts = z.array(pair).meta({
  description: 'Names and how often each was used, most used first.',
  examples: [EXAMPLES.metrics.top_emotes],
});
const eventId = z.string().meta({ description: 'Grows from event to event; give the last one as last_id to resume.' });

export const metrics = z
  .object({
    type: z.literal('metrics'),
    channel,
    timestamp: time,
    messages_per_second: z.number().meta({ description: 'In the last second.' }),
    messages_last_minute: z.number(),
    unique_chatters_5min: z.number(),
    top_emotes: counts,
    avg_message_length: z.number().meta({ description: 'Mean characters a message over 5 minutes.' }),
    detector_status: z.enum(['ready', 'warming-up', 'not-enough-chat']),
    score: z.number().meta({ description: "The hype score of this second, in the detector's units." }),
    baseline_mean: z.number().meta({ description: 'Usual messages a second.' }),
    baseline_std: z.number(),
  })
  .meta({
    id: 'Metrics',
    description: 'How one channel is right now.',
    examples: [EXAMPLES.metrics],
  }) satisfies z.ZodType<MetricsFrame>;

export const hypeEvent = z
  .object({
    type: z.literal('hype_event'),
    id: z.string().meta({ description: 'The same when a moment starts and when it ends.' }),
    channel,
    timestamp: time,
    stream_seconds: z.number().exactOptional().meta({ description: 'timestamp in seconds since the stream began.' }),
    velocity: z.number().meta({ description: 'Highest messages a second.' }),
    baseline_mean: z.number(),
    baseline_std: z.number(),
    multiplier: z.number().meta({ description: 'velocity over the usual rate.' }),
    score: z.number(),
    unique_chatters: z.number(),
    category: z.enum(MOMENT_CATEGORIES),
    top_emotes: counts,
    phase: z.enum(['started', 'ended']),
    detector: z.string(),
    messages: z.number(),
    started_at: time,
    peak_at: time,
    ended_at: time.nullable(),
    duration_seconds: z.number(),
    why: z.array(z.string()),
    discounts: z.array(z.string()),
    attack: z.boolean().meta({ description: 'Shaped like a bot or hate raid.' }),
  })
  .meta({
    id: 'HypeEvent',
    description: 'A hype moment.',
    examples: [EXAMPLES.hypeEvent],
  }) satisfies z.ZodType<HypeEventFrame>;

/** The same on `/ws/hype`, where it can be resumed from. */
export const hypeEventMessage = hypeEvent
  .extend({ event_id: eventId })
  .meta({ id: 'HypeEventMessage', description: 'A hype moment that began or ended just now.' });

export const mood = z
  .object({
    type: z.literal('mood'),
    channel,
    timestamp: time,
    score,
    positive: share,
    neutral: share,
    negative: share,
    moods: z.object({ joy: share, hype: share, sad: share, anger: share, confusion: share, calm: share }),
    mood: z.enum(MOODS),
    confidence: share,
    messages: z.number(),
    color: z.string(),
    drivers: z.array(
      z.object({
        token: z.string(),
        kind: z.enum(['emote', 'emoji', 'word']),
        uses: z.number(),
        valence: score,
        learned: z.boolean(),
      }),
    ),
    model: z.string(),
  })
  .meta({ id: 'Mood', description: 'What a chat feels.', examples: [EXAMPLES.mood] }) satisfies z.ZodType<MoodFrame>;

export const headline = z
  .object({
    type: z.literal('headline'),
    channel,
    timestamp: time,
    headline: z.string(),
    sentences: z.array(z.string()),
    sentiment: score,
    sentiment_percent: z.number().int(),
    confidence: share,
    window_start: time,
    window_end: time,
    messages: z.number(),
    messages_per_second: z.number(),
    buckets: z.array(
      z.object({
        id: z.string(),
        topic: z.string(),
        keywords: z.array(z.string()),
        messages: z.number(),
        chatters: z.number(),
        share,
        sentiment: score,
        from: time,
        to: time,
        sample_ids: z.array(z.string()),
      }),
    ),
    model: z.string(),
  })
  .meta({
    id: 'Headline',
    description: 'What a chat is saying.',
    examples: [EXAMPLES.headline],
  }) satisfies z.ZodType<HeadlineFrame>;

export const summary = z
  .object({
    type: z.literal('summary'),
    channel,
    window_start: time,
    window_end: time,
    messages: z.number(),
    chatters: z.number(),
    overview: z.string(),
    points: z.array(
      z.object({ text: z.string(), timestamp: time, messages: z.number(), message_ids: z.array(z.string()) }),
    ),
    sentiment: score,
    model: z.string(),
    fallback: z.enum(SUMMARY_FALLBACKS).nullable(),
  })
  .meta({
    id: 'Summary',
    description: 'What a chat said over a stretch of time.',
    examples: [EXAMPLES.summary],
  }) satisfies z.ZodType<SummaryFrame>;

export const chatMessage = z
  .object({
    type: z.literal('chat_message'),
    channel,
    user: z.object({
      username: z.string(),
      display_name: z.string(),
      user_id: z.string(),
      color: z.string().nullable(),
      is_subscriber: z.boolean(),
      is_moderator: z.boolean(),
      is_vip: z.boolean(),
      is_broadcaster: z.boolean(),
      badges: z.array(z.string()),
    }),
    message: z.string(),
    timestamp: time,
    message_id: z.string(),
    emotes: z.record(z.string(), z.array(z.string())),
    emote_names: z.array(z.string()),
    bits: z.number(),
    is_action: z.boolean(),
    is_first_message: z.boolean(),
    reply_to: z.object({ message_id: z.string(), username: z.string() }).nullable(),
    sentiment: z.object({ label: z.enum(SENTIMENT_LABELS), score, mood: z.enum(MOODS) }),
    event_id: eventId,
  })
  .meta({
    id: 'ChatMessage',
    description: 'One chat message. Show its text as text.',
    examples: [EXAMPLES.chatMessage],
  }) satisfies z.ZodType<ChatMessageFrame>;

export const twitchEvent = z
  .object({
    type: z.literal('twitch_event'),
    event_type: z.enum(TWITCH_EVENT_TYPES),
    channel,
    data: z.record(z.string(), z.union([z.string(), z.number()])),
    timestamp: time,
    event_id: eventId,
  })
  .meta({
    id: 'TwitchEvent',
    description: 'What happens besides messages.',
    examples: [EXAMPLES.twitchEvent],
  }) satisfies z.ZodType<TwitchEventFrame>;
