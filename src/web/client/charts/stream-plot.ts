import uPlot from 'uplot';
import type { Minute, MoodMinute } from '../read/answers.ts';
import type { Moment } from '../read/live.ts';
import type { Span } from '../state/zoom.ts';
import { clockTime } from '../../../lib/format.ts';
import { axes, fromZero } from './axes.ts';
import { momentShades } from './moment-shades.ts';
import type { Ink } from './plot.tsx';

const LEAST_TOP = 10;
const BAR_SHARE = 0.86;
const BAR_MAX_PX = 200;

/** Lists as the chart takes them: time, messages of the minute, uses of the wanted emote, mood of the minute. */
export function streamData({ minutes, moods }: StreamLists, emote: string): uPlot.AlignedData {
  const uses = ({ top_emotes }: Minute): number | null =>
    emote === '' ? null : (top_emotes.find(([name]) => name === emote)?.[1] ?? 0);
  const scores = new Map(moods.map(({ minute, score }) => [minute, score]));
  return [
    minutes.map(({ minute }) => Date.parse(minute) / 1000),
    minutes.map(({ messages }) => messages),
    minutes.map(uses),
    minutes.map(({ minute }) => scores.get(minute) ?? null),
  ];
}

export interface StreamLists {
  readonly minutes: readonly Minute[];
  readonly moods: readonly MoodMinute[];
}

export interface StreamPlotOptions {
  /** What is shown of the stream. */
  readonly span: () => Span;
  readonly moments: () => readonly Moment[];
  /** Start of the stream, seconds since the Unix epoch: times are told from there. */
  readonly origin: number;
  /** Somebody dragged over a stretch. */
  readonly onChosen: (span: Span) => void;
}

/** Messages a minute of a whole stream as bars, moments shaded behind them; dragging chooses a stretch. */
export function streamOptions(ink: Ink, options: StreamPlotOptions): Omit<uPlot.Options, 'width' | 'height'> {
  const bars = uPlot.paths.bars?.({ size: [BAR_SHARE, BAR_MAX_PX], align: 1 });
  const bar = (color: string): uPlot.Series => ({
    ...(bars === undefined ? {} : { paths: bars }),
    fill: color,
    width: 0,
    points: { show: false },
  });
  const mood: uPlot.Series = { scale: 'mood', stroke: ink('--hot', 0.75), width: 1.5, points: { show: false } };
  return {
    padding: [8, 28, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false, x: true, y: false }, points: { show: false } },
    scales: {
      x: { range: () => [options.span().from, options.span().to] },
      y: { range: fromZero(LEAST_TOP) },
      mood: { range: [-1, 1] },
    },
    axes: axes(ink, (seconds) => clockTime(seconds - options.origin), 90),
    series: [{}, bar(ink('--usual', 0.6)), bar(ink('--accent')), mood],
    plugins: [momentShades(options.moments, ink('--text'))],
    hooks: {
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          options.onChosen({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}
