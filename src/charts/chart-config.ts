import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { ChartDescription } from '../domain/chart.ts';
import { withAlpha } from '../lib/color.ts';
import { describeMarks, type PlotFrame } from './describe-marks.ts';
import { oneLine } from './one-line.ts';
import { highest } from './resample.ts';
import { chartTheme, type ChartTheme } from './theme.ts';
import { timeLabels } from './time-labels.ts';

export type ChartConfig = ChartConfiguration<'line', (number | null)[], string>;

/** Sharp on the screens people have; Discord scales the picture down for the others. */
export const DEVICE_PIXEL_RATIO = 2;
/** The bundled font, then whatever a foreign renderer has. */
export const FONT_FAMILY = 'Inter, "Noto Sans", sans-serif';
const TITLE_MAX = 80;
const SUBTITLE_MAX = 100;
/** Room right of the plot for the names of the lines, and what titles and axes take, in logical pixels. */
const EDGE_LABEL_WIDTH = 48;
const AXIS_WIDTH = 46;
const TITLES_AND_AXIS_HEIGHT = 102;
/** Room above the highest value for its label. */
const HEADROOM = 1.18;
const GRID_LINES_MAX = 5;

/**
 * Chart.js 4 configuration without a single function, so that it survives a worker's mailbox and a server that
 * evaluates JavaScript alike. Time is a category axis whose labels are already text: a linear one would need a
 * formatting function.
 */
export function chartConfig(chart: ChartDescription): ChartConfig {
  const theme = chartTheme(chart.theme, chart.accent);
  const labels = [...timeLabels(chart)];
  const frame = plotFrame(chart);
  return {
    type: 'line',
    data: { labels, datasets: datasets(chart, theme) },
    options: {
      responsive: false,
      animation: false,
      events: [],
      locale: 'en-US',
      devicePixelRatio: DEVICE_PIXEL_RATIO,
      font: { family: FONT_FAMILY, size: 12 },
      layout: { padding: { left: 14, right: hasEdgeLabels(chart) ? EDGE_LABEL_WIDTH + 8 : 18, top: 12, bottom: 10 } },
      elements: { point: { radius: 0 }, line: { borderJoinStyle: 'round', borderCapStyle: 'round' } },
      scales: { x: timeScale(labels, theme), y: rateScale(frame, theme) },
      plugins: {
        legend: { display: false },
        tooltip: { enabled: false },
        datalabels: { display: false },
        filler: { propagate: false, drawTime: 'beforeDatasetsDraw' },
        title: heading(oneLine(chart.title, TITLE_MAX), theme.title, 16, 600, { top: 0, bottom: 3 }),
        subtitle: heading(oneLine(chart.subtitle, SUBTITLE_MAX), theme.text, 12.5, 'normal', { top: 0, bottom: 14 }),
        annotation: { clip: false, annotations: describeMarks(chart, theme, frame) },
      },
    },
  };
}

function hasEdgeLabels(chart: ChartDescription): boolean {
  return chart.baselineMean.length > 0 || chart.threshold.length > 0;
}

function plotFrame(chart: ChartDescription): PlotFrame {
  const band = chart.baselineMean.map((mean, step) => mean + (chart.baselineStd[step] ?? 0));
  const step =
    chart.axis ?? tickStep(HEADROOM * Math.max(highest(chart.velocity), highest(band), highest(chart.threshold)));
  return {
    lastIndex: Math.max(0, chart.velocity.length - 1),
    yMin: step.min,
    yMax: step.max,
    yStep: step.step,
    plotWidth: chart.width - AXIS_WIDTH - (hasEdgeLabels(chart) ? EDGE_LABEL_WIDTH : 18),
    plotHeight: chart.height - TITLES_AND_AXIS_HEIGHT,
  };
}

/** A round distance between grid lines, and the first of them that is not below `top`. */
function tickStep(top: number): NonNullable<ChartDescription['axis']> {
  const wanted = Math.max(top, 1) / GRID_LINES_MAX;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const size = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= wanted) ?? 10) * power;
  return { min: 0, max: Math.ceil(Math.max(top, 1) / size) * size, step: size };
}

type LineDataset = ChartDataset<'line', (number | null)[]>;

/** Chart.js draws the first one last, so the chat itself lies on top. */
function datasets(chart: ChartDescription, theme: ChartTheme): LineDataset[] {
  const line = (label: string, values: readonly number[], style: Partial<LineDataset>): LineDataset => ({
    label,
    data: values.map(plain),
    borderWidth: 0,
    pointRadius: 0,
    fill: false,
    ...style,
  });
  const { baselineMean, baselineStd, areas = [] } = chart;
  const band = (sign: 1 | -1): number[] =>
    baselineMean.map((mean, step) => Math.max(0, mean + sign * (baselineStd[step] ?? 0)));
  return [
    line('chat', chart.velocity, {
      borderColor: theme.accent,
      borderWidth: 2.25,
      cubicInterpolationMode: 'monotone',
      ...(areas.length === 0 && { fill: 'origin', backgroundColor: withAlpha(theme.accent, 0.24) }),
    }),
    ...(chart.threshold.length === 0
      ? []
      : [
          line('alert', chart.threshold, {
            borderColor: theme.threshold,
            borderWidth: 1.5,
            borderDash: [5, 4],
            borderCapStyle: 'butt',
          }),
        ]),
    ...(baselineMean.length === 0
      ? []
      : [line('usual', baselineMean, { borderColor: theme.usual, borderWidth: 1.25 })]),
    ...(baselineStd.length === 0
      ? []
      : [
          line('usual, upper', band(1), { fill: '+1', backgroundColor: withAlpha(theme.usual, 0.22) }),
          line('usual, lower', band(-1), {}),
        ]),
    ...areas.map(({ color, values }, index) =>
      line(`area ${index + 1}`, values, {
        borderColor: withAlpha(color, 0.75),
        borderWidth: 1,
        cubicInterpolationMode: 'monotone',
        fill: 'origin',
        backgroundColor: withAlpha(color, 0.34),
      }),
    ),
  ];
}

/** JSON has no NaN and no negative zero, and nobody sees a thousandth of a message. */
function plain(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 + 0 : null;
}

type Scale = NonNullable<NonNullable<NonNullable<ChartConfig['options']>['scales']>[string]>;

function timeScale(labels: readonly string[], theme: ChartTheme): Scale {
  return {
    type: 'category',
    border: { display: false },
    // A value without a label has no grid line either.
    grid: { color: labels.map((label) => (label === '' ? 'transparent' : theme.grid)), drawTicks: false },
    ticks: { autoSkip: false, maxRotation: 0, minRotation: 0, color: theme.text, padding: 8, font: { size: 12 } },
  };
}

function rateScale(frame: PlotFrame, theme: ChartTheme): Scale {
  return {
    type: 'linear',
    min: frame.yMin,
    max: frame.yMax,
    border: { display: false },
    grid: { color: theme.grid, drawTicks: false },
    ticks: {
      stepSize: frame.yStep,
      color: theme.text,
      padding: 8,
      font: { size: 12 },
      // An axis with a lower half says on which side of 0 a value lies, and has room at its ends that is not its own.
      ...(frame.yMin < 0 && { includeBounds: false, format: { signDisplay: 'exceptZero' } }),
    },
  };
}

type Heading = NonNullable<NonNullable<NonNullable<ChartConfig['options']>['plugins']>['title']>;

function heading(
  text: string,
  color: string,
  size: number,
  weight: 600 | 'normal',
  padding: { top: number; bottom: number },
): Heading {
  return { display: true, text, align: 'start', color, padding, font: { size, weight, family: FONT_FAMILY } };
}
