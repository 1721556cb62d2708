/**
 * Wall time that never goes back: it starts at the wall clock and advances with the monotonic one. A clock set back
 * by an operator or by time synchronisation therefore cannot freeze windows; one set forward (or a machine that slept)
 * is caught up with, and shows as a jump between two readings.
 */
export function createSteadyClock(wall: () => number, monotonic: () => number): () => number {
  let offset = wall() - monotonic();
  return () => {
    const steady = monotonic() + offset;
    const ahead = wall() - steady;
    if (ahead > 0) offset += ahead;
    return Math.floor(Math.max(steady, steady + ahead));
  };
}
