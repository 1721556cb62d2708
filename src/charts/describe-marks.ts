import type { ChartDescription } from '../domain/chart.ts';
import type { Anchor, ChartMark, LabelMark } from './chart-marks.ts';
import { readableOn, withAlpha } from '../lib/color.ts';
import { oneLine } from './one-line.ts';
import { TEXT_CONTRAST_MIN, type ChartTheme } from './theme.ts';

const LABEL_SIZE = 12;
const RIBBON_TEXT_SIZE = 11;
const LABEL_CHARACTERS_MAX = 24;
/** Least distance between two lines of text, in logical pixels. */
const LABEL_GAP = 16;
/** Rough width of a character at {@link LABEL_SIZE}; exact measuring would tie the description to a renderer. */
const CHARACTER_WIDTH = 7;
const POINTS_MAX = 40;

/** Where things stand: what the chart's layout makes of values, as far as it can be known before drawing. */
export interface PlotFrame {
  readonly lastIndex: number;
  readonly yMin: number;
  readonly yMax: number;
  /** Distance between two grid lines. */
  readonly yStep: number;
  /** Estimated size of the plot area in logical pixels. */
  readonly plotWidth: number;
  readonly plotHeight: number;
}

export function describeMarks(chart: ChartDescription, theme: ChartTheme, frame: PlotFrame): readonly ChartMark[] {
  return [
    ...momentMarks(chart, theme, frame),
    ...ribbonMarks(chart, theme, frame),
    ...pointMarks(chart, theme, frame),
    ...edgeLabels(chart, theme, frame),
  ];
}

/** Position of an instant on the horizontal axis, kept inside it. */
function indexOf(chart: ChartDescription, at: number, frame: PlotFrame): number {
  return Math.min(Math.max(0, (at - chart.from) / (chart.stepSeconds * 1000)), frame.lastIndex);
}

function momentMarks(chart: ChartDescription, theme: ChartTheme, frame: PlotFrame): readonly ChartMark[] {
  return chart.markers.flatMap((marker): ChartMark[] => {
    const start = indexOf(chart, marker.at, frame);
    const drawTime = 'beforeDatasetsDraw';
    const band = withAlpha(theme.accent, 0.1);
    const isLeft =
      (start / Math.max(1, frame.lastIndex)) * frame.plotWidth < marker.label.length * CHARACTER_WIDTH + 12;
    return [
      ...(marker.until === undefined
        ? []
        : [
            {
              type: 'box',
              xMin: start,
              xMax: indexOf(chart, marker.until, frame),
              backgroundColor: band,
              borderWidth: 0,
              drawTime,
            } as const,
          ]),
      { type: 'line', xMin: start, xMax: start, borderColor: withAlpha(theme.accent, 0.8), borderWidth: 1.5, drawTime },
      label(theme, {
        xValue: start,
        yValue: frame.yMax,
        content: marker.label,
        color: theme.title,
        position: { x: isLeft ? 'start' : 'end', y: 'start' },
        xAdjust: isLeft ? 7 : -7,
        yAdjust: 4,
      }),
    ];
  });
}

/** Height of the ribbon, room for one line of its text. */
const RIBBON_HEIGHT = 16;

function ribbonMarks(chart: ChartDescription, theme: ChartTheme, frame: PlotFrame): readonly ChartMark[] {
  const yMin = frame.yMin;
  const yMax = yMin + (RIBBON_HEIGHT / frame.plotHeight) * (frame.yMax - yMin);
  return (chart.ribbon ?? []).flatMap((span): ChartMark[] => {
    const xMin = indexOf(chart, span.from, frame);
    const xMax = indexOf(chart, span.until, frame);
    const width = ((xMax - xMin) / Math.max(1, frame.lastIndex)) * frame.plotWidth;
    const fits = width >= span.label.length * CHARACTER_WIDTH + 4;
    const drawTime = 'afterDatasetsDraw';
    return [
      { type: 'box', xMin, xMax, yMin, yMax, backgroundColor: span.color, borderWidth: 0, drawTime },
      ...(fits ? [ribbonLabel(theme, span, (xMin + xMax) / 2, (yMin + yMax) / 2)] : []),
    ];
  });
}

/** On its own colour text needs no halo, and the darker of the two ends of the theme. */
function ribbonLabel(
  theme: ChartTheme,
  span: { readonly color: string; readonly label: string },
  xValue: number,
  yValue: number,
): LabelMark {
  const position = { x: 'center', y: 'center' } as const;
  const color = readableOn(span.color, theme.background, TEXT_CONTRAST_MIN);
  const mark = label(theme, { xValue, yValue, content: span.label, color, position, weight: 600 });
  return { ...mark, font: { size: RIBBON_TEXT_SIZE, weight: 600 }, textStrokeWidth: 0 };
}

