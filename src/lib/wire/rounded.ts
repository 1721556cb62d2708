/** Three decimals: more would be noise, and JSON has no room for infinities. */
export function rounded(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : 0;
}
