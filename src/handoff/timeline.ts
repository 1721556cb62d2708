import type { HandoffOptions, MarkerDetails } from '../domain/handoff.ts';
import type { MomentCategory } from '../domain/hype-moment.ts';
import { frameAt, RATE_SPECS, type RateSpec } from './frame-rate.ts';
import { chapterTitle, markerLines, markerTitle } from './marker-text.ts';
import { placeOf, type LeftOutReason } from './place.ts';
import { plainText } from './plain-text.ts';
import { framesPerDay, parseTimecode } from './timecode.ts';

const TIMELINE_TITLE_CHARACTERS_MAX = 70;
/** Of moments that share a frame, so many are written out in full. */
const MERGED_TEXTS_MAX = 5;

/** One marker of an editor's timeline. Texts are clean, but not yet escaped for any format. */
export interface TimelineMarker {
  /** Frames after the first one of the timeline, which is 0. */
  readonly frame: number;
  /** At least 1. */
  readonly durationFrames: number;
  /** The same position in time. */
  readonly fromMs: number;
  readonly title: string;
  /** The title without numbers, for viewers. */
  readonly chapter: string;
  readonly lines: readonly string[];
  readonly category: MomentCategory;
  readonly score: number;
  /** Moments that share this frame; at least 1. */
  readonly moments: number;
}

export interface Timeline {
  readonly title: string;
  readonly rate: RateSpec;
  /** Number of the first frame, as its timecode says. */
  readonly startFrame: number;
  /** At least to the end of the last marker and of the stream. */
  readonly durationFrames: number;
  /** One a frame at most, in order. */
  readonly markers: readonly TimelineMarker[];
  readonly leftOut: ReadonlyMap<LeftOutReason, number>;
  /** Moments that stand at the beginning because their reach back went beyond it. */
  readonly clamped: number;
}

/** Places moments on a timeline. @throws UserError for a start timecode that does not exist at this frame rate */
export function buildTimeline(details: readonly MarkerDetails[], options: HandoffOptions): Timeline {
  const rate = RATE_SPECS[options.frameRate];
  const startFrame = parseTimecode(options.startTimecode, rate);
  const framesMax = framesPerDay(rate) - startFrame;
  const leftOut = new Map<LeftOutReason, number>();
  const byFrame = new Map<number, TimelineMarker[]>();
  let clamped = 0;
  for (const each of details) {
    const marker = markerOf(each, options, rate, framesMax);
    if (typeof marker === 'string') {
      leftOut.set(marker, (leftOut.get(marker) ?? 0) + 1);
      continue;
    }
    if (marker.clamped) clamped++;
    const sharing = byFrame.get(marker.frame);
    if (sharing === undefined) byFrame.set(marker.frame, [marker]);
    else sharing.push(marker);
  }
  const markers = [...byFrame.values()].map(merge).sort((a, b) => a.frame - b.frame);
  const markersEnd = markers.reduce((end, marker) => Math.max(end, marker.frame + marker.durationFrames), 1);
  return {
    title: plainText(options.title, TIMELINE_TITLE_CHARACTERS_MAX) || 'Hype moments',
    rate,
    startFrame,
    durationFrames: Math.max(markersEnd, Math.min(framesMax, streamFrames(options, rate))),
    markers,
    leftOut,
    clamped,
  };
}

function markerOf(
  each: MarkerDetails,
  options: HandoffOptions,
  rate: RateSpec,
  framesMax: number,
): (TimelineMarker & { readonly clamped: boolean }) | LeftOutReason {
  if (each.moment.attack) return 'attack';
  const place = placeOf(each.moment, options);
  if (typeof place === 'string') return place;
  const frame = frameAt(place.fromMs, rate);
  // The frame after it must have a timecode as well: some formats name the end of a marker.
  if (frame + 1 >= framesMax) return 'beyond-a-day';
  const end = Math.min(frameAt(place.toMs, rate), framesMax - 1);
  const given = options.titles.get(each.moment.id);
  return {
    frame,
    durationFrames: Math.max(1, end - frame),
    fromMs: place.fromMs,
    title: markerTitle(each, given),
    chapter: chapterTitle(each, given),
    lines: markerLines(each, (place.reactsMs - place.fromMs) / 1000),
    category: each.moment.category,
    score: each.moment.peakScore,
    moments: 1,
    clamped: place.clamped,
  };
}

/** One marker for all of a frame, because editors keep only one there. The strongest gives its name. */
function merge(sharing: readonly TimelineMarker[]): TimelineMarker {
  const [first, ...others] = sharing.toSorted((a, b) => b.score - a.score);
  if (first === undefined) throw new Error('A frame without a marker cannot be merged');
  if (others.length === 0) return first;
  const told = others.slice(0, MERGED_TEXTS_MAX - 1).flatMap((other) => [`Also ${other.title}`, ...other.lines]);
  const untold = others.length - (MERGED_TEXTS_MAX - 1);
  return {
    ...first,
    title: `${first.title} +${others.length}`,
    durationFrames: Math.max(...sharing.map((marker) => marker.durationFrames)),
    fromMs: Math.min(...sharing.map((marker) => marker.fromMs)),
    lines: [...first.lines, ...told, ...(untold > 0 ? [`… and ${untold} more`] : [])],
    moments: sharing.length,
  };
}

function streamFrames({ origin, endsAt, offsetSeconds }: HandoffOptions, rate: RateSpec): number {
  if (typeof origin !== 'number' || endsAt === null) return 0;
  return frameAt(Math.max(0, Math.round(endsAt - origin + offsetSeconds * 1000)), rate);
}
