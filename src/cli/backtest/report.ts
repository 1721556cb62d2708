import { clip, stripInvisible } from '../../lib/markdown.ts';
import { intervalsOf, type Intervals } from './bootstrap.ts';
import type { StreamLabels } from './labels.ts';
import { alertsAt, type StreamResult } from './play.ts';
import { judge, total, verdictOf, type Tally, type Verdict } from './verdict.ts';

/** One line of the result: a rule over one stream, one game or everything. */
export interface Row {
  readonly type: 'stream' | 'game' | 'total' | 'compare' | 'sweep';
  readonly name: string;
  readonly threshold: number | null;
  readonly tally: Tally;
  readonly verdict: Verdict;
  readonly intervals: Intervals | null;
}

export interface ReportInput {
  readonly results: readonly StreamResult[];
  readonly labels: ReadonlyMap<string, StreamLabels> | null;
  readonly detector: string;
  readonly threshold: number;
  readonly floor: number;
  readonly bootstrap: number;
}

const SWEEP_FACTORS = [0.6, 0.75, 0.9, 1, 1.1, 1.25, 1.5];

/** Every row, in the order in which it is shown. */
export function buildRows(input: ReportInput): Row[] {
  const { results, labels, threshold, detector, bootstrap } = input;
  const tallied = (alertsOf: (result: StreamResult) => readonly number[], of = results): Tally[] =>
    of.map((result) => judge(alertsOf(result), result.lastSecond, labels?.get(result.stream) ?? null));
  const row = (type: Row['type'], name: string, at: number | null, tallies: readonly Tally[], resamplings = 0): Row => {
    const tally = total(tallies);
    return {
      type,
      name,
      threshold: at,
      tally,
      verdict: verdictOf(tally),
      intervals: intervalsOf(
        tallies.filter(({ labelledSeconds }) => labelledSeconds > 0),
        resamplings,
      ),
    };
  };
  const ours = (result: StreamResult): readonly number[] => alertsAt(result.moments, threshold);
  const games = [...new Set(results.map(({ stream }) => labels?.get(stream)?.game ?? '').filter(Boolean))];
  const thresholds = [
    ...new Set(SWEEP_FACTORS.map((factor) => Math.max(input.floor, Math.round(threshold * factor * 10) / 10))),
  ];
  const groups = [
    ...games.map((game) => ({
      type: 'game' as const,
      name: game,
      of: results.filter(({ stream }) => labels?.get(stream)?.game === game),
    })),
    { type: 'total' as const, name: 'all', of: results },
  ];
  return [
    ...results.map((result) => row('stream', result.stream, threshold, tallied(ours, [result]))),
    ...groups.map(({ type, name, of }) => row(type, name, threshold, tallied(ours, of), bootstrap)),
    ...Object.keys(results[0]?.others ?? {}).flatMap((rule) =>
      groups.map(({ name, of }) =>
        row(
          'compare',
          `${rule}: ${name}`,
          null,
          tallied((result) => result.others[rule] ?? [], of),
        ),
      ),
    ),
    ...thresholds.flatMap((at) =>
      groups.map(({ name, of }) =>
        row(
          'sweep',
          `${detector} at ${at}: ${name}`,
          at,
          tallied((result) => alertsAt(result.moments, at), of),
        ),
      ),
    ),
  ];
}

const HEAD = ['', 'hours', 'alerts', 'per h', 'precision', 'recall', 'chance', 'lift', 'F1'];

/** The rows as a table for people; without labels only what can be said without them. */
export function renderTable(rows: readonly Row[], labelled: boolean): string[] {
  const columns = labelled ? HEAD.length : 4;
  const width = Math.max(12, ...rows.map(({ name }) => screenName(name).length));
  const line = (cells: readonly string[]): string =>
    cells
      .slice(0, columns)
      .map((cell, index) => (index === 0 ? cell.padEnd(width) : cell.padStart(index === 4 || index === 5 ? 16 : 7)))
      .join('  ')
      .trimEnd();
  const titles: Record<Row['type'], string> = {
    stream: 'Streams',
    game: 'Together',
    total: 'Together',
    compare: 'Other rules',
    sweep: 'Other thresholds',
  };
  let section = '';
  return rows.flatMap((row) => {
    const head = titles[row.type] === section ? [] : ['', line([(section = titles[row.type]), ...HEAD.slice(1)])];
    return [...head, line(cellsOf(row))];
  });
}

function cellsOf({ name, tally, verdict, intervals }: Row): string[] {
  const share = (value: number, { low, high } = { low: NaN, high: NaN }): string =>
    value.toFixed(3) + (Number.isNaN(low) ? '' : ` ${low.toFixed(2)}–${high.toFixed(2)}`);
  return [
    screenName(name),
    (tally.seconds / 3600).toFixed(2),
    String(tally.alerts),
    verdict.alertsPerHour.toFixed(1),
    share(verdict.precision, intervals?.precision),
    share(verdict.recall, intervals?.recall),
    share(verdict.chance),
    verdict.lift.toFixed(2),
    share(verdict.f1),
  ];
}

/** Stream names come from the file: nothing in them may steer a terminal. */
function screenName(name: string): string {
  return clip(stripInvisible(name), 40);
}
