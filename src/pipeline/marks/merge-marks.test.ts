import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aMoment, NOON } from '../alerting/testing.ts';
import { attachMarks, humanMoments, MARK_AFTER_MS, MARK_BEFORE_MS, MARK_GAP_MS } from './merge-marks.ts';
import { aMark } from './testing.ts';

const moment = aMoment({ id: 'm1', startedAt: NOON, endedAt: NOON + 20_000 });

describe('a mark and a moment', () => {
  test.each<[string, number, boolean]>([
    ['a minute before', -MARK_BEFORE_MS, true],
    ['longer before', -MARK_BEFORE_MS - 1, false],
    ['within', 10_000, true],
    ['a minute and a half after its end', 20_000 + MARK_AFTER_MS, true],
    ['longer after', 20_000 + MARK_AFTER_MS + 1, false],
  ])('%s', (_, after, attached) => {
    expect(attachMarks([aMark({ id: 'a', at: NOON + after })], [moment]).has('a')).toBe(attached);
  });

  test('the nearest of several moments takes the mark', () => {
    const later = aMoment({ id: 'm2', startedAt: NOON + 60_000, endedAt: NOON + 70_000 });
    const marks = [aMark({ id: 'a', at: NOON + 30_000 }), aMark({ id: 'b', at: NOON + 50_000 })];
    expect([...attachMarks(marks, [later, moment])]).toEqual([
      ['a', 'm1'],
      ['b', 'm2'],
    ]);
  });

  test('a moment that still lasts takes every mark since', () => {
    const open = aMoment({ id: 'm1', startedAt: NOON, endedAt: null });
    expect(attachMarks([aMark({ id: 'a', at: NOON + 600_000 })], [open]).get('a')).toBe('m1');
  });

  test('a late mark goes with one of the same event, but not with one that only went along itself', () => {
    const last = NOON + 20_000 + MARK_AFTER_MS;
    const marks = [0, MARK_GAP_MS, 2 * MARK_GAP_MS].map((after, i) => aMark({ id: `${i}`, at: last + after }));
    expect([...attachMarks(marks, [moment]).keys()]).toEqual(['0', '1']);
  });
});

describe('marks without a moment', () => {
  test('those within 45 s of each other are one, with every note', () => {
    const marks = [0, MARK_GAP_MS, 2 * MARK_GAP_MS, 3 * MARK_GAP_MS + 1].map((after) => aMark({ at: NOON + after }));
    expect(humanMoments(marks).map(({ startedAt, marks: merged }) => [startedAt - NOON, merged.length])).toEqual([
      [0, 3],
      [3 * MARK_GAP_MS + 1, 1],
    ]);
  });

  test('a mark that has its moment stands nowhere else', () => {
    expect(humanMoments([aMark({ momentId: 'm1' })])).toEqual([]);
  });
});

describe('whatever comes in whatever order', () => {
  const marksOf = fc
    .array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 20 })
    .map((times) => times.map((after, i) => aMark({ id: `k${i}`, at: NOON + after })));
  const momentsOf = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 600_000 }), fc.option(fc.integer({ min: 0, max: 90_000 }))), {
      maxLength: 5,
    })
    .map((spans) =>
      spans.map(([after, length], i) => {
        const startedAt = NOON + after;
        return aMoment({ id: `m${i}`, startedAt, endedAt: length === null ? null : startedAt + length });
      }),
    );

  test('the order of arrival changes nothing', () => {
    const keys = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(marksOf, momentsOf, keys, (marks, moments, order) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item, i) => ({ item, key: order[i] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const attached = attachMarks(marks, moments);
        expect(new Map(attachMarks(shuffled(marks), shuffled(moments)))).toEqual(new Map(attached));
        expect(humanMoments(shuffled(marks))).toEqual(humanMoments(marks));
      }),
    );
  });

  test('no mark is lost and none stands twice', () => {
    fc.assert(
      fc.property(marksOf, momentsOf, (marks, moments) => {
        const attached = attachMarks(marks, moments);
        const settled = marks.map((mark) => ({ ...mark, momentId: attached.get(mark.id) ?? null }));
        const standing = humanMoments(settled).flatMap((event) => event.marks.map((mark) => mark.id));
        expect([...attached.keys(), ...standing].sort()).toEqual(marks.map((mark) => mark.id).sort());
        for (const momentId of attached.values()) expect(moments.map(({ id }) => id)).toContain(momentId);
      }),
    );
  });

  test('every mark around a moment has one', () => {
    fc.assert(
      fc.property(marksOf, momentsOf, (marks, moments) => {
        const attached = attachMarks(marks, moments);
        for (const { id, at } of marks) {
          const around = moments.some(
            (one) => at >= one.startedAt - MARK_BEFORE_MS && at <= (one.endedAt ?? Infinity) + MARK_AFTER_MS,
          );
          if (around) expect(attached.has(id)).toBe(true);
        }
      }),
    );
  });
});
