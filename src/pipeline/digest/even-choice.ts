/**
 * A number that looks random and is always the same for the same `n`. Chat repeats itself: a choice of every second or
 * fourth message may meet the same words each time, or never, while a choice by this number does not.
 */
export function scrambled(n: number): number {
  let hash = Math.imul(n + 1, 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** At most `max` of the items, each as likely as any other, in their order. */
export function thin<T>(items: readonly T[], max: number): readonly T[] {
  if (items.length <= max) return [...items];
  const ranks = items.map((_, index) => scrambled(index));
  const limit = ranks.toSorted((a, b) => a - b)[max] ?? 0;
  return items.filter((_, index) => ranks[index]! < limit).slice(0, max);
}
