import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMoment, aStream, NOON } from '../alerting/testing.ts';
import { aMark } from '../marks/testing.ts';
import { composeRecap } from './compose-recap.ts';
import { aRecapInput, HOUR_MS } from './testing.ts';

const tally = (clip: number, not = 0, duplicate = 0) => ({ clip, not, duplicate });

describe('composeRecap', () => {
  test('ranks by votes, then by score, then by time', () => {
    const moments = [
      aMoment({ id: 'strong', peakScore: 90 }),
      aMoment({ id: 'weak', peakScore: 60 }),
      aMoment({ id: 'voted', peakScore: 50 }),
      aMoment({ id: 'disliked', peakScore: 99 }),
      aMoment({ id: 'early', peakScore: 60, startedAt: NOON - 60_000 }),
    ];
    const votes = new Map([
      ['voted', tally(1)],
      ['disliked', tally(1, 1, 1)],
    ]);
    const { best } = composeRecap(aRecapInput({ moments, votes }));
    expect(best.map(({ id }) => id)).toEqual(['voted', 'strong', 'early', 'weak', 'disliked']);
  });

  test('counts moments, alerts and verdicts, and leaves attacks out', () => {
    const moments = [
      aMoment({ id: 'a' }),
      aMoment({ id: 'b' }),
      aMoment({ id: 'c' }),
      aMoment({ id: 'attack', attack: true }),
    ];
    const votes = new Map([
      ['a', tally(2, 1)],
      ['b', tally(1, 1)],
      ['c', tally(0)],
    ]);
    const recap = composeRecap(aRecapInput({ moments, votes, alerted: new Set(['a', 'attack', 'other']) }));
    expect(recap).toMatchObject({ moments: 3, attacks: 1, alerts: 1, judged: 2, kept: 1 });
    expect(recap.best.map(({ id, votes: shown }) => [id, shown === null])).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
    ]);
  });

  test('links land before the moment, in its own stream', () => {
    const startedAt = NOON - HOUR_MS;
    const moments = [aMoment({ streamId: 's1', startedAt: NOON })];
    const linked = composeRecap(aRecapInput({ moments, stream: aStream({ startedAt, vodId: 'v9' }) }));
    expect(linked.best[0]?.vod?.url).toBe('https://www.twitch.tv/videos/v9?t=59m30s');
    expect(linked.vodUrl).toBe('https://www.twitch.tv/videos/v9');
    const bare = composeRecap(aRecapInput({ moments, stream: aStream({ startedAt, vodId: null }) }));
    expect(bare.best[0]).toMatchObject({ vod: null, offsetSeconds: 3570 });
    expect(bare.vodUrl).toBeNull();
  });

  test('the notes of people stand at their moment, others by themselves', () => {
    const marks = [
      aMark({ id: '1', momentId: 'm1', note: 'wut' }),
      aMark({ id: '2', momentId: 'm1', note: 'the knife ace' }),
      aMark({ id: '3', at: NOON + 300_000, note: 'cat' }),
      aMark({ id: '4', at: NOON + 310_000, note: 'cat on keyboard', authorId: '8' }),
      aMark({ id: '5', at: NOON + 311_000, note: 'cat', authorId: '8' }),
    ];
    const recap = composeRecap(aRecapInput({ moments: [aMoment({ id: 'm1' })], marks }));
    expect(recap.best[0]?.note).toBe('the knife ace');
    expect(recap.marked).toMatchObject([{ people: 2, notes: ['cat on keyboard', 'cat'] }]);
  });

  test('is bounded and loses no count', () => {
    const input = fc.record({
      moments: fc.array(fc.record({ score: fc.double({ min: 0, max: 100, noNaN: true }), attack: fc.boolean() }), {
        maxLength: 60,
      }),
      marks: fc.array(fc.integer({ min: 0, max: 10 * HOUR_MS }), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(input, ({ moments, marks }) => {
        const recap = composeRecap(
          aRecapInput({
            moments: moments.map(({ score, attack }, i) => aMoment({ id: `m${i}`, peakScore: score, attack })),
            marks: marks.map((after, i) => aMark({ id: `k${i}`, at: NOON + after })),
          }),
        );
        expect(recap.moments + recap.attacks).toBe(moments.length);
        expect(recap.best.length).toBe(Math.min(8, recap.moments));
        expect(recap.marked.length).toBeLessThanOrEqual(10);
        expect(recap.marked.length === 0).toBe(marks.length === 0);
      }),
    );
  });
});
