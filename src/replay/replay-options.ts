import { readCommandLine } from '../lib/command-line.ts';
import { UserError } from '../domain/command.ts';
import { DETECTOR_NAMES, type DetectorName, type Sensitivity } from '../domain/hype-moment.ts';

export interface ReplayOptions {
  readonly files: readonly string[];
  readonly speed: number | 'max';
  readonly json: boolean;
  readonly metrics: boolean;
  readonly detector: DetectorName;
  readonly sensitivity: Sensitivity;
}

export const REPLAY_USAGE = `Plays recorded chat through the real pipeline, with message time as the clock, and shows its hype moments.

  npm run -s replay -- FILE… [options]

  FILE                    JSON lines, TwitchDownloader chat JSON or raw IRC lines, told apart by content, gzipped or not
  --speed N|max           times real time, or as fast as possible (default max)
  --sensitivity S         low, medium (default), high, or the score a moment must reach
  --detector NAME         robust (default) or sigma
  --json                  one event a line instead of a table
  --metrics               with --json, also one line a second and channel
  --help                  this text`;

const SPEED_MAX = 1_000_000;

/** Reads the command line of `replay`. @returns 'help' when asked for it @throws UserError for anything unclear */
export function parseReplayOptions(argv: readonly string[]): ReplayOptions | 'help' {
  const { values, positionals } = parseCommandLine(argv);
  if (values.help === true) return 'help';
  if (positionals.length === 0)
    throw new UserError('No file was named. Say which recorded chat to play: npm run -s replay -- FILE…');
  if (values.metrics === true && values.json !== true) {
    throw new UserError('--metrics needs --json: a line a second is for programs.');
  }
  return {
    files: positionals,
    speed: parseSpeed(values.speed ?? 'max'),
    json: values.json ?? false,
    metrics: values.metrics ?? false,
    detector: parseDetector(values.detector ?? 'robust'),
    sensitivity: parseSensitivity(values.sensitivity ?? 'medium'),
  };
}

function parseCommandLine(argv: readonly string[]) {
  return readCommandLine({
    args: [...argv],
    allowPositionals: true,
    options: {
      speed: { type: 'string' },
      json: { type: 'boolean' },
      metrics: { type: 'boolean' },
      detector: { type: 'string' },
      sensitivity: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function parseSpeed(text: string): number | 'max' {
  if (text === 'max') return 'max';
  const speed = Number(text);
  if (text.trim() === '' || !(speed > 0 && speed <= SPEED_MAX)) {
    throw new UserError(`--speed ${text} is no speed. Give a number above 0 (1 is real time) or max.`);
  }
  return speed;
}

function parseDetector(text: string): DetectorName {
  const detector = DETECTOR_NAMES.find((name) => name === text);
  if (detector === undefined)
    throw new UserError(`--detector ${text} is unknown. There are: ${DETECTOR_NAMES.join(', ')}.`);
  return detector;
}

/** A preset or a positive score; shared by every command that takes `--sensitivity`. */
export function parseSensitivity(text: string): Sensitivity {
  if (text === 'low' || text === 'medium' || text === 'high') return text;
  const score = Number(text);
  if (text.trim() === '' || !(score > 0 && Number.isFinite(score))) {
    throw new UserError(`--sensitivity ${text} is unclear. Give low, medium, high, or the score a moment must reach.`);
  }
  return score;
}
