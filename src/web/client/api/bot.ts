import type { HeadlineFrame } from '../../../lib/wire/headline.ts';
import type { MoodFrame } from '../../../lib/wire/mood.ts';
import {
  readChannels,
  readEmotes,
  readMinutes,
  readMoments,
  readMoodHistory,
  readSeries,
  readStreams,
  readSummaries,
  type ChannelEntry,
  type EmotePicture,
  type Minute,
  type MomentPage,
  type MoodMinute,
  type SecondSeries,
  type StreamEntry,
  type SummaryEntry,
} from '../read/answers.ts';
import { readHealth, readModels, type Health, type Models } from '../read/health.ts';
import { readHeadline, readMood } from '../read/live.ts';
import { createOverlayApi, type OverlayApi } from '../builder/overlay-api.ts';
import type { Answer, Http } from './http.ts';

/** Times are ISO 8601. */
export interface MomentQuery {
  readonly channel: string | null;
  readonly since?: string | null;
  readonly until?: string | null;
  readonly limit: number;
  readonly cursor?: string | null;
}

export interface Window {
  readonly from: string;
  readonly to: string;
}

/** What pages ask of the bot over HTTP. Nothing throws; a refusal is a sentence for people. */
export interface BotApi {
  readonly overlays: OverlayApi;
  channels(): Promise<Answer<{ readonly channels: readonly ChannelEntry[] }>>;
  addChannel(name: string): Promise<Answer<null>>;
  removeChannel(name: string): Promise<Answer<null>>;
  moments(query: MomentQuery): Promise<Answer<MomentPage>>;
  /** Address of the moments as CSV. */
  exportHref(query: Pick<MomentQuery, 'channel' | 'since' | 'until'>): string;
  emotes(channel: string): Promise<Answer<{ readonly emotes: readonly EmotePicture[] }>>;
  /** Now; refused before the channel's first message. */
  mood(channel: string): Promise<Answer<MoodFrame>>;
  headline(channel: string): Promise<Answer<HeadlineFrame>>;
  moodMinutes(channel: string, window: Window): Promise<Answer<{ readonly minutes: readonly MoodMinute[] }>>;
  /** The last seconds, one by one. */
  series(channel: string, seconds: number): Promise<Answer<SecondSeries>>;
  minutes(channel: string, window: Window): Promise<Answer<{ readonly minutes: readonly Minute[] }>>;
  summaries(channel: string): Promise<Answer<{ readonly summaries: readonly SummaryEntry[] }>>;
  streams(channel: string): Promise<Answer<{ readonly streams: readonly StreamEntry[] }>>;
  health(): Promise<Answer<Health>>;
  models(): Promise<Answer<Models>>;
}

export function createBotApi(http: Http): BotApi {
  const ofChannel = (name: string, what: string): string => `api/channels/${encodeURIComponent(name)}/${what}`;
  return {
    overlays: createOverlayApi(http),
    channels: () => http.get('api/channels', {}, readChannels),
    addChannel: (name) => http.change('POST', 'api/channels', { name }),
    removeChannel: (name) => http.change('DELETE', `api/channels/${encodeURIComponent(name)}`),
    moments: (query) => http.get('api/hype-events', { ...query }, readMoments),
    exportHref: (query) => http.href('api/hype-events/export', { ...query }),
    emotes: (channel) => http.get(ofChannel(channel, 'emotes'), {}, readEmotes),
    mood: (channel) => http.get(ofChannel(channel, 'mood'), {}, readMood),
    headline: (channel) => http.get(ofChannel(channel, 'headline'), {}, readHeadline),
    moodMinutes: (channel, window) => http.get(ofChannel(channel, 'mood/history'), { ...window }, readMoodHistory),
    series: (channel, seconds) => http.get(ofChannel(channel, 'series'), { seconds }, readSeries),
    minutes: (channel, window) => http.get(ofChannel(channel, 'metrics'), { ...window }, readMinutes),
    summaries: (channel) => http.get(ofChannel(channel, 'summaries'), {}, readSummaries),
    streams: (channel) => http.get(ofChannel(channel, 'streams'), {}, readStreams),
    health: () => http.get('api/health', {}, readHealth),
    models: () => http.get('api/models', {}, readModels),
  };
}
