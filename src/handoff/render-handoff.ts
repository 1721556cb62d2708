import { UserError } from '../domain/command.ts';
import {
  HANDOFF_DEFAULTS,
  type HandoffFile,
  type HandoffFormat,
  type HandoffOptions,
  type MarkerDetails,
} from '../domain/handoff.ts';
import { TRACK_DEFAULTS } from '../domain/track.ts';
import { HANDOFF_FORMAT_INFO } from '../lib/handoff-formats.ts';
import { writeFinalCut } from './final-cut.ts';
import { writePremiere } from './premiere.ts';
import { writeResolve } from './resolve.ts';
import { clampedSentence, leftOutSentences, mergedSentence, timelineSentence } from './sentences.ts';
import { writeCsv, writeJson } from './tables.ts';
import { buildTimeline } from './timeline.ts';
import { momentsIn, plusLeftOut, type Written } from './written.ts';
import { writeYoutube } from './youtube.ts';

/** Below every upload limit of Discord. */
const BYTES_MAX = 9 * 1024 * 1024;
const BASE_NAME_CHARACTERS_MAX = 50;

/** For a recording by itself: what each moment says about its place, at 60 fps from 01:00:00:00. */
export const DEFAULT_OPTIONS: HandoffOptions = {
  ...HANDOFF_DEFAULTS,
  origin: 'recording',
  endsAt: null,
  offsetSeconds: 0,
  reachBackSeconds: TRACK_DEFAULTS.reachBackSeconds,
  title: 'Hype moments',
  baseName: 'hype-moments',
  titles: new Map(),
  bytesMax: BYTES_MAX,
};

/**
 * The moments as a file for an editor, a table or YouTube, oldest first whatever their order here.
 * @throws UserError where this format cannot hold these moments, saying why and what to do
 */
export function renderHandoff(
  format: HandoffFormat,
  markers: readonly MarkerDetails[],
  options: Partial<HandoffOptions> = {},
): HandoffFile {
  const all: HandoffOptions = { ...DEFAULT_OPTIONS, ...options };
  const info = HANDOFF_FORMAT_INFO[format];
  if (info.timeline && all.origin === 'none') {
    throw new UserError(`${info.name} needs moments of one stream, because they share one timeline. Choose a stream.`);
  }
  const ordered = markers.toSorted((a, b) => a.moment.startedAt - b.moment.startedAt);
  const { text, moments, leftOut, notes = [] } = write(format, ordered, all);
  const left = leftOutSentences(leftOut);
  if (moments === 0 && ordered.length > 0) {
    throw new UserError(`None of these moments can stand in a file for ${info.name}. ${left.join(' ')}`);
  }
  return {
    fileName: `${fileNamePart(all.baseName)}.${info.extension}`,
    bytes: Buffer.from(text),
    contentType: info.contentType,
    moments,
    notes: [...notes, ...left],
  };
}

function write(
  format: HandoffFormat,
  ordered: readonly MarkerDetails[],
  options: HandoffOptions,
): Written & { readonly notes?: readonly string[] } {
  switch (format) {
    case 'csv':
    case 'json': {
      const written = format === 'csv' ? writeCsv(ordered, options) : writeJson(ordered, options);
      return options.origin === 'none' ? written : { ...written, notes: [timelineSentence(options)] };
    }
    case 'youtube': {
      // A video has no timecode: chapters count from its beginning, and only its own length limits them.
      const { markers, leftOut } = buildTimeline(ordered, { ...options, startTimecode: '00:00:00:00' });
      return writeYoutube(markers, leftOut, endSeconds(options));
    }
    case 'resolve':
    case 'final-cut':
    case 'premiere': {
      const timeline = buildTimeline(ordered, options);
      const { text, kept } = WRITERS[format](timeline, options.bytesMax);
      const moments = momentsIn(kept);
      return {
        text,
        moments,
        leftOut: plusLeftOut(timeline.leftOut, 'no-room', momentsIn(timeline.markers) - moments),
        notes: [
          timelineSentence(options),
          ...clampedSentence(timeline.clamped),
          ...mergedSentence(moments, kept.length),
        ],
      };
    }
  }
}

const WRITERS = { resolve: writeResolve, 'final-cut': writeFinalCut, premiere: writePremiere } as const;

function endSeconds({ origin, endsAt, offsetSeconds }: HandoffOptions): number | null {
  if (typeof origin !== 'number' || endsAt === null) return null;
  return (endsAt - origin) / 1000 + offsetSeconds;
}

/** Letters, digits, dash and underscore, which every system and Discord keep as they are. */
function fileNamePart(name: string): string {
  const cleaned = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return cleaned.slice(0, BASE_NAME_CHARACTERS_MAX) || 'hype-moments';
}
