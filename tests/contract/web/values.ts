import type { StreamInfo } from '../../../src/domain/chat-event.ts';
import type { Headline, Summary } from '../../../src/domain/headline.ts';
import type { MomentSeries } from '../../../src/domain/hype-moment.ts';
import type { MinuteMood, MoodSnapshot } from '../../../src/domain/mood.ts';
import { NOW } from './fake-bot.ts';

export const STREAM: StreamInfo = {
  id: '40952121085',
  channel: 'ninja',
  roomId: '1',
  startedAt: NOW - 600_000,
  endedAt: null,
  title: 'Ranked',
  category: 'Chess',
  vodId: '987',
};

export const SERIES: MomentSeries = {
  from: NOW,
  velocity: [1, 2],
  baselineMean: [1, 1],
  baselineStd: [0, 0],
  score: [3, 4],
};

export const MOOD: MoodSnapshot = {
  channel: 'ninja',
  at: NOW,
  score: 0.42,
  shares: { positive: 0.6, neutral: 0.3, negative: 0.1 },
  moods: { joy: 0.4, hype: 0.4, sad: 0, anger: 0, confusion: 0.1, calm: 0.1 },
  dominant: 'hype',
  confidence: 0.8,
  messages: 120,
  color: '#E69F00',
  drivers: [{ kind: 'emote', token: 'PogChamp', uses: 12, valence: 0.8, learned: false }],
  model: 'lexicon',
};

export const MINUTE_MOOD: MinuteMood = {
  channel: 'ninja',
  minute: NOW,
  messages: 12,
  score: 0.1,
  shares: MOOD.shares,
  moods: MOOD.moods,
  dominant: 'joy',
  confidence: 0.5,
};

export const HEADLINE: Headline = {
  channel: 'ninja',
  at: NOW,
  sentences: ['One.', 'Two.'],
  sentiment: 0.4,
  confidence: 0.7,
  from: NOW - 60_000,
  to: NOW,
  messages: 100,
  messagesPerSecond: 1.6,
  buckets: [
    {
      id: 'b1',
      from: NOW - 60_000,
      to: NOW,
      topic: 'save',
      keywords: ['save'],
      messages: 40,
      chatters: 30,
      share: 0.4,
      sentiment: 0.6,
      samples: [{ messageId: 'm1', chatterId: 'c1', text: 'what a save' }],
    },
  ],
  model: 'extractive',
};

export const SUMMARY: Summary = {
  channel: 'ninja',
  from: NOW - 600_000,
  to: NOW,
  messages: 800,
  chatters: 200,
  overview: 'Chat followed the round.',
  points: [{ text: 'A save.', at: NOW, messages: 40, messageIds: ['m1'] }],
  sentiment: 0.3,
  model: 'extractive',
  fallback: null,
};
