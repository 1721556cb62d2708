import type { ChartDescription } from '../domain/chart.ts';
import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import { MOODS, type MinuteMood, type Mood } from '../domain/mood.ts';
import { percent, plural, rate, signed } from '../lib/format.ts';
import { clip } from '../lib/markdown.ts';
import { MOOD_STYLE } from '../lib/mood-style.ts';
import { CHART_HEIGHT, CHART_WIDTH } from './describe-moment.ts';
import { resampleFactor } from './resample.ts';

const MINUTE_MS = 60_000;
/** A week: what is longer belongs into a table. */
const MINUTES_MAX = 7 * 24 * 60;
/** Told apart with any kind of colour vision. Source: Okabe and Ito, "Color Universal Design" (2008). */
const POSITIVE = '#56B4E9';
const NEGATIVE = '#E69F00';
/** The line takes no side: it is drawn in about the colour of the text. */
const LINE = { dark: '#F2F3F5', light: '#2E3035' } as const;
/** Steps on each side that a step is smoothed with, by how many messages they have. */
const SMOOTHED_STEPS = 1;
/** The same for the ribbon, as a part of all steps: it is to be read, and no barcode. */
const RIBBON_SMOOTHED_PART = 1 / 60;
const RIBBON_SMOOTHED_MIN = 2;
const HOLD = 1.25;
/** Messages assumed to feel nothing, so that one message in a quiet minute is no peak. */
const CALM_MESSAGES = 2;
/** Part of the height below the lowest grid line, for the ribbon. */
const RIBBON_ROOM = 0.13;
const ALT_TEXT_MAX = 1_024;

type Minute = Pick<MinuteMood, 'minute' | 'messages' | 'score' | 'shares' | 'dominant'>;

export interface MoodChartInput {
  readonly channel: ChannelName;
  /** Start and end of the picture; at most a week is drawn, the latest part of it. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** In any order. A minute that is missing or had no message stays a gap. */
  readonly minutes: readonly Minute[];
  readonly moments: readonly Pick<HypeMoment, 'peakAt' | 'multiplier'>[];
  readonly theme?: ChartDescription['theme'];
}

/**
 * How a chat felt over time: the score as a line, the share of positive messages above and of negative ones below 0,
 * and the mood that stood out as a strip of colours and words along the lower edge.
 */
export function describeMoodChart(input: MoodChartInput): ChartDescription {
  const last = Math.floor(input.to / MINUTE_MS);
  const first = Math.max(Math.floor(input.from / MINUTE_MS), last - MINUTES_MAX + 1);
  const from = first * MINUTE_MS;
  const minutes = Math.max(1, last - first + 1);
  const factor = resampleFactor(minutes);
  const steps = stepsOf(input.minutes, from, Math.ceil(minutes / factor), factor * MINUTE_MS);
  const whole = sumOf(steps);
  const theme = input.theme ?? 'dark';
  const usual = whole.messages === 0 ? null : whole.score / whole.messages;
  const score = smoothed(steps, (step) => step.score);
  const areas = [
    { color: POSITIVE, values: smoothed(steps, (step) => step.positive) },
    { color: NEGATIVE, values: smoothed(steps, (step) => -step.negative) },
  ];
  const moments = input.moments.filter(({ peakAt }) => peakAt >= from && peakAt < (last + 1) * MINUTE_MS);
  const latest = score.findLast((value) => Number.isFinite(value));
  return {
    title: `${input.channel} · ${whole.messages === 0 ? 'no chat' : `mostly ${MOOD_STYLE[mostly(whole)].word}`}`,
    subtitle:
      latest === undefined || usual === null
        ? 'Mood from −1 to +1: nothing known'
        : `Mood ${signed(latest)} at the end, on average ${signed(usual)} · blue: positive, orange: negative`,
    theme,
    width: CHART_WIDTH,
    height: CHART_HEIGHT,
    from,
    stepSeconds: 60 * factor,
    origin: from + (steps.length - 1) * factor * MINUTE_MS,
    originLabel: 'now',
    velocity: score,
    baselineMean: usual === null ? [] : score.map(() => usual),
    baselineStd: [],
    threshold: [],
    axis: axisOf([score, ...areas.map(({ values }) => values)]),
    areas,
    ribbon: ribbonOf(steps, from, factor * MINUTE_MS),
    markers: [],
    points: [...moments]
      .sort((a, b) => b.multiplier - a.multiplier)
      .map(({ peakAt, multiplier }) => ({ at: peakAt, label: `${rate(multiplier)}×` })),
    accent: LINE[theme],
    altText: clip(altText(input.channel, minutes, whole, score, moments.length), ALT_TEXT_MAX),
  };
}

/** Sums over the messages of one step. */
interface Step {
  messages: number;
  score: number;
  positive: number;
  negative: number;
  readonly votes: Record<Mood, number>;
}

