import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitOf, countBits, estimatePeople, setBit, TERM_PEOPLE_WORDS } from './people.ts';
import { TermTable } from './term-table.ts';

const sayings = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(50)), { maxLength: 400 });

function tell(table: TermTable, said: readonly (readonly [key: number, chatter: number])[]): void {
  for (const [key, chatter] of said) table.add(key * 1_000_003, 1, bitOf(chatter + 1, TERM_PEOPLE_WORDS), 0.5);
}

describe('TermTable', () => {
  test('counts like a map while it has room, and less, never more, when it has none', () => {
    fc.assert(
      fc.property(sayings, fc.constantFrom(16, 1_000), (said, termsMax) => {
        const table = new TermTable(termsMax);
        tell(table, said);
        expect(table.size).toBeLessThanOrEqual(termsMax);
        for (const key of new Set(said.map(([key]) => key))) {
          const slot = table.find(key * 1_000_003);
          const count = slot < 0 ? 0 : table.count(slot);
          const truth = said.filter(([other]) => other === key);
          if (termsMax === 1_000) expect(count).toBe(truth.length);
          else expect(count).toBeLessThanOrEqual(truth.length);
          const bits = new Set(truth.map(([, who]) => bitOf(who + 1, TERM_PEOPLE_WORDS))).size;
          if (termsMax === 1_000) expect(table.people(slot)).toBe(bits);
          else if (slot >= 0) expect(table.people(slot)).toBeLessThanOrEqual(bits);
        }
      }),
    );
  });

  test('what is said most survives a flood of different terms', () => {
    const table = new TermTable(64);
    for (let i = 0; i < 2_000; i++)
      tell(table, [
        [1, i % 30],
        [100 + i, i],
      ]);
    expect(table.count(table.find(1_000_003))).toBe(2_000);
  });

  test('forgets a person everywhere', () => {
    const table = new TermTable(64);
    tell(table, [
      [1, 7],
      [2, 7],
      [2, 8],
    ]);
    table.forgetPerson(8);
    expect([1, 2].map((key) => table.people(table.find(key * 1_000_003)))).toEqual([0, 1]);
  });
});

describe('people', () => {
  test.each([1, 5, 10, 50, 200, 500, 900])('%d people are told within 15 per cent', (people) => {
    const words = new Uint32Array(TERM_PEOPLE_WORDS);
    for (let id = 1; id <= people; id++) setBit(words, 0, bitOf(id * 7_919 + 44_322_889, TERM_PEOPLE_WORDS));
    const set = countBits(words, 0, TERM_PEOPLE_WORDS);
    expect(set).toBeLessThanOrEqual(people);
    expect(Math.abs(estimatePeople(set, 256) - people)).toBeLessThanOrEqual(Math.max(1, people * 0.15));
  });

  test('a full set is still a number', () => {
    expect(Number.isFinite(estimatePeople(256, 256))).toBe(true);
  });
});