const DOT_RADIUS = 4;

/** Dots on the line. A label that would touch an earlier one is left out; its dot stays. */
function pointMarks(chart: ChartDescription, theme: ChartTheme, frame: PlotFrame): readonly ChartMark[] {
  const labelled: { readonly centre: number; readonly half: number }[] = [];
  const pixels = (index: number): number => (index / Math.max(1, frame.lastIndex)) * frame.plotWidth;
  const lines = chart.markers.map((marker) => pixels(indexOf(chart, marker.at, frame)));
  return (chart.points ?? []).slice(0, POINTS_MAX).flatMap((point): ChartMark[] => {
    const xValue = nearestTop(chart, indexOf(chart, point.at, frame));
    const velocity = chart.velocity[xValue];
    if (velocity === undefined || !Number.isFinite(velocity)) return [];
    // JSON knows no -0.
    const yValue = velocity + 0;
    const half = (point.label.length * CHARACTER_WIDTH) / 2 + 2;
    const centre = pixels(xValue);
    const fits = labelled.every((other) => Math.abs(other.centre - centre) >= other.half + half);
    if (fits) labelled.push({ centre, half });
    // Over a marker's line the label would cross it and its name: it stands to the right of the dot instead.
    const beside = lines.some((line) => Math.abs(line - centre) < half + DOT_RADIUS);
    const anchor: Anchor = beside || centre < half ? 'start' : frame.plotWidth - centre < half ? 'end' : 'center';
    return [
      {
        type: 'point',
        xValue,
        yValue,
        radius: DOT_RADIUS,
        backgroundColor: theme.title,
        borderColor: theme.accent,
        borderWidth: 2,
        drawTime: 'afterDatasetsDraw',
      },
      ...(fits
        ? [
            label(theme, {
              xValue,
              yValue,
              content: point.label,
              color: theme.title,
              position: { x: anchor, y: 'end' },
              xAdjust: beside ? 2 * DOT_RADIUS + 1 : 0,
              yAdjust: beside ? DOT_RADIUS : -8,
              weight: 600,
            }),
          ]
        : []),
    ];
  });
}

/** The step of the highest value next to an index: a peak found between two steps must not sit on the slope. */
function nearestTop(chart: ChartDescription, index: number): number {
  const middle = Math.round(index);
  const near = [middle, middle - 1, middle + 1].filter((step) => Number.isFinite(chart.velocity[step] ?? Number.NaN));
  return near.reduce((best, step) => ((chart.velocity[step] ?? 0) > (chart.velocity[best] ?? 0) ? step : best), middle);
}

/** Names of the lines, to the right of where they end: no legend to look up, nothing over the data. */
function edgeLabels(chart: ChartDescription, theme: ChartTheme, frame: PlotFrame): readonly ChartMark[] {
  const usual = lastKnown(chart.baselineMean);
  const fires = lastKnown(chart.threshold);
  const pixels = (value: number): number => ((value - frame.yMin) / (frame.yMax - frame.yMin)) * frame.plotHeight;
  const tooClose = usual === null || fires === null ? 0 : Math.max(0, LABEL_GAP - (pixels(fires) - pixels(usual)));
  const edge = { xValue: frame.lastIndex, position: { x: 'start', y: 'center' }, xAdjust: 8 } as const;
  return [
    ...(usual === null
      ? []
      : [
          label(theme, {
            ...edge,
            yValue: usual,
            content: 'usual',
            color: theme.usual,
            yAdjust: Math.min(tooClose, pixels(usual)),
          }),
        ]),
    ...(fires === null
      ? []
      : [
          label(theme, {
            ...edge,
            yValue: fires,
            content: 'alert',
            color: theme.threshold,
            yAdjust: usual === null ? 0 : Math.min(0, pixels(usual) - tooClose),
          }),
        ]),
  ];
}

function lastKnown(values: readonly number[]): number | null {
  return values.findLast((value) => Number.isFinite(value)) ?? null;
}

type LabelParts = Pick<LabelMark, 'xValue' | 'yValue' | 'content' | 'color' | 'position'> & {
  readonly xAdjust?: number;
  readonly yAdjust?: number;
  readonly weight?: 600;
};

function label(theme: ChartTheme, { xAdjust = 0, yAdjust = 0, weight, ...parts }: LabelParts): LabelMark {
  return {
    type: 'label',
    ...parts,
    content: oneLine(parts.content, LABEL_CHARACTERS_MAX),
    xAdjust,
    yAdjust,
    font: { size: LABEL_SIZE, weight: weight ?? 'normal' },
    padding: 0,
    textStrokeColor: theme.background,
    textStrokeWidth: 3,
    drawTime: 'afterDatasetsDraw',
  };
}
