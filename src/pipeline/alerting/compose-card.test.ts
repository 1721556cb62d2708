import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeCard, vodLink, type CardOptions } from './compose-card.ts';
import { aMoment, aStream, NOON } from './testing.ts';

const options: CardOptions = { stream: null, reachBackSeconds: 30, dashboardUrl: null, chart: null, test: false };

describe('composeCard', () => {
  test('shows the moment at its highest', () => {
    const card = composeCard(aMoment({ velocity: 20, peakVelocity: 38, score: 6, peakScore: 11 }), options);
    expect(card).toMatchObject({ velocity: 38, score: 11, multiplier: 4.2, phase: 'started', test: false });
    expect(card.links).toEqual({ vod: null, channel: 'https://www.twitch.tv/ninja', clip: null, dashboard: null });
  });

  test('reasons and discounts come weightiest first, each once, and few', () => {
    const reason = (text: string, points: number) => ({ kind: 'x', text, points });
    const card = composeCard(
      aMoment({
        contributions: [
          reason('b', 2),
          reason('a', 3),
          reason('a', 1),
          reason(' ', 9),
          reason('c', 1),
          reason('d', 0.5),
          reason('e', 0.1),
        ],
        discounts: [reason('copypasta', -1), reason('raid', -3)],
      }),
      options,
    );
    expect(card.why).toEqual(['a', 'b', 'c', 'd']);
    expect(card.discounts).toEqual(['raid', 'copypasta']);
  });

  test('says something where the detector gave no reason', () => {
    expect(composeCard(aMoment({ contributions: [] }), options).why).toEqual(['38 msg/s where 9.0 is usual']);
  });

  test('never quotes an attack', () => {
    expect(composeCard(aMoment(), options).quotes).toHaveLength(1);
    expect(composeCard(aMoment({ attack: true }), options).quotes).toEqual([]);
  });

  test('bounds what it carries', () => {
    const quotes = Array.from({ length: 9 }, (_, i) => ({
      messageId: `${i}`,
      chatterId: '1',
      displayName: 'x',
      text: 'y',
    }));
    const topEmotes = Array.from({ length: 30 }, (_, i) => [`E${i}`, 30 - i] as const);
    const card = composeCard(aMoment({ quotes, topEmotes }), options);
    expect(card.quotes).toHaveLength(3);
    expect(card.topEmotes).toHaveLength(5);
  });
});

describe('vodLink', () => {
  test('lands before the reaction', () => {
    const stream = aStream({ startedAt: NOON - 5025_000 - 30_000 });
    expect(vodLink(aMoment({ startedAt: NOON }), stream, 30)).toEqual({
      url: 'https://www.twitch.tv/videos/v1?t=1h23m45s',
      offsetSeconds: 5025,
    });
  });

  test.each([
    ['no stream', null],
    ['no VOD (yet)', aStream({ vodId: null })],
    ['another channel', aStream({ channel: 'shroud' })],
    ['another stream', aStream({ id: 's2' })],
  ])('no link: %s', (_, stream) => {
    expect(vodLink(aMoment({ streamId: 's1' }), stream, 30)).toBeNull();
  });

  test('never before the beginning, never after the reaction, always whole seconds', () => {
    const times = fc.integer({ min: -100_000, max: 90_000_000 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 600 }), (intoStreamMs, reachBack) => {
        const stream = aStream();
        const link = vodLink(aMoment({ startedAt: stream.startedAt + intoStreamMs }), stream, reachBack);
        const offset = link?.offsetSeconds ?? -1;
        expect(Number.isInteger(offset)).toBe(true);
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(Math.max(0, intoStreamMs / 1000 - reachBack));
        expect(offset).toBeGreaterThan(intoStreamMs / 1000 - reachBack - 1);
      }),
    );
  });
});
