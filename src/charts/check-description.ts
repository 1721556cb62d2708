import type { ChartDescription } from '../domain/chart.ts';

const VALUES_MAX = 2_000;
/** No chat comes near; beyond it, sums on the way to pixels overflow. */
const VALUE_MAX = 1e9;
const MARKS_MAX = 1_000;
const AREAS_MAX = 8;
const GRID_LINES_MAX = 50;
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
  if (chart.markers.length + (chart.points?.length ?? 0) + (chart.ribbon?.length ?? 0) > MARKS_MAX)
    throw new RangeError(`a chart has at most ${MARKS_MAX} markers, points and spans of its ribbon`);
  checkAreas(chart);
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

function checkAreas({ areas = [], axis, velocity }: ChartDescription): void {
  if (areas.length > AREAS_MAX) throw new RangeError(`a chart has at most ${AREAS_MAX} areas`);
  if (
    areas.some(({ values }) => values.length !== velocity.length || values.some((value) => Math.abs(value) > VALUE_MAX))
  )
    throw new RangeError('an area has other steps than the line, or values out of bounds');
  if (axis === undefined) return;
  const lines = (axis.max - axis.min) / axis.step;
  if (!(axis.step > 0 && lines > 0 && lines <= GRID_LINES_MAX && Math.abs(axis.min) + Math.abs(axis.max) <= VALUE_MAX))
    throw new RangeError(`the vertical axis of a chart goes up in 1 to ${GRID_LINES_MAX} steps`);
}
