import type { MarkerDetails } from '../domain/handoff.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';

/** When the streams of these tests begin: 2026-06-01T11:00:00Z. */
export const BEGAN = Date.UTC(2026, 5, 1, 11);

/** A moment to which chat reacts `seconds` into the stream, for 20 s. */
export function momentAt(seconds: number, overrides: Partial<HypeMoment> = {}): HypeMoment {
  const startedAt = BEGAN + Math.round(seconds * 1000);
  return {
    id: `m${seconds}`,
    channel: 'ninja',
    streamId: 's1',
    detector: 'robust',
    phase: 'ended',
    startedAt,
    detectedAt: startedAt + 4000,
    peakAt: startedAt + 8000,
    endedAt: startedAt + 20_000,
    streamSeconds: seconds + 4,
    score: 10,
    peakScore: 12,
    velocity: 20,
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

export function detailsAt(seconds: number, overrides: Partial<HypeMoment> = {}): MarkerDetails {
  return { moment: momentAt(seconds, overrides), notes: [], votes: null };
}
