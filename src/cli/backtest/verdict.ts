import type { Span, StreamLabels } from './labels.ts';

/** Chat answers late: an alert this long after a span still belongs to it. */
const LATE_SECONDS = 25;
/** Alerts of the first minute are neither hits nor misses: the detectors are still learning. */
const FREE_SECONDS = 60;

/** What one rule did in one stream, in numbers that can be added. */
export interface Tally {
  readonly seconds: number;
  readonly alerts: number;
  /** The rest is 0 without labels. */
  readonly labelledAlerts: number;
  readonly hits: number;
  readonly spans: number;
  readonly found: number;
  /** Time in which an alert would be a hit, and all labelled time. */
  readonly hitSeconds: number;
  readonly labelledSeconds: number;
}

export interface Verdict {
  readonly alertsPerHour: number;
  readonly precision: number;
  readonly recall: number;
  /** Precision of alerts at random times. */
  readonly chance: number;
  readonly lift: number;
  readonly f1: number;
}

/** @param alerts seconds since the stream began */
export function judge(alerts: readonly number[], lastSecond: number, labels: StreamLabels | null): Tally {
  const counted = alerts.filter((at) => at >= FREE_SECONDS);
  const seconds = Math.max(lastSecond, labels?.duration ?? 0);
  if (labels === null)
    return {
      seconds,
      alerts: counted.length,
      labelledAlerts: 0,
      hits: 0,
      spans: 0,
      found: 0,
      hitSeconds: 0,
      labelledSeconds: 0,
    };
  const isHit = (at: number, { start, end }: Span): boolean => at >= start && at <= end + LATE_SECONDS;
  return {
    seconds,
    alerts: counted.length,
    labelledAlerts: counted.length,
    hits: counted.filter((at) => labels.highlights.some((span) => isHit(at, span))).length,
    spans: labels.highlights.length,
    found: labels.highlights.filter((span) => counted.some((at) => isHit(at, span))).length,
    hitSeconds: coveredSeconds(labels.highlights, seconds),
    labelledSeconds: seconds,
  };
}

export function total(tallies: readonly Tally[]): Tally {
  const sum = (field: keyof Tally): number => tallies.reduce((all, tally) => all + tally[field], 0);
  return {
    seconds: sum('seconds'),
    alerts: sum('alerts'),
    labelledAlerts: sum('labelledAlerts'),
    hits: sum('hits'),
    spans: sum('spans'),
    found: sum('found'),
    hitSeconds: sum('hitSeconds'),
    labelledSeconds: sum('labelledSeconds'),
  };
}

/** Ratios of a tally; 0 where there is nothing to divide by. */
export function verdictOf(tally: Tally): Verdict {
  const precision = share(tally.hits, tally.labelledAlerts);
  const recall = share(tally.found, tally.spans);
  const chance = share(tally.hitSeconds, tally.labelledSeconds);
  return {
    alertsPerHour: share(tally.alerts * 3600, tally.seconds),
    precision,
    recall,
    chance,
    lift: share(precision, chance),
    f1: share(2 * precision * recall, precision + recall),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Length of the union of all hit windows within the stream. */
function coveredSeconds(spans: readonly Span[], seconds: number): number {
  let covered = 0;
  let reached = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, reached, 0);
    const to = Math.min(end + LATE_SECONDS, seconds);
    if (to > from) covered += to - from;
    reached = Math.max(reached, to);
  }
  return covered;
}
