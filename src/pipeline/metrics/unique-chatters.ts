import { slotOf } from '../../lib/number-set.ts';

const SLOTS_MIN = 16;

/**
 * How many distinct chatters wrote within a sliding window, exact to the second. An open-addressing table holds each
 * chatter's last second; beside it stands how many were last seen in each second, so that leaving the window is one
 * subtraction a second. Those who left stay in the table until it is full: cost a message does not depend on the window.
 */
export class UniqueChatters {
  readonly #windowSeconds: number;
  /** Null while nobody is in the window: most channels of a large bot are silent most of the day. */
  #table: Table | null = null;
  #count = 0;
  /** Whoever was last seen before this second has left. */
  #oldest = -Infinity;

  constructor(windowSeconds: number) {
    this.#windowSeconds = windowSeconds;
  }

  get count(): number {
    return this.#count;
  }

  /** Chatters there is room for at present. */
  get capacity(): number {
    return this.#table?.keys.length ?? 0;
  }

  /** @param key from `chatterKey`; @param second whole seconds that never go back */
  add(key: number, second: number): void {
    this.expire(second);
    const table = (this.#table ??= emptyTable(SLOTS_MIN, this.#windowSeconds));
    const { keys, lastSeen, lastSeenIn } = table;
    const slot = slotIn(keys, key);
    const isHeld = keys[slot] === key;
    if (isHeld && lastSeen[slot] === second) return;
    if (isHeld && lastSeen[slot]! >= this.#oldest) lastSeenIn[lastSeen[slot]! % lastSeenIn.length]!--;
    else this.#count++;
    keys[slot] = key;
    lastSeen[slot] = second;
    lastSeenIn[second % lastSeenIn.length]!++;
    if (!isHeld && ++table.held * 4 >= keys.length * 3) this.#resize(table);
  }

  /** Drops chatters last seen before the window that ends with (and excludes) `second`. */
  expire(second: number): void {
    const oldest = second - this.#windowSeconds;
    if (oldest <= this.#oldest) return;
    const from = Math.max(0, this.#oldest, oldest - this.#windowSeconds - 1);
    this.#oldest = oldest;
    if (this.#table === null) return;
    const { keys, lastSeenIn } = this.#table;
    for (let left = from; left < oldest; left++) {
      const at = left % lastSeenIn.length;
      this.#count -= lastSeenIn[at]!;
      lastSeenIn[at] = 0;
    }
    if (this.#count === 0) this.#table = null;
    else if (this.#count * 16 < keys.length && keys.length > SLOTS_MIN) this.#resize(this.#table);
  }

  /** Moves those within the window to a table that fits them. */
  #resize({ keys, lastSeen, lastSeenIn }: Table): void {
    let slots = SLOTS_MIN;
    while (this.#count * 16 >= slots * 9) slots *= 2;
    const table = { ...emptyTable(slots, 0), held: this.#count, lastSeenIn };
    for (let from = 0; from < keys.length; from++) {
      if (keys[from] === 0 || lastSeen[from]! < this.#oldest) continue;
      const to = slotIn(table.keys, keys[from]!);
      table.keys[to] = keys[from]!;
      table.lastSeen[to] = lastSeen[from]!;
    }
    this.#table = table;
  }
}

interface Table {
  /** 0 is free. */
  readonly keys: Float64Array;
  readonly lastSeen: Uint32Array;
  /** Chatters last seen in each second, in a ring; one second more than the window, because the open one is beside it. */
  readonly lastSeenIn: Uint32Array;
  /** Keys in the table, of those who left as well. */
  held: number;
}

function emptyTable(slots: number, windowSeconds: number): Table {
  return {
    keys: new Float64Array(slots),
    lastSeen: new Uint32Array(slots),
    lastSeenIn: new Uint32Array(windowSeconds + 1),
    held: 0,
  };
}

/** The slot of a key, or the free one it belongs into. */
function slotIn(keys: Float64Array, key: number): number {
  const mask = keys.length - 1;
  let slot = slotOf(key, mask);
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}
