import { MOMENT_CATEGORIES } from '../../../domain/hype-moment.ts';
import { MOODS, type Mood } from '../../../domain/mood.ts';
import { isHexColor } from '../../../lib/color.ts';
import type { HeadlineBucketFrame, HeadlineFrame } from '../../../lib/wire/headline.ts';
import type { HypeEventFrame } from '../../../lib/wire/hype-event.ts';
import type { MetricsFrame } from '../../../lib/wire/metrics.ts';
import type { MoodFrame } from '../../../lib/wire/mood.ts';
import {
  exactly,
  flag,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  pair,
  text,
  time,
  withDefault,
} from './shape.ts';
import type { Reader, Shape } from './shape.ts';

const EMOTES_MAX = 50;
const REASONS_MAX = 12;
const BUCKETS_MAX = 12;
const DRIVERS_MAX = 12;

/** A moment as pages know it: the frame, and the link into the recording once there is one. */
export type Moment = HypeEventFrame & { readonly vod_url: string | null };

const emoteCounts = list(pair(text(100), number), EMOTES_MAX);

export const readMetrics: Reader<MetricsFrame> = object<MetricsFrame>({
  type: exactly('metrics'),
  channel: text(50),
  timestamp: time,
  messages_per_second: number,
  messages_last_minute: number,
  unique_chatters_5min: number,
  top_emotes: emoteCounts,
  avg_message_length: number,
  detector_status: withDefault(oneOf(['ready', 'warming-up', 'not-enough-chat'], 'warming-up'), 'warming-up'),
  score: withDefault(number, 0),
  baseline_mean: withDefault(number, 0),
  baseline_std: withDefault(number, 0),
});

/** Only addresses of Twitch recordings become links. */
const vodUrl: Reader<string | null> = (value) =>
  typeof value === 'string' && /^https:\/\/www\.twitch\.tv\/videos\/[\w-]+(\?t=[\dhms]+)?$/.test(value) ? value : null;

const MOMENT: Shape<Moment> = {
  type: exactly('hype_event'),
  id: text(200),
  channel: text(50),
  timestamp: time,
  stream_seconds: optional(number),
  velocity: number,
  baseline_mean: number,
  baseline_std: withDefault(number, 0),
  multiplier: number,
  score: withDefault(number, 0),
  unique_chatters: withDefault(number, 0),
  category: withDefault(oneOf(MOMENT_CATEGORIES, 'mixed'), 'mixed'),
  top_emotes: withDefault(emoteCounts, []),
  phase: oneOf(['started', 'ended'], 'ended'),
  detector: withDefault(text(50), ''),
  messages: withDefault(number, 0),
  started_at: time,
  peak_at: time,
  ended_at: nullable(time),
  duration_seconds: withDefault(number, 0),
  why: withDefault(list(text(), REASONS_MAX), []),
  discounts: withDefault(list(text(), REASONS_MAX), []),
  attack: withDefault(flag, false),
  vod_url: vodUrl,
};

export const readMoment: Reader<Moment> = object<Moment>(MOMENT);

const hexColor: Reader<string> = (value) => (typeof value === 'string' && isHexColor(value) ? value : '#888888');

const MOOD_SHARES = Object.fromEntries(MOODS.map((mood) => [mood, withDefault(number, 0)])) as Shape<
  Record<Mood, number>
>;

export const readMood: Reader<MoodFrame> = object<MoodFrame>({
  type: exactly('mood'),
  channel: text(50),
  timestamp: time,
  score: number,
  positive: number,
  neutral: number,
  negative: number,
  moods: object<Record<Mood, number>>(MOOD_SHARES),
  mood: oneOf(MOODS, 'calm'),
  confidence: number,
  messages: number,
  color: hexColor,
  drivers: withDefault(
    list(
      object<MoodFrame['drivers'][number]>({
        token: text(100),
        kind: oneOf(['emote', 'emoji', 'word'], 'word'),
        uses: number,
        valence: number,
        learned: withDefault(flag, false),
      }),
      DRIVERS_MAX,
    ),
    [],
  ),
  model: withDefault(text(100), ''),
});

const readBucket = object<HeadlineBucketFrame>({
  id: text(100),
  topic: text(100),
  keywords: list(text(50), 8),
  messages: number,
  chatters: number,
  share: number,
  sentiment: number,
  from: time,
  to: time,
  sample_ids: withDefault(list(text(100), 8), []),
});

export const readHeadline: Reader<HeadlineFrame> = object<HeadlineFrame>({
  type: exactly('headline'),
  channel: text(50),
  timestamp: time,
  headline: text(600),
  sentences: list(text(300), 2),
  sentiment: number,
  sentiment_percent: number,
  confidence: number,
  window_start: time,
  window_end: time,
  messages: number,
  messages_per_second: number,
  buckets: withDefault(list(readBucket, BUCKETS_MAX), []),
  model: withDefault(text(100), ''),
});
