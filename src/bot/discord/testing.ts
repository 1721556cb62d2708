import type { AlertCard, CardDesk, OutboxItem } from '../../domain/alert.ts';
import { NO_VOTES } from '../../domain/desk.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';

/** Builders for tests: a complete value, and overrides for what the test is about. */

export function aCard(over: Partial<AlertCard> = {}): AlertCard {
  return {
    momentId: 'm1',
    channel: 'somechannel',
    category: 'funny',
    phase: 'started',
    test: false,
    startedAt: 1_700_000_000_000,
    peakAt: 1_700_000_010_000,
    endedAt: null,
    multiplier: 4.2,
    velocity: 38,
    uniqueChatters: 212,
    messages: 640,
    score: 9.5,
    why: ['38 msg/s, 4.2× the usual 9', '212 people at once'],
    discounts: ['raid of 40 one minute ago'],
    topEmotes: [
      ['KEKW', 120],
      ['LUL', 31],
    ],
    quotes: [{ messageId: 'q1', chatterId: '7', displayName: 'Somebody', text: 'no way that happened' }],
    links: {
      vod: { url: 'https://www.twitch.tv/videos/123?t=1h23m45s', offsetSeconds: 5_025 },
      channel: 'https://www.twitch.tv/somechannel',
      clip: null,
      dashboard: 'http://127.0.0.1:8080/',
    },
    chart: {
      png: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
      name: 'moment.png',
      altText: 'Chat rose from 9 to 38 messages a second.',
    },
    desk: null,
    ...over,
  };
}

export function aDesk(over: Partial<CardDesk> = {}): CardDesk {
  return {
    votes: NO_VOTES,
    status: 'open',
    claimedBy: null,
    notes: [],
    clipProblem: null,
    canClip: false,
    clipping: false,
    ...over,
  };
}

export function anItem(over: Partial<OutboxItem> = {}): OutboxItem {
  const momentId = over.momentId ?? 'm1';
  const trackId = over.trackId ?? 't1';
  return {
    id: `${momentId}:${trackId}`,
    momentId,
    trackId,
    guildId: '300000000000000001',
    channel: 'somechannel',
    target: { kind: 'text', id: '400000000000000001' },
    nonce: `${momentId}.${trackId}`,
    pingRoleId: null,
    reachBackSeconds: 30,
    crosspost: false,
    createdAt: 0,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: 0,
    postedChannelId: null,
    postedMessageId: null,
    postedRevision: 0,
    lastError: null,
    ...over,
  };
}

export function aMoment(over: Partial<HypeMoment> = {}): HypeMoment {
  return {
    id: 'm1',
    channel: 'somechannel',
    streamId: null,
    detector: 'robust',
    phase: 'started',
    startedAt: 1_700_000_000_000,
    detectedAt: 1_700_000_003_000,
    peakAt: 1_700_000_010_000,
    endedAt: null,
    streamSeconds: 5_055,
    score: 7,
    peakScore: 9.5,
    velocity: 30,
    peakVelocity: 38,
    baselineMean: 9,
    baselineStd: 2,
    multiplier: 4.2,
    uniqueChatters: 212,
    messages: 640,
    category: 'funny',
    topEmotes: [],
    contributions: [],
    discounts: [],
    attack: false,
    quotes: [],
    ...over,
  };
}
