import type uPlot from 'uplot';
import type { Moment } from '../read/live.ts';
import { SERIES_POINTS_MAX, type Series } from '../state/lane.ts';
import { timeOfDay } from '../text/when.ts';
import { axes, fromZero } from './axes.ts';
import { momentShades } from './moment-shades.ts';
import type { Ink } from './plot.tsx';

/** The band of what is usual reaches so many deviations up and down. */
const BAND_STD = 2;
const LEAST_TOP = 4;

/** Lists as the chart takes them: time, upper and lower edge of what is usual, its middle, chat itself. */
export function velocityData({ at, velocity, mean, std }: Series): uPlot.AlignedData {
  const edge = (side: 1 | -1) => (value: number | null, index: number) =>
    value === null ? null : Math.max(0, value + side * BAND_STD * (std[index] ?? 0));
  return [[...at], mean.map(edge(1)), mean.map(edge(-1)), [...mean], [...velocity]];
}

export interface VelocityOptions {
  readonly moments: () => readonly Moment[];
  /** The place pointed at, or null. */
  readonly onPointed: (index: number | null) => void;
}

/** Five minutes of chat against what is usual, with moments shaded. */
export function velocityOptions(
  ink: Ink,
  { moments, onPointed }: VelocityOptions,
): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    padding: [8, 18, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false, x: false, y: false } },
    scales: {
      x: { range: (_plot, _min, max) => [(max ?? 0) - SERIES_POINTS_MAX + 1, max ?? 0] },
      y: { range: fromZero(LEAST_TOP) },
    },
    axes: axes(ink, (seconds) => timeOfDay(seconds * 1000).slice(0, 5), 52),
    bands: [{ series: [1, 2], fill: ink('--usual', 0.2) }],
    series: [
      {},
      { width: 0, points: { show: false } },
      { width: 0, points: { show: false } },
      { stroke: ink('--usual'), width: 1.5, dash: [4, 4], points: { show: false } },
      { stroke: ink('--accent'), width: 2, fill: ink('--accent', 0.12), points: { show: false } },
    ],
    plugins: [momentShades(moments, ink('--text'))],
    hooks: { setCursor: [(plot) => onPointed(plot.cursor.idx ?? null)] },
  };
}
