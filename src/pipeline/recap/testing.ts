import { aStream, NOON } from '../alerting/testing.ts';
import type { RecapInput } from './recap.ts';

export const HOUR_MS = 3_600_000;

/** A stream of two hours around noon with everything a test does not care about filled in. */
export function aRecapInput(overrides: Partial<RecapInput> = {}): RecapInput {
  return {
    stream: aStream({ endedAt: NOON + HOUR_MS }),
    until: NOON + HOUR_MS,
    summary: {
      messages: 41_203,
      minutes: 120,
      busiestMinute: { at: NOON, messages: 912 },
      peakPerSecond: 55,
      topEmotes: [['KEKW', 41]],
    },
    chattersInMinute: 812,
    moments: [],
    votes: new Map(),
    marks: [],
    alerted: new Set(),
    said: null,
    reachBackSeconds: 30,
    ...overrides,
  };
}
