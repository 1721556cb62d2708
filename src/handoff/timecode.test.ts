import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../domain/command.ts';
import { FRAME_RATES } from '../domain/handoff.ts';
import { frameAt, RATE_SPECS } from './frame-rate.ts';
import { formatTimecode, framesPerDay, parseTimecode } from './timecode.ts';

/** Counts a day of frames one by one, as a clock would, and calls back at each frame near a second's edge. */
function countDay(timebase: number, dropped: number, each: (frame: number, timecode: string) => void): number {
  const two = (value: number): string => String(value).padStart(2, '0');
  let frame = 0;
  for (let minute = 0; minute < 1440; minute++) {
    for (let second = 0; second < 60; second++) {
      const first = second === 0 && minute % 10 !== 0 ? dropped : 0;
      for (let ff = first; ff < timebase; ff++) {
        if (ff <= first + 1 || ff === timebase - 1) {
          const clock = `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second)}`;
          each(frame, `${clock}${dropped > 0 ? ';' : ':'}${two(ff)}`);
        }
        frame++;
      }
    }
  }
  return frame;
}

describe.each(FRAME_RATES)('%s', (name) => {
  const rate = RATE_SPECS[name];

  test('agrees with counting the frames of a whole day', () => {
    const wrong: string[] = [];
    const total = countDay(rate.timebase, rate.droppedPerMinute, (frame, timecode) => {
      const formatted = formatTimecode(frame, rate);
      if (formatted !== timecode || parseTimecode(timecode, rate) !== frame) wrong.push(`${frame} ${timecode}`);
    });
    expect(wrong).toEqual([]);
    expect(framesPerDay(rate)).toBe(total);
  });

  test('there and back again for any frame of 24 hours', () => {
    fc.assert(
      fc.property(fc.nat({ max: framesPerDay(rate) - 1 }), (frame) => {
        expect(parseTimecode(formatTimecode(frame, rate), rate)).toBe(frame);
      }),
    );
  });

  test('a frame lasts from its first to its last millisecond', () => {
    fc.assert(
      fc.property(fc.nat({ max: 48 * 3_600_000 }), (ms) => {
        const frame = BigInt(frameAt(ms, rate));
        const scaled = BigInt(ms) * BigInt(rate.numerator);
        const length = BigInt(rate.denominator) * 1000n;
        expect(frame * length <= scaled && scaled < (frame + 1n) * length).toBe(true);
      }),
    );
  });
});

test('drop-frame keeps to the clock, within a frame or two of an hour', () => {
  expect(formatTimecode(frameAt(3_600_000, RATE_SPECS['29.97df']), RATE_SPECS['29.97df'])).toBe('01:00:00;00');
  expect(formatTimecode(frameAt(3_600_000, RATE_SPECS['29.97']), RATE_SPECS['29.97'])).toBe('00:59:56:12');
});

test.each([
  ['29.97df', '00:01:00;00', /no timecode 00:01:00;00.*ending in 00;02/],
  ['59.94df', '10:59:00;03', /ending in 00;04/],
  ['25', '01:00:00:25', /numbered 00 to 24/],
  ['29.97', '01:00:00;00', /Write “:” before the frames/],
  ['60', '1:00:00:00', /not a timecode/],
  ['60', '24:00:00:00', /not a timecode/],
  ['60', '00:60:00:00', /not a timecode/],
  ['60', '', /not a timecode/],
  ['60', '**[x](https://x.y)**'.repeat(99), /“\\\*\\\*\\\[x\\\]/],
] as const)('%s has no %s', (rate, typed, problem) => {
  expect(() => parseTimecode(typed, RATE_SPECS[rate])).toThrow(problem);
  expect(() => parseTimecode(typed, RATE_SPECS[rate])).toThrow(UserError);
});

test.each(['00:10:00;00', '00:01:00:02', ' 23:59:59;29 '])('drop-frame has %s', (typed) => {
  expect(() => parseTimecode(typed, RATE_SPECS['29.97df'])).not.toThrow();
});