function emptyStep(): Step {
  const votes = { joy: 0, hype: 0, sad: 0, anger: 0, confusion: 0, calm: 0 };
  return { messages: 0, score: 0, positive: 0, negative: 0, votes };
}

function addTo(step: Step, other: Step): void {
  step.messages += other.messages;
  step.score += other.score;
  step.positive += other.positive;
  step.negative += other.negative;
  for (const mood of MOODS) step.votes[mood] += other.votes[mood];
}

function stepsOf(minutes: readonly Minute[], from: EpochMs, length: number, stepMs: number): readonly Step[] {
  const steps = Array.from({ length }, emptyStep);
  for (const { minute, messages, score, shares, dominant } of minutes) {
    const step = steps[Math.floor((minute - from) / stepMs)];
    if (step === undefined || messages <= 0) continue;
    step.messages += messages;
    step.score += messages * score;
    step.positive += messages * shares.positive;
    step.negative += messages * shares.negative;
    step.votes[dominant] += messages;
  }
  return steps;
}

function sumOf(steps: readonly Step[]): Step {
  const sum = emptyStep();
  for (const step of steps) addTo(sum, step);
  return sum;
}

/** Means of each step with its neighbours; a step without messages is a gap. */
function smoothed(steps: readonly Step[], value: (step: Step) => number): readonly number[] {
  return steps.map((step, i) => {
    if (step.messages === 0) return Number.NaN;
    const near = sumOf(steps.slice(Math.max(0, i - SMOOTHED_STEPS), i + SMOOTHED_STEPS + 1));
    return value(near) / (near.messages + CALM_MESSAGES);
  });
}

function mostly({ votes }: Step): Mood {
  return MOODS.reduce((best, mood) => (votes[mood] > votes[best] ? mood : best), 'calm');
}

/** The mood before stays until another is clearly stronger. */
function mostlyAfter(before: Mood | undefined, step: Step): Mood {
  const best = mostly(step);
  return before !== undefined && step.votes[best] <= step.votes[before] * HOLD ? before : best;
}

/** Runs of steps in which the same mood stood out. */
function ribbonOf(steps: readonly Step[], from: EpochMs, stepMs: number): NonNullable<ChartDescription['ribbon']> {
  const reach = Math.max(RIBBON_SMOOTHED_MIN, Math.round(steps.length * RIBBON_SMOOTHED_PART));
  const spans: { from: EpochMs; until: EpochMs; mood: Mood }[] = [];
  for (const [i, step] of steps.entries()) {
    if (step.messages === 0) continue;
    const near = sumOf(steps.slice(Math.max(0, i - reach), i + reach + 1));
    // A value stands in the middle of its step.
    const start = from + (i - 0.5) * stepMs;
    const before = spans.at(-1);
    const mood = mostlyAfter(before?.mood, near);
    if (before?.mood === mood && before.until >= start) before.until = start + stepMs;
    else spans.push({ from: start, until: start + stepMs, mood });
  }
  return spans.map(({ mood, ...span }) => ({ ...span, color: MOOD_STYLE[mood].color, label: MOOD_STYLE[mood].word }));
}

/** As much of −1 to 1 as is needed, the same on both sides, and room for the ribbon. */
function axisOf(lines: readonly (readonly number[])[]): NonNullable<ChartDescription['axis']> {
  const highest = lines.flat().reduce((top, value) => (Math.abs(value) > top ? Math.abs(value) : top), 0);
  const end = highest > 0.45 ? 1 : 0.5;
  return { min: -end * (1 + 2 * RIBBON_ROOM), max: end, step: end / 2 };
}

function altText(
  channel: ChannelName,
  minutes: number,
  whole: Step,
  score: readonly number[],
  moments: number,
): string {
  const span = minutes >= 120 ? `${Math.round(minutes / 60)} hours` : `${minutes} minutes`;
  const what = `Line chart of the mood in the chat of ${channel} over ${span}, from −1 (bad) to +1 (good).`;
  if (whole.messages === 0) return `${what} There was no chat.`;
  const known = score.filter((value) => Number.isFinite(value));
  const extreme = (pick: (a: number, b: number) => number): string => signed(known.reduce((a, b) => pick(a, b)));
  const felt = MOODS.filter((mood) => whole.votes[mood] > 0).toSorted((a, b) => whole.votes[b] - whole.votes[a]);
  const [most, ...rest] = felt.map((mood) => MOOD_STYLE[mood].word);
  return [
    what,
    `On average ${signed(whole.score / whole.messages)}, ${extreme(Math.max)} at the highest, ${extreme(Math.min)} at the lowest.`,
    `${percent(whole.positive / whole.messages)} of the messages were positive, ${percent(whole.negative / whole.messages)} negative.`,
    `Mostly ${most ?? ''}${rest.length === 0 ? '' : `, at times ${rest.join(', ')}`}.`,
    `${plural(moments, 'hype moment')} marked.`,
  ].join(' ');
}
