import type { OutboxItem } from '../../../src/domain/alert.ts';
import type { MinuteMetrics } from '../../../src/domain/channel-metrics.ts';
import type { ChatMessage, ChatRetraction, StreamInfo } from '../../../src/domain/chat-event.ts';
import type { HypeMoment, Quote } from '../../../src/domain/hype-moment.ts';

/** 2026-05-04, 12:00 UTC: a full hour. */
export const NOON = Date.UTC(2026, 4, 4, 12);
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

export function quote(number: number, overrides: Partial<Quote> = {}): Quote {
  return {
    messageId: `m${number}`,
    chatterId: `c${number}`,
    displayName: `Chatter${number}`,
    text: `KEKW ${number}`,
    ...overrides,
  };
}

export function moment(overrides: Partial<HypeMoment> = {}): HypeMoment {
  return {
    id: 'moment-1',
    channel: 'alpha',
    streamId: 'stream-1',
    detector: 'robust',
    phase: 'started',
    startedAt: NOON,
    detectedAt: NOON + 4_000,
    peakAt: NOON + 6_000,
    endedAt: null,
    streamSeconds: 4_321.5,
    score: 8.25,
    peakScore: 12.5,
    velocity: 20.1,
    peakVelocity: 38.4,
    baselineMean: 9.3,
    baselineStd: 2.1,
    multiplier: 4.2,
    uniqueChatters: 212,
    messages: 480,
    category: 'funny',
    topEmotes: [
      ['KEKW', 120],
      ['LUL', 44],
    ],
    contributions: [{ kind: 'rate', text: '38 msg/s, 4.2× the usual 9', points: 7.5 }],
    discounts: [{ kind: 'raid', text: 'a raid of 40 came in', points: -1 }],
    attack: false,
    quotes: [quote(1), quote(2)],
    ...overrides,
  };
}

export function alert(overrides: Partial<OutboxItem> = {}): OutboxItem {
  const momentId = overrides.momentId ?? 'moment-1';
  const trackId = overrides.trackId ?? 'track-1';
  return {
    id: `${momentId}:${trackId}`,
    momentId,
    trackId,
    guildId: 'guild-1',
    channel: 'alpha',
    target: { kind: 'text', id: '900' },
    nonce: 'nonce-1',
    pingRoleId: null,
    reachBackSeconds: 30,
    crosspost: false,
    createdAt: NOON,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: NOON,
    postedChannelId: null,
    postedMessageId: null,
    postedRevision: 0,
    lastError: null,
    ...overrides,
  };
}

export function message(number: number, overrides: Partial<ChatMessage> = {}): ChatMessage {
  return {
    kind: 'message',
    channel: 'alpha',
    sentAt: NOON + number,
    receivedAt: NOON + number,
    id: `m${number}`,
    roomId: '1',
    author: { id: `c${number}`, login: `chatter${number}`, displayName: `Chatter${number}`, color: null, badges: [] },
    text: `text ${number}`,
    action: false,
    emotes: [],
    bits: 0,
    firstEver: false,
    replyTo: null,
    source: null,
    ...overrides,
  };
}

export function messageBy(number: number, chatterId: string, overrides: Partial<ChatMessage> = {}): ChatMessage {
  return message(number, { author: { ...message(number).author, id: chatterId }, ...overrides });
}

export function retraction(scope: ChatRetraction['scope'], overrides: Partial<ChatRetraction> = {}): ChatRetraction {
  return {
    kind: 'retraction',
    channel: 'alpha',
    sentAt: NOON + MINUTE,
    receivedAt: NOON + MINUTE,
    scope,
    ...overrides,
  };
}

export function timeout(chatterId: string, overrides: Partial<ChatRetraction> = {}): ChatRetraction {
  return retraction({ what: 'chatter', chatterId, login: 'somebody', durationSeconds: 600 }, overrides);
}

export function minute(overrides: Partial<MinuteMetrics> = {}): MinuteMetrics {
  return {
    channel: 'alpha',
    minute: NOON,
    messages: 60,
    uniqueChatters: 20,
    characters: 900,
    emoteUses: 30,
    peakPerSecond: 5,
    peakScore: 1.5,
    topEmotes: [['KEKW', 10]],
    samples: [],
    ...overrides,
  };
}

export function stream(overrides: Partial<StreamInfo> = {}): StreamInfo {
  return {
    id: 'stream-1',
    channel: 'alpha',
    roomId: '1',
    startedAt: NOON - HOUR,
    endedAt: null,
    title: 'A stream',
    category: 'Chess',
    vodId: null,
    ...overrides,
  };
}
