import { UserError, type CommandInput, type CommandOption } from '../../domain/command.ts';
import {
  FRAME_RATES,
  HANDOFF_DEFAULTS,
  HANDOFF_FORMATS,
  type FrameRate,
  type HandoffFormat,
} from '../../domain/handoff.ts';
import { FRAME_RATE_NAMES, HANDOFF_FORMAT_INFO } from '../../lib/handoff-formats.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import { OFFSET_SECONDS_MAX, parseTimeOffset } from '../../lib/time-offset.ts';
import { stringOption } from './options.ts';

const START_TIMECODE = 'start_timecode';
const FRAME_RATE = 'frame_rate';
const OFFSET = 'offset';

export const formatOption: CommandOption = {
  type: 'string',
  name: 'format',
  description: 'For your editor, YouTube, a spreadsheet (if left out) or a program',
  choices: HANDOFF_FORMATS.map((format) => ({ name: HANDOFF_FORMAT_INFO[format].name, value: format })),
};

/** How the editor's timeline is set up. */
export const timelineOptions: readonly CommandOption[] = [
  {
    type: 'string',
    name: FRAME_RATE,
    description: `Frame rate of your timeline, ${FRAME_RATE_NAMES[HANDOFF_DEFAULTS.frameRate]} if left out`,
    choices: FRAME_RATES.map((rate) => ({ name: FRAME_RATE_NAMES[rate], value: rate })),
  },
  {
    type: 'string',
    name: START_TIMECODE,
    description: `Timecode at which your timeline begins, ${HANDOFF_DEFAULTS.startTimecode} if left out`,
    maxLength: 20,
  },
  {
    type: 'string',
    name: OFFSET,
    description: 'Your own recording: -00:05:12.5 if it began that much after the stream, + if before',
    maxLength: 20,
  },
];

export interface TimelineChoice {
  readonly frameRate: FrameRate;
  readonly startTimecode: string;
  readonly offsetSeconds: number;
}

export function readFormat(input: CommandInput): HandoffFormat {
  const typed = stringOption(input, 'format');
  return HANDOFF_FORMATS.find((format) => format === typed) ?? 'csv';
}

/** @throws UserError for an offset that cannot be read; timecodes are judged where they are counted */
export function readTimeline(input: CommandInput): TimelineChoice {
  const rate = stringOption(input, FRAME_RATE);
  return {
    frameRate: FRAME_RATES.find((known) => known === rate) ?? HANDOFF_DEFAULTS.frameRate,
    startTimecode: stringOption(input, START_TIMECODE) ?? HANDOFF_DEFAULTS.startTimecode,
    offsetSeconds: readOffset(stringOption(input, OFFSET)),
  };
}

function readOffset(typed: string | null): number {
  if (typed === null) return 0;
  const seconds = parseTimeOffset(typed);
  if (seconds !== null) return seconds;
  throw new UserError(
    `I cannot read the offset “${escapeMarkdown(clip(typed, 20))}”: it is a length of time up to ${OFFSET_SECONDS_MAX / 3600} h, as hours:minutes:seconds or in seconds. Type -00:05:12.5 or -312.5 for a recording that began that much after the stream.`,
  );
}

/** Whether something was chosen that means nothing without a timeline. */
export function choseTimeline(input: CommandInput): boolean {
  return [FRAME_RATE, START_TIMECODE, OFFSET].some((name) => stringOption(input, name) !== null);
}
