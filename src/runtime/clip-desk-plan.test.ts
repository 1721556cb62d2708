import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMoment, aStream, NOON } from '../pipeline/alerting/testing.ts';
import { clipTitle, liveCallAt, liveDuration, vodRange } from './clip-desk-plan.ts';

const s = (seconds: number): number => NOON + seconds * 1_000;
const times = (detectedAfter: number) => ({ startedAt: NOON, detectedAt: s(detectedAfter) });

describe('a clip of the running stream', () => {
  test.each([
    // Noticed quickly: time for the reaction, and 53 s reach back 30 s before it.
    [5, 30, 18, 53],
    // Noticed late: called at the last instant from which 60 s reach back far enough.
    [20, 30, 25, 60],
    // Nothing to reach back for: not later than 45 s after the start.
    [40, 0, 45, 50],
    // A link that reaches back minutes: as far as a clip can, with 10 s of reaction.
    [2, 600, 10, 60],
    [0, 0, 13, 45],
  ])(
    'noticed %d s after its start, reaching back %d s: called after %d s, %d s long',
    (noticed, back, after, length) => {
      const moment = times(noticed);
      const at = liveCallAt(moment, back);
      expect((at - NOON) / 1_000).toBe(after);
      expect(liveDuration(moment, back, at)).toBe(length);
    },
  );

  test('begins before the joke wherever 60 s allow it, and is never called too late', () => {
    const seconds = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(seconds(60), seconds(600), (noticed, back) => {
        const moment = times(noticed);
        const at = liveCallAt(moment, back);
        const length = liveDuration(moment, back, at);
        expect(at).toBeLessThanOrEqual(s(45));
        expect(length).toBeGreaterThanOrEqual(45);
        expect(length).toBeLessThanOrEqual(60);
        if (back <= 45) expect(at + 5_000 - length * 1_000).toBeLessThanOrEqual(s(-back) + 500);
      }),
    );
  });
});

describe('the same part of the video', () => {
  const stream = aStream({ startedAt: NOON - 600_000, id: 's1' });
  const moment = (startedAt: number, peakAt = startedAt + 4_000) =>
    aMoment({ streamId: 's1', startedAt, detectedAt: startedAt, peakAt });

  test.each([
    ['an ordinary moment', moment(NOON), 30, { durationSeconds: 48, endOffsetSeconds: 618 }],
    ['a late peak', moment(NOON, NOON + 300_000), 30, { durationSeconds: 60, endOffsetSeconds: 630 }],
    ['no reach', moment(NOON), 0, { durationSeconds: 45, endOffsetSeconds: 645 }],
    ['the first seconds of a stream', moment(NOON - 590_000), 30, { durationSeconds: 45, endOffsetSeconds: 45 }],
  ])('%s', (_, at, back, range) => {
    expect(vodRange(at, stream, back, s(3_600))).toEqual(range);
  });

  test('ends where the video ends, and is none where too little is there', () => {
    expect(vodRange(moment(NOON), stream, 30, s(10))).toEqual({ durationSeconds: 40, endOffsetSeconds: 610 });
    expect(vodRange(moment(NOON), { ...stream, endedAt: s(-10) }, 30, s(60))).toEqual({
      durationSeconds: 20,
      endOffsetSeconds: 590,
    });
    expect(vodRange(moment(NOON), stream, 30, s(-26))).toBeNull();
    expect(vodRange(moment(NOON - 700_000), stream, 30, s(-597))).toBeNull();
  });

  test('belongs to the stream of the moment', () => {
    expect(vodRange(moment(NOON), { ...stream, id: 's2' }, 30, s(60))).toBeNull();
    expect(vodRange(moment(NOON), { ...stream, channel: 'shroud' }, 30, s(60))).toBeNull();
  });
});

test('the title says what and where, in nobody’s words', () => {
  expect(clipTitle(aMoment())).toBe('Funny in ninja — 4.2× usual');
});
