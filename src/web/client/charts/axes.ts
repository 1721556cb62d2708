import type uPlot from 'uplot';
import type { Ink } from './plot.tsx';

const FONT = '11px Inter, system-ui, sans-serif';
const VALUE_AXIS_PX = 38;
/** Times are told in minutes, so no two marks may share one. */
const STEPS_S = [60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800];

/** Time below, values on the left, a quiet grid: the same for every chart. */
export function axes(ink: Ink, time: (seconds: number) => string, spacePx: number): uPlot.Axis[] {
  const common = { stroke: ink('--muted'), font: FONT, ticks: { show: false } };
  return [
    {
      ...common,
      grid: { show: false },
      size: 26,
      space: spacePx,
      incrs: STEPS_S,
      values: (_plot, splits) => splits.map(time),
    },
    { ...common, grid: { stroke: ink('--edge'), width: 1 }, size: VALUE_AXIS_PX, space: 34 },
  ];
}

/** From nothing to a little above the highest value, and never so near that one message fills the chart. */
export function fromZero(leastTop: number): uPlot.Range.Function {
  return (_plot, _min, max) => [0, Math.max(leastTop, (max ?? 0) * 1.12)];
}
