import { flag, list, nullable, number, object, pair, text, time, tolerantList, withDefault } from './shape.ts';
import { readMoment, type Moment } from './live.ts';
import type { Reader } from './shape.ts';

const CHANNELS_MAX = 2_000;
const EMOTES_MAX = 6_000;
const MINUTES_MAX = 2_880;
const STREAMS_MAX = 100;
const MOMENTS_MAX = 500;
const SECONDS_MAX = 900;
const SUMMARIES_MAX = 100;

/** One broadcast; `ended_at` null while it lasts. */
export interface StreamEntry {
  readonly id: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly title: string;
  readonly category: string;
}

const readStream: Reader<StreamEntry> = object<StreamEntry>({
  id: text(200),
  started_at: time,
  ended_at: nullable(time),
  title: withDefault(text(300), ''),
  category: withDefault(text(200), ''),
});

export const readStreams: Reader<{ readonly streams: readonly StreamEntry[] }> = object({
  streams: tolerantList(readStream, STREAMS_MAX),
});

/** A watched channel in the list. */
export interface ChannelEntry {
  readonly name: string;
  /** A word of the bot: live, offline, joined, joining, queued or failed. */
  readonly state: string;
  /** False where it is only watched as long as somebody listens, this page for one. */
  readonly tracked: boolean;
  /** What is wrong and what to do, or null. */
  readonly problem: string | null;
  /** The broadcast, where it is known. */
  readonly stream: StreamEntry | null;
}

export const readChannels: Reader<{ readonly channels: readonly ChannelEntry[] }> = object({
  channels: list(
    object<ChannelEntry>({
      name: text(50),
      state: withDefault(text(30), ''),
      tracked: withDefault(flag, true),
      problem: nullable(text(500)),
      stream: nullable(readStream),
    }),
    CHANNELS_MAX,
  ),
});

export interface EmotePicture {
  readonly name: string;
  readonly image_url: string;
  readonly animated: boolean;
  readonly zero_width: boolean;
}

/** The only places pictures are loaded from; the content-security policy says the same. */
const PICTURE_HOSTS: ReadonlySet<string> = new Set([
  'static-cdn.jtvnw.net',
  'cdn.7tv.app',
  'cdn.betterttv.net',
  'cdn.frankerfacez.com',
]);

const pictureUrl: Reader<string> = (value) => {
  const address = text(500)(value);
  const url = URL.parse(address);
  return text()(url?.protocol === 'https:' && PICTURE_HOSTS.has(url.host) ? url.href : null);
};

export const readEmotes: Reader<{ readonly emotes: readonly EmotePicture[] }> = object({
  emotes: tolerantList(
    object<EmotePicture>({
      name: text(100),
      image_url: pictureUrl,
      animated: withDefault(flag, false),
      zero_width: withDefault(flag, false),
    }),
    EMOTES_MAX,
  ),
});

export interface MomentPage {
  readonly events: readonly Moment[];
  readonly next_cursor: string | null;
}

export const readMoments: Reader<MomentPage> = object<MomentPage>({
  events: tolerantList(readMoment, MOMENTS_MAX),
  next_cursor: nullable(text(1_000)),
});

/** One minute of a channel, as stored. */
export interface Minute {
  /** Its start. */
  readonly minute: string;
  readonly messages: number;
  readonly peak_per_second: number;
  readonly top_emotes: readonly (readonly [string, number])[];
}

export const readMinutes: Reader<{ readonly minutes: readonly Minute[] }> = object({
  minutes: list(
    object<Minute>({
      minute: time,
      messages: number,
      peak_per_second: withDefault(number, 0),
      top_emotes: withDefault(list(pair(text(100), number), 50), []),
    }),
    MINUTES_MAX,
  ),
});

/** The mood of one minute, −1 to 1. */
export interface MoodMinute {
  readonly minute: string;
  readonly score: number;
}

export const readMoodHistory: Reader<{ readonly minutes: readonly MoodMinute[] }> = object({
  minutes: list(object<MoodMinute>({ minute: time, score: number }), MINUTES_MAX),
});

/** One value a second, beginning with `from`. */
export interface SecondSeries {
  readonly from: string;
  readonly velocity: readonly number[];
  readonly baseline_mean: readonly number[];
  readonly baseline_std: readonly number[];
}

const seconds = list(number, SECONDS_MAX);

export const readSeries: Reader<SecondSeries> = object<SecondSeries>({
  from: time,
  velocity: seconds,
  baseline_mean: seconds,
  baseline_std: seconds,
});

/** What chat said over a stretch of time. */
export interface SummaryEntry {
  readonly window_start: string;
  readonly window_end: string;
  readonly messages: number;
  readonly overview: string;
  readonly points: readonly { readonly text: string; readonly timestamp: string }[];
  readonly model: string;
}

export const readSummaries: Reader<{ readonly summaries: readonly SummaryEntry[] }> = object({
  summaries: tolerantList(
    object<SummaryEntry>({
      window_start: time,
      window_end: time,
      messages: number,
      overview: text(1_000),
      points: withDefault(list(object<SummaryEntry['points'][number]>({ text: text(500), timestamp: time }), 12), []),
      model: withDefault(text(100), ''),
    }),
    SUMMARIES_MAX,
  ),
});
