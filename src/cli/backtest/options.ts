import { readCommandLine } from '../../lib/command-line.ts';
import { UserError } from '../../domain/command.ts';
import { DETECTOR_NAMES, type DetectorName, type Sensitivity } from '../../domain/hype-moment.ts';
import { parseSensitivity } from '../../replay/replay-options.ts';
import { EXPORT_ARGUMENTS, EXPORT_USAGE, parseExportOptions, type ExportOptions } from './export-options.ts';

export interface BacktestOptions {
  readonly files: readonly string[];
  readonly labels: string | null;
  readonly sensitivity: Sensitivity;
  readonly detector: DetectorName;
  readonly compare: boolean;
  readonly json: boolean;
  /** Resamplings for the intervals; 0 for none. */
  readonly bootstrap: number;
  /** Write the alerts instead of judging them; null to judge. */
  readonly export: ExportOptions | null;
}

export const BACKTEST_USAGE = `Says what would have been alerted in recorded chat and, given labels, how good that would have been.

  npm run -s backtest -- FILE… [options]

  FILE                    recorded chat in any format that replay reads
  --labels F              JSON: {"videos": {"<stream>": {"duration": s, "highlights": [{"start": s, "end": s}]}}}
  --sensitivity S         low, medium (default), high, or the score a moment must reach
  --detector NAME         robust (default) or sigma
  --compare               also sigma at 2 and 5 deviations and the 10 s rate over median and MAD
  --bootstrap N           intervals from N resamplings of the streams (default 1000 with labels, else 0)
  --json                  one object a line
${EXPORT_USAGE}
  --help                  this text

An alert at t is a hit when start ≤ t ≤ end + 25 s of a labelled span; alerts of the first 60 s are not counted.`;

const BOOTSTRAP_MAX = 100_000;
const BOOTSTRAP_DEFAULT = 1000;

/** Reads the command line. @returns 'help' when asked for it @throws UserError for anything unclear */
export function parseBacktestOptions(argv: readonly string[]): BacktestOptions | 'help' {
  const { values, positionals } = parseCommandLine(argv);
  if (values.help === true) return 'help';
  if (positionals.length === 0)
    throw new UserError('No file was named. Say which recorded chat to judge: npm run -s backtest -- FILE…');
  const detector = DETECTOR_NAMES.find((name) => name === (values.detector ?? 'robust'));
  if (detector === undefined)
    throw new UserError(`--detector ${values.detector} is unknown. There are: ${DETECTOR_NAMES.join(', ')}.`);
  const labels = values.labels ?? null;
  const files = parseExportOptions(values);
  const judging = (['labels', 'compare', 'bootstrap', 'json'] as const).find((name) => values[name] !== undefined);
  if (files !== null && judging !== undefined) {
    throw new UserError(`--format writes alerts and --${judging} is about judging them. Run one after the other.`);
  }
  return {
    files: positionals,
    labels,
    sensitivity: parseSensitivity(values.sensitivity ?? 'medium'),
    detector,
    compare: values.compare ?? false,
    json: values.json ?? false,
    bootstrap: parseBootstrap(values.bootstrap ?? String(labels === null ? 0 : BOOTSTRAP_DEFAULT)),
    export: files,
  };
}

function parseCommandLine(argv: readonly string[]) {
  return readCommandLine({
    args: [...argv],
    allowPositionals: true,
    options: {
      labels: { type: 'string' },
      sensitivity: { type: 'string' },
      detector: { type: 'string' },
      compare: { type: 'boolean' },
      bootstrap: { type: 'string' },
      json: { type: 'boolean' },
      ...EXPORT_ARGUMENTS,
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function parseBootstrap(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count > BOOTSTRAP_MAX) {
    throw new UserError(
      `--bootstrap ${text} is no number of resamplings. Give a whole number from 0 to ${BOOTSTRAP_MAX}.`,
    );
  }
  return count;
}
