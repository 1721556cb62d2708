import type { ChartDescription } from '../domain/chart.ts';
import type { EpochMs } from '../domain/chat-event.ts';
import type { HypeMoment, MomentSeries } from '../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../lib/category-style.ts';
import { clockTime, count, rate } from '../lib/format.ts';
import { clip } from '../lib/markdown.ts';
import { firingLine } from './firing-line.ts';
import { highest, resample, resampleFactor } from './resample.ts';

/** Logical size: about as wide as Discord shows a picture in a message. */
export const CHART_WIDTH = 560;
export const CHART_HEIGHT = 264;
const ALT_TEXT_MAX = 1_024;
const ROOM_AFTER_START_MS = 45_000;
const ROOM_SECONDS_MAX = 60;

export interface MomentChartInput {
  readonly moment: HypeMoment;
  readonly series: MomentSeries;
  /** Score for the line that fires; by default what the moment had when it was detected. */
  readonly thresholdScore?: number;
  readonly theme?: ChartDescription['theme'];
}

/** The chart of an alert card: the chat's speed around the moment, against what is usual and what fires. */
export function describeMomentChart(input: MomentChartInput): ChartDescription {
  const { moment } = input;
  const series = withRoom(input.series, moment.startedAt + ROOM_AFTER_START_MS);
  const factor = resampleFactor(series.velocity.length);
  const threshold = firingLine(moment, series, input.thresholdScore);
  const peak = rate(moment.peakVelocity);
  const until = momentEnd(moment, input.series);
  return {
    title: `${moment.channel} · ${times(moment.multiplier)} usual`,
    subtitle: `Messages a second: ${peak} ${moment.endedAt === null ? 'so far' : 'at the peak'}, usually ${rate(moment.baselineMean)} · ${count(moment.uniqueChatters)} chatters`,
    theme: input.theme ?? 'dark',
    width: CHART_WIDTH,
    height: CHART_HEIGHT,
    from: series.from,
    stepSeconds: factor,
    origin: moment.startedAt,
    velocity: resample(series.velocity, factor),
    baselineMean: resample(series.baselineMean, factor),
    baselineStd: resample(series.baselineStd, factor),
    threshold: resample(threshold, factor),
    markers: [{ at: moment.startedAt, until, label: 'chat erupts' }],
    points: [{ at: fastestSecond(moment, series, until), label: `${peak}/s` }],
    accent: CATEGORY_STYLE[moment.category].color,
    altText: clip(altText(moment, input.series, threshold), ALT_TEXT_MAX),
  };
}

/**
 * A card is posted while the moment has only begun. Room to the right keeps its first seconds off the edge, and the
 * picture in the same proportions when later edits fill it.
 */
function withRoom(series: MomentSeries, until: EpochMs): MomentSeries {
  const missing = Math.min(ROOM_SECONDS_MAX, Math.ceil((until - series.from) / 1000) + 1 - series.velocity.length);
  if (missing <= 0 || series.velocity.length === 0) return series;
  const room = new Array<number>(missing).fill(Number.NaN);
  return {
    from: series.from,
    velocity: [...series.velocity, ...room],
    baselineMean: [...series.baselineMean, ...room],
    baselineStd: [...series.baselineStd, ...room],
    score: [...series.score, ...room],
  };
}

/** `4.2×`, `12×`; the multiplication sign that people read, not the letter. */
function times(multiplier: number): string {
  return `${rate(multiplier)}×`;
}

/** A moment that lasts fills the picture up to its right edge. */
function momentEnd(moment: HypeMoment, series: MomentSeries): EpochMs {
  return moment.endedAt ?? series.from + Math.max(0, series.velocity.length - 1) * 1_000;
}

/** The score and the rate may peak seconds apart; the dot belongs on top of the line. */
function fastestSecond(moment: HypeMoment, series: MomentSeries, until: EpochMs): EpochMs {
  const second = (at: EpochMs): number => Math.max(0, Math.round((at - series.from) / 1000));
  const during = series.velocity.slice(second(moment.startedAt), second(until) + 1);
  const top = during.indexOf(highest(during));
  return top < 0 ? moment.peakAt : series.from + (second(moment.startedAt) + top) * 1000;
}

function altText(moment: HypeMoment, series: MomentSeries, threshold: readonly number[]): string {
  const before = Math.max(0, moment.startedAt - series.from) / 1000;
  const after = Math.max(0, series.velocity.length - 1 - before);
  const fires = threshold[Math.round((moment.detectedAt - series.from) / 1000)];
  return [
    `Line chart of messages a second in the chat of ${moment.channel}, from ${clockTime(before)} before to ${clockTime(after)} after the moment began.`,
    `Usual is ${rate(moment.baselineMean)}, give or take ${rate(moment.baselineStd)}.`,
    ...(fires === undefined || !Number.isFinite(fires) ? [] : [`An alert needs about ${rate(fires)}.`]),
    `Chat peaked at ${rate(moment.peakVelocity)}, ${rate(moment.multiplier)} times the usual, ${clockTime((moment.peakAt - moment.startedAt) / 1000)} into the moment.`,
    moment.endedAt === null
      ? 'The moment is still going on.'
      : `It lasted ${clockTime((moment.endedAt - moment.startedAt) / 1000)} (minutes:seconds).`,
  ].join(' ');
}
