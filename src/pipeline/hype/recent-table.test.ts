import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecentTable } from './recent-table.ts';

const WINDOW_SECONDS = 10;

/** The promise laid out plainly: 128 slots, twice as many whenever a quarter met others that were still fresh; 4,096 at most. */
class Slots {
  #slots = 128;
  #replaced = 0;
  #bySlot = new Map<number, { readonly key: number; readonly since: number; count: number }>();

  see(key: number, second: number): number {
    const held = this.#bySlot.get(key % this.#slots);
    const fresh = held !== undefined && second - held.since < WINDOW_SECONDS;
    if (fresh && held.key === key) return held.count++;
    this.#bySlot.set(key % this.#slots, { key, since: second, count: 1 });
    if (fresh && ++this.#replaced > (this.#slots - 1) / 4) this.#grow();
    return 0;
  }

  #grow(): void {
    this.#replaced = 0;
    if (this.#slots === 4_096) return;
    this.#slots *= 2;
    this.#bySlot = new Map([...this.#bySlot.values()].map((entry) => [entry.key % this.#slots, entry]));
  }
}

const key = fc.oneof(fc.nat(40), fc.nat(3_000), fc.integer({ min: 0, max: 0xffffffff }));
const sightings = fc.array(fc.tuple(key, fc.nat(3)), { maxLength: 3_000 });

describe('RecentTable', () => {
  test('counts as if all its slots were laid out', () => {
    fc.assert(
      fc.property(sightings, fc.constantFrom(1, 20, 400), (said, perSecond) => {
        const table = new RecentTable(WINDOW_SECONDS);
        const slots = new Slots();
        let second = 1_700_000_000;
        said.forEach(([seen, seconds], index) => {
          if (index % perSecond === 0) second += seconds;
          expect(table.see(seen, second)).toBe(slots.see(seen, second));
        });
      }),
      { numRuns: 60 },
    );
  });

  test('takes the room that a window needs, however long it runs, and gives it back after a rush', () => {
    const table = new RecentTable(WINDOW_SECONDS);
    let stranger = 0;
    const run = (seconds: number, perSecond: number, from: number): void => {
      for (let second = from; second < from + seconds; second++)
        for (let i = 0; i < perSecond; i++) table.see(Math.imul(++stranger, 0x9e3779b1) >>> 0, second);
    };
    run(36_000, 3, 0);
    expect(table.capacity).toBeLessThanOrEqual(128);
    run(20, 150, 36_000);
    expect(table.capacity).toBeGreaterThan(1_500);
    run(2_000, 3, 36_020);
    expect(table.capacity).toBeLessThanOrEqual(128);
  });

  test('a flood of strangers takes no more than all slots', () => {
    const table = new RecentTable(WINDOW_SECONDS);
    for (let i = 0; i < 200_000; i++) table.see(Math.imul(i, 0x9e3779b1) >>> 0, 5);
    expect(table.capacity).toBe(4_096);
    expect(table.see(7, 5)).toBe(0);
    expect(table.see(7, 5)).toBe(1);
  });

  test('forgets everything when asked to', () => {
    const table = new RecentTable(WINDOW_SECONDS);
    table.see(7, 5);
    table.clear();
    expect([table.see(7, 5), table.see(7, 5)]).toEqual([0, 1]);
  });
});
