import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeliveryDecision } from '../../domain/alert.ts';
import type { QuietHours } from '../../domain/track.ts';
import { createLocalTime } from '../../lib/time-zone.ts';
import { renderDigest, type DigestInput } from './digest.ts';
import { keptBack } from './digest-choose.ts';
import { endedQuietSpan } from './digest-span.ts';
import { isQuiet } from './quiet-hours.ts';
import { aMoment, aStream, NOON } from './testing.ts';

const HOUR_MS = 3_600_000;
const localTime = createLocalTime();
const night: QuietHours = { from: 22 * 60, to: 8 * 60, timeZone: 'Europe/Berlin' };
/** 08:00 in Berlin in summer. */
const MORNING = Date.UTC(2026, 5, 1, 6);

describe('the end of quiet hours', () => {
  test.each<[string, number, boolean]>([
    ['in the last quiet minute', MORNING - 1, false],
    ['as they end', MORNING, true],
    ['an hour later', MORNING + HOUR_MS, true],
    ['later than asked for', MORNING + HOUR_MS + 1, false],
    ['at noon', NOON, false],
  ])('%s', (_, now, ended) => {
    const span = endedQuietSpan(night, now, HOUR_MS, localTime);
    expect(span).toEqual(ended ? { from: MORNING - 10 * HOUR_MS, to: MORNING } : null);
  });

  test.each([
    ['put forward: the night is an hour shorter', Date.UTC(2026, 2, 29, 6), 9],
    ['put back: the night is an hour longer', Date.UTC(2026, 9, 25, 7), 11],
  ])('clocks are %s', (_, to, hours) => {
    expect(endedQuietSpan(night, to + 60_000, HOUR_MS, localTime)).toEqual({ from: to - hours * HOUR_MS, to });
  });

  test('the answer is a quiet stretch between two loud minutes, and the same whenever it is asked', () => {
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe');
    const times = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
    fc.assert(
      fc.property(minutes, minutes, zones, times, fc.integer({ min: 0, max: 20 }), (from, to, timeZone, now, later) => {
        const quiet = { from, to, timeZone };
        const span = endedQuietSpan(quiet, now, HOUR_MS, localTime);
        if (span === null) {
          const lately = Array.from({ length: 60 }, (_, i) => isQuiet(quiet, now - i * 60_000, localTime));
          expect(lately[0] === true || !lately.includes(true)).toBe(true);
          return;
        }
        expect(isQuiet(quiet, span.from, localTime)).toBe(true);
        expect(isQuiet(quiet, span.to - 1, localTime)).toBe(true);
        expect(isQuiet(quiet, span.to, localTime)).toBe(false);
        expect(now - span.to).toBeLessThanOrEqual(HOUR_MS);
        const again = endedQuietSpan(quiet, now + later * 60_000, 2 * HOUR_MS, localTime);
        if (!isQuiet(quiet, now + later * 60_000, localTime) && again?.to === span.to) expect(again).toEqual(span);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what was kept back', () => {
  const span = { from: MORNING - HOUR_MS, to: MORNING };
  const decided = (momentId: string | null, overrides: Partial<DeliveryDecision> = {}): DeliveryDecision => ({
    guildId: '100',
    trackId: 't1',
    channel: 'ninja',
    momentId,
    at: MORNING - 1000,
    kind: 'suppressed',
    reason: 'quiet-hours',
    detail: '',
    ...overrides,
  });

  test('moments of the span, once each, oldest first', () => {
    const decisions = [
      decided('late'),
      decided('early', { at: MORNING - 5000 }),
      decided('late'),
      decided(null),
      decided('before', { at: span.from - 1 }),
      decided('after', { at: span.to }),
      decided('cooled', { reason: 'cooldown' }),
    ];
    expect(keptBack(decisions, span)).toEqual(['early', 'late']);
  });

  test('not those that got an alert after all', () => {
    const decisions = [
      decided('grew'),
      decided('grew', { kind: 'queued', reason: 'alert', at: MORNING + 1000 }),
      decided('joined'),
      decided('joined', { reason: 'grouped', at: MORNING + 1000 }),
      decided('kept'),
    ];
    expect(keptBack(decisions, span)).toEqual(['kept']);
  });
});

describe('the digest', () => {
  const anInput = (overrides: Partial<DigestInput> = {}): DigestInput => ({
    channel: 'ninja',
    quietHours: night,
    span: { from: MORNING - HOUR_MS, to: MORNING },
    moments: [aMoment({ streamId: 's1', startedAt: MORNING - 60_000 })],
    streams: new Map([['s1', aStream({ startedAt: MORNING - HOUR_MS })]]),
    reachBackSeconds: 30,
    ...overrides,
  });
  const textOf = (input: DigestInput): string =>
    renderDigest(input)
      .blocks.flatMap((block) => (block.kind === 'text' ? [block.markdown] : []))
      .join('\n');

  test('lists time, category, strength and link', () => {
    const text = textOf(anInput());
    expect(text).toContain('### 🌙 1 moment of **ninja** in quiet hours');
    expect(text).toContain('22:00–08:00 Europe/Berlin');
    expect(text).toContain(
      `<t:${MORNING / 1000 - 60}:t> 😂 **Funny** 4.2× usual · [VOD at 58m30s](https://www.twitch.tv/videos/v1?t=58m30s)`,
    );
  });

  test('shows the fifteen strongest in the order they came and counts the rest', () => {
    const moments = Array.from({ length: 40 }, (_, i) =>
      aMoment({ id: `m${i}`, peakScore: (i * 7) % 40, startedAt: MORNING - 40_000 + i * 1000, streamId: null }),
    );
    const text = textOf(anInput({ moments }));
    const times = [...text.matchAll(/^<t:(\d+):t>/gm)].map(([, at]) => Number(at));
    expect(times).toHaveLength(15);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(text).toContain('and 25 weaker ones');
    const shown = moments.filter(({ startedAt }) => times.includes(startedAt / 1000));
    expect(Math.min(...shown.map(({ peakScore }) => peakScore))).toBe(25);
  });
});
