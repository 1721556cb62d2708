import { UserError } from '../../domain/command.ts';
import {
  FRAME_RATES,
  HANDOFF_DEFAULTS,
  HANDOFF_FORMATS,
  type HandoffFormat,
  type HandoffOptions,
} from '../../domain/handoff.ts';
import { RATE_SPECS } from '../../handoff/frame-rate.ts';
import { parseTimecode } from '../../handoff/timecode.ts';
import { OFFSET_SECONDS_MAX, parseTimeOffset } from '../../lib/time-offset.ts';

/** The alerts as files for an editor instead of a verdict on them. */
export interface ExportOptions {
  readonly format: HandoffFormat;
  readonly timeline: Pick<HandoffOptions, 'frameRate' | 'startTimecode' | 'offsetSeconds'>;
  /** Folder for one file a stream; null for stdout, which holds one. */
  readonly folder: string | null;
}

/** How the options of an export are declared for `parseArgs`. */
export const EXPORT_ARGUMENTS = {
  format: { type: 'string' },
  'frame-rate': { type: 'string' },
  'start-timecode': { type: 'string' },
  offset: { type: 'string' },
  out: { type: 'string' },
} as const;

export const EXPORT_USAGE = `  --format F              write the alerts themselves: ${HANDOFF_FORMATS.join(', ')}
  --frame-rate R          with --format: ${FRAME_RATES.join(', ')} (default ${HANDOFF_DEFAULTS.frameRate})
  --start-timecode T      with --format: timecode at which your timeline begins (default ${HANDOFF_DEFAULTS.startTimecode})
  --offset S              with --format: --offset=-00:05:12.5 if your recording began that much after the chat
  --out DIR               with --format: one file a stream there; needed for more than one stream`;

type Given = { readonly [name in keyof typeof EXPORT_ARGUMENTS]?: string | undefined };

/** @returns null where no export is asked for @throws UserError for anything unclear */
export function parseExportOptions(given: Given): ExportOptions | null {
  const stray = (['frame-rate', 'start-timecode', 'offset', 'out'] as const).find((name) => given[name] !== undefined);
  if (given.format === undefined) {
    if (stray === undefined) return null;
    throw new UserError(`--${stray} belongs to a file of alerts. Say which kind with --format.`);
  }
  const format = HANDOFF_FORMATS.find((known) => known === given.format);
  if (format === undefined) {
    throw new UserError(`--format ${given.format} is unknown. There are: ${HANDOFF_FORMATS.join(', ')}.`);
  }
  const frameRate = FRAME_RATES.find((known) => known === (given['frame-rate'] ?? HANDOFF_DEFAULTS.frameRate));
  if (frameRate === undefined) {
    throw new UserError(`--frame-rate ${given['frame-rate']} is unknown. There are: ${FRAME_RATES.join(', ')}.`);
  }
  const startTimecode = given['start-timecode'] ?? HANDOFF_DEFAULTS.startTimecode;
  // Judged before hours of chat are played; where it does not exist, this says so.
  parseTimecode(startTimecode, RATE_SPECS[frameRate]);
  const offsetSeconds = parseTimeOffset(given.offset ?? '0');
  if (offsetSeconds === null) {
    throw new UserError(
      `--offset ${given.offset} is no length of time. Type --offset=-00:05:12.5 or --offset=90, at most ${OFFSET_SECONDS_MAX / 3600} hours.`,
    );
  }
  return { format, timeline: { frameRate, startTimecode, offsetSeconds }, folder: given.out ?? null };
}
