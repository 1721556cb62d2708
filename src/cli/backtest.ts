import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../domain/command.ts';
import { errorMessage } from '../lib/error-message.ts';
import { stripInvisible } from '../lib/markdown.ts';
import { scoreThreshold, SCORE_FLOORS } from '../pipeline/hype/sensitivity.ts';
import { parseLabels, type StreamLabels } from './backtest/labels.ts';
import { exportAlerts } from './backtest/export-files.ts';
import { BACKTEST_USAGE, parseBacktestOptions, type BacktestOptions } from './backtest/options.ts';
import { playFile, type StreamResult } from './backtest/play.ts';
import { buildRows, renderTable, type Row } from './backtest/report.ts';

const LABEL_BYTES_MAX = 64 * 1024 * 1024;

/** Exit codes: 0 judged or written, 1 a file could not be read or written, 2 the command line is wrong, 130 interrupted. */
async function main(): Promise<number> {
  try {
    const options = parseBacktestOptions(process.argv.slice(2));
    if (options === 'help') {
      process.stdout.write(`${BACKTEST_USAGE}\n`);
      return 0;
    }
    return await backtest(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`backtest: ${error.message}\n\nnpm run -s backtest -- --help says more.\n`);
    return 2;
  }
}

async function backtest(options: BacktestOptions): Promise<number> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  const labels = options.labels === null ? null : await readLabels(options.labels);
  const threshold = scoreThreshold(options.sensitivity, options.detector);
  const results: StreamResult[] = [];
  let failed = false;
  for (const file of options.files) {
    try {
      const play = { detector: options.detector, thresholdStd: threshold, compare: options.compare };
      results.push(...(await playFile(file, play, warn, stop.signal)));
    } catch (error) {
      if (stop.signal.aborted) return 130;
      if (!(error instanceof UserError)) throw error;
      failed = true;
      warn(error.message);
    }
  }
  if (results.length === 0) return 1;
  if (options.export !== null) {
    const complete = await exportAlerts(results, threshold, options.export, {
      write: (bytes) => void process.stdout.write(bytes),
      note: warn,
    });
    return failed || !complete ? 1 : 0;
  }
  reportUnlabelled(results, labels);
  const floor = options.detector === 'sigma' ? threshold : SCORE_FLOORS.robust;
  print(
    buildRows({ results, labels, detector: options.detector, threshold, floor, bootstrap: options.bootstrap }),
    options,
    labels !== null,
  );
  return failed ? 1 : 0;
}

async function readLabels(file: string): Promise<ReadonlyMap<string, StreamLabels>> {
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > LABEL_BYTES_MAX) throw new UserError(`${file} is larger than 64 MiB and so no label file.`);
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`The labels in ${file} cannot be read (${errorMessage(error)}). Check the path.`, {
      cause: error,
    });
  }
  return parseLabels(file, text);
}

function reportUnlabelled(results: readonly StreamResult[], labels: ReadonlyMap<string, StreamLabels> | null): void {
  if (labels === null) return;
  const missing = results.filter(({ stream }) => !labels.has(stream));
  if (missing.length === results.length) {
    throw new UserError('None of the streams has labels: the names in "videos" must be those of the streams ("v").');
  }
  if (missing.length > 0)
    warn(`${missing.length} of ${results.length} streams have no labels; they count only for alerts an hour.`);
}

function print(rows: readonly Row[], options: BacktestOptions, labelled: boolean): void {
  const lines = options.json
    ? rows.map((row) => JSON.stringify(jsonOf(row, options, labelled)))
    : renderTable(rows, labelled);
  process.stdout.write(`${lines.join('\n').replace(/^\n/, '')}\n`);
}

function jsonOf(
  { type, name, threshold, tally, verdict, intervals }: Row,
  { detector }: BacktestOptions,
  labelled: boolean,
): object {
  const { alertsPerHour, ...quality } = verdict;
  const always = {
    type,
    name,
    detector: type === 'compare' ? null : detector,
    threshold,
    hours: tally.seconds / 3600,
    alerts: tally.alerts,
    alerts_per_hour: alertsPerHour,
  };
  return labelled
    ? { ...always, ...quality, hits: tally.hits, spans: tally.spans, found: tally.found, intervals }
    : always;
}

/** Names of streams come from the file: nothing in them may steer a terminal. */
function warn(line: string): void {
  process.stderr.write(`backtest: ${stripInvisible(line)}\n`);
}

process.exitCode = await main();
