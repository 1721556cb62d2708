const UNITS = [
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
] as const;

/** `41 s`, `12 min`, `3 h`, `2 d`: whole units, rounded to the nearest one; negative lengths count as 0. */
export function duration(ms: number): string {
  const length = Math.max(0, ms);
  let text = '0 s';
  for (const [unit, size] of UNITS) {
    const amount = Math.round(length / size);
    if (amount < 1) break;
    text = `${amount} ${unit}`;
  }
  // 45 s is nearer to one minute than to none, but seconds say more until a minute is full.
  return length < 60_000 ? `${Math.round(length / 1000)} s` : text;
}
