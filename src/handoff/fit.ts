/**
 * How many of the last `pieces`, joined by `separatorBytes`, fit into `bytesMax`.
 * @returns index of the first one kept; `pieces.length` when not even the last fits
 */
export function firstThatFits(pieces: readonly string[], separatorBytes: number, bytesMax: number): number {
  let left = bytesMax;
  for (let i = pieces.length - 1; i >= 0; i--) {
    left -= Buffer.byteLength(pieces[i] ?? '') + separatorBytes;
    if (left < 0) return i + 1;
  }
  return 0;
}

/** The `max` highest of `items`, in their own order; of equals the earlier. */
export function highest<T>(items: readonly T[], max: number, value: (item: T) => number): readonly T[] {
  if (items.length <= max) return items;
  const ranked = items.map((item, index) => ({ index, value: value(item) }));
  ranked.sort((a, b) => b.value - a.value || a.index - b.index);
  const kept = new Set(ranked.slice(0, max).map(({ index }) => index));
  return items.filter((_, index) => kept.has(index));
}
