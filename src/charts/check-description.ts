import type { ChartDescription } from '../domain/chart.ts';

const VALUES_MAX = 2_000;
/** No chat comes near; beyond it, sums on the way to pixels overflow. */
const VALUE_MAX = 1e9;
const MARKS_MAX = 1_000;
const SIDE_PIXELS = { min: 100, max: 2_000 };

/**
 * Refuses what would draw nonsense or take the memory of the machine.
 * @throws RangeError naming the part that is out of bounds
 */
export function checkDescription(chart: ChartDescription): void {
  const steps = chart.velocity.length;
  if (steps < 1 || steps > VALUES_MAX) throw new RangeError(`a chart has 1 to ${VALUES_MAX} values, not ${steps}`);
  for (const name of ['velocity', 'baselineMean', 'baselineStd', 'threshold'] as const) {
    const { length } = chart[name];
    if (length !== 0 && length !== steps)
      throw new RangeError(`${name} has ${length} values beside ${steps} of velocity`);
    if (chart[name].some((value) => Math.abs(value) > VALUE_MAX))
      throw new RangeError(`${name} has values beyond ${VALUE_MAX}`);
  }
  if (chart.markers.length + (chart.points?.length ?? 0) > MARKS_MAX)
    throw new RangeError(`a chart has at most ${MARKS_MAX} markers and points`);
  for (const side of ['width', 'height'] as const) {
    const pixels = chart[side];
    if (!(Number.isInteger(pixels) && pixels >= SIDE_PIXELS.min && pixels <= SIDE_PIXELS.max)) {
      throw new RangeError(`the ${side} of a chart is ${SIDE_PIXELS.min} to ${SIDE_PIXELS.max} pixels, not ${pixels}`);
    }
  }
  if (!(
    Number.isFinite(chart.from) &&
    Number.isFinite(chart.origin) &&
    chart.stepSeconds > 0 &&
    Number.isFinite(chart.stepSeconds)
  )) {
    throw new RangeError('the time axis of a chart needs a beginning, an origin and a step');
  }
}
