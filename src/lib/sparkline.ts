const BLOCKS = '▁▂▃▄▅▆▇█';

/**
 * Values as a row of blocks at most `width` characters wide, lowest block for 0 and highest for the largest value.
 * More values than characters are merged by their maximum, so that a spike stays visible. Negative and non-finite
 * values count as 0; no values give ''.
 */
export function sparkline(values: readonly number[], width: number): string {
  const columns = Math.min(Math.max(0, Math.floor(width)), values.length);
  const heights = Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.floor(((column + 1) * values.length) / columns);
    return values.slice(from, to).reduce((highest, value) => Math.max(highest, Number.isFinite(value) ? value : 0), 0);
  });
  const top = heights.reduce((highest, height) => Math.max(highest, height), 0);
  return heights.map((height) => BLOCKS[top === 0 ? 0 : Math.round((height / top) * (BLOCKS.length - 1))]).join('');
}
