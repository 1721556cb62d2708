import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOMENT_CATEGORIES, type HypeMoment } from '../../../src/domain/hype-moment.ts';
import { moment, NOON } from './builders.ts';
import type { StorageFactory } from './harness.ts';

const someMoment = fc.record({
  id: fc.string({ minLength: 1, maxLength: 6 }),
  channel: fc.constantFrom('alpha', 'beta', 'gamma'),
  // Few different times, so that many moments begin together.
  startedAt: fc.integer({ min: NOON, max: NOON + 5 }),
  category: fc.constantFrom(...MOMENT_CATEGORIES),
  peakScore: fc.double({ min: 0, max: 100, noNaN: true }),
});

const someFilter = fc.record(
  {
    channels: fc.subarray(['alpha', 'beta', 'gamma']),
    since: fc.integer({ min: NOON, max: NOON + 5 }),
    until: fc.integer({ min: NOON, max: NOON + 6 }),
    category: fc.constantFrom(...MOMENT_CATEGORIES),
    minScore: fc.double({ min: 0, max: 100, noNaN: true }),
  },
  { requiredKeys: ['channels'] },
);

export function pagingContract(open: StorageFactory): void {
  describe('pages of moments', () => {
    test('put together are every matching moment once, newest first', async () => {
      await using t = await open();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(someMoment, { maxLength: 30 }),
          someFilter,
          fc.integer({ min: 1, max: 7 }),
          async (drafts, wish, size) => {
            run++;
            // Every run has channels of its own, so that one database serves them all.
            const filter = { ...wish, channels: wish.channels.map((channel) => `${channel}${run}`) };
            const saved = new Map<string, HypeMoment>();
            for (const draft of drafts) {
              const each = moment({ ...draft, id: `${run} ${draft.id}`, channel: `${draft.channel}${run}` });
              await t.storage.moments.save(each, []);
              saved.set(each.id, each);
            }
            const wanted = [...saved.values()].filter(
              (each) =>
                filter.channels.includes(each.channel) &&
                each.startedAt >= (filter.since ?? 0) &&
                each.startedAt < (filter.until ?? Infinity) &&
                each.category === (filter.category ?? each.category) &&
                each.peakScore >= (filter.minScore ?? 0),
            );
            const listed: HypeMoment[] = [];
            for (let offset = 0; offset <= wanted.length; offset += size) {
              const page = await t.storage.moments.list(filter, size, offset);
              expect(page.total).toBe(wanted.length);
              expect(page.items.length).toBeLessThanOrEqual(size);
              listed.push(...page.items);
            }
            expect(new Set(listed.map((each) => each.id))).toEqual(new Set(wanted.map((each) => each.id)));
            expect(listed).toHaveLength(wanted.length);
            for (const [index, each] of listed.entries()) {
              expect(saved.get(each.id)).toEqual(each);
              const before = listed[index - 1];
              if (before === undefined) continue;
              expect(each.startedAt).toBeLessThanOrEqual(before.startedAt);
              if (each.startedAt === before.startedAt) expect(each.id < before.id).toBe(true);
            }
          },
        ),
        { numRuns: 60 },
      );
    });
  });
}
