import type { HypeMoment } from '../domain/hype-moment.ts';

/** A moment for tests that need one and not a particular one. */
export const someMoment: HypeMoment = {
  id: 'room-1',
  channel: 'room',
  streamId: 'recording:room',
  detector: 'robust',
  phase: 'started',
  startedAt: 100_000,
  detectedAt: 104_000,
  peakAt: 108_000,
  endedAt: null,
  streamSeconds: 3_604,
  score: 6.5,
  peakScore: 8.25,
  velocity: 12,
  peakVelocity: 38.04,
  baselineMean: 9.0567,
  baselineStd: 2,
  multiplier: 4.2,
  uniqueChatters: 1_212,
  messages: 300,
  category: 'hype',
  topEmotes: [
    ['PogChamp', 31],
    ['LUL', 12],
  ],
  contributions: [{ kind: 'rate', text: '38 msg/s, 4.2× the usual 9', points: 6 }],
  discounts: [{ kind: 'raid', text: 'a raid 40 s before', points: -1 }],
  attack: false,
  quotes: [],
};
