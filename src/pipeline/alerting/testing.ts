import type { StreamInfo } from '../../domain/chat-event.ts';
import type { HypeEvent, HypeMoment, Sensitivity } from '../../domain/hype-moment.ts';
import type { Track } from '../../domain/track.ts';

/** 2026-06-01T12:00:00Z, a Monday. */
export const NOON = Date.UTC(2026, 5, 1, 12);

/** A moment with everything a test does not care about filled in. */
export function aMoment(overrides: Partial<HypeMoment> = {}): HypeMoment {
  const detectedAt = overrides.detectedAt ?? NOON;
  return {
    id: `m-${detectedAt}`,
    channel: 'ninja',
    streamId: null,
    detector: 'robust',
    phase: 'started',
    startedAt: detectedAt - 5000,
    detectedAt,
    peakAt: detectedAt,
    endedAt: null,
    streamSeconds: null,
    score: 70,
    peakScore: 70,
    velocity: 30,
    peakVelocity: 38,
    baselineMean: 9,
    baselineStd: 2,
    multiplier: 4.2,
    uniqueChatters: 212,
    messages: 400,
    category: 'funny',
    topEmotes: [['KEKW', 41]],
    contributions: [{ kind: 'rate', text: '38 msg/s, 4.2× the usual 9', points: 5 }],
    discounts: [],
    attack: false,
    quotes: [{ messageId: 'q1', chatterId: '7', displayName: 'Viewer', text: 'WHAT A PLAY' }],
    ...overrides,
  };
}

export function aTrack(overrides: Partial<Track> = {}): Track {
  return {
    v: 1,
    id: 't1',
    guildId: '100',
    channel: 'ninja',
    target: { kind: 'text', id: '200' },
    sensitivity: 'medium',
    cooldownSeconds: 90,
    pingRoleId: null,
    quietHours: null,
    paused: false,
    reachBackSeconds: 30,
    autoClip: false,
    moderatorTarget: null,
    recap: false,
    quietDigest: false,
    threadPerStream: false,
    crosspost: false,
    summaries: false,
    summaryCron: null,
    summaryTimeZone: null,
    createdBy: '300',
    createdAt: NOON - 86_400_000,
    ...overrides,
  };
}

export function aStream(overrides: Partial<StreamInfo> = {}): StreamInfo {
  return {
    id: 's1',
    channel: 'ninja',
    roomId: '1',
    startedAt: NOON - 3_600_000,
    endedAt: null,
    title: 'ranked until dawn',
    category: 'Fortnite',
    vodId: 'v1',
    ...overrides,
  };
}

/** An event at the moment's detection unless told otherwise. */
export function anEvent(kind: HypeEvent['kind'], moment: HypeMoment = aMoment(), at = moment.detectedAt): HypeEvent {
  return { kind, at, moment };
}

/** Thresholds of their own, so that tuning the real ones leaves the tests of routing alone. */
export function aThreshold(sensitivity: Sensitivity): number {
  return typeof sensitivity === 'number' ? sensitivity : { low: 8, medium: 6, high: 4 }[sensitivity];
}
