/**
 * `41 s`, `90 s`, `12 min`, `3 h`, `2 d`: one rounded unit, for sentences. A unit begins at two of it, where rounding
 * no longer misleads. Negative lengths count as 0.
 */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}
