import type { HandoffOptions, MarkerDetails } from '../domain/handoff.ts';
import { csvLine } from '../lib/csv.ts';
import { hypeEventCsvHeader, hypeEventCsvLine } from '../lib/wire/hype-event-csv.ts';
import { hypeEventFrame } from '../lib/wire/hype-event.ts';
import { firstThatFits } from './fit.ts';
import { frameAt, RATE_SPECS, type RateSpec } from './frame-rate.ts';
import { markerTitle, noteLines } from './marker-text.ts';
import { placeOf } from './place.ts';
import { formatTimecode, framesPerDay, parseTimecode } from './timecode.ts';
import { plusLeftOut, type Written } from './written.ts';

const EXTRA_COLUMNS = [
  'timecode',
  'timeline_seconds',
  'timeline_frame',
  'title',
  'votes_clip',
  'votes_not',
  'votes_duplicate',
  'notes',
];

/** A moment's place in the terms of a table; null where it has none on this timeline. */
interface Position {
  readonly timecode: string | null;
  readonly timeline_seconds: number;
  readonly timeline_frame: number;
}

/** The columns other programs rely on first, then the position on the timeline and what people said. Every moment. */
export function writeCsv(details: readonly MarkerDetails[], options: HandoffOptions): Written {
  const positionOf = createPositions(options);
  const header = `${hypeEventCsvHeader()},${csvLine(EXTRA_COLUMNS)}\n`;
  const lines = details.map((each) => {
    const { moment, votes } = each;
    const position = positionOf(each);
    const extra = csvLine([
      position?.timecode ?? null,
      position?.timeline_seconds ?? null,
      position?.timeline_frame ?? null,
      markerTitle(each, options.titles.get(moment.id)),
      votes?.clip ?? null,
      votes?.not ?? null,
      votes?.duplicate ?? null,
      noteLines(each.notes).join(' / '),
    ]);
    return `${hypeEventCsvLine(hypeEventFrame(moment, moment.phase, moment.detectedAt))},${extra}\n`;
  });
  const from = firstThatFits(lines, 0, options.bytesMax - Buffer.byteLength(header));
  return written(`${header}${lines.slice(from).join('')}`, from, lines.length);
}

/** An array of `hype_event` objects, one a line, with the same additions. */
export function writeJson(details: readonly MarkerDetails[], options: HandoffOptions): Written {
  const positionOf = createPositions(options);
  const lines = details.map((each) => {
    const { moment, votes } = each;
    return JSON.stringify({
      ...hypeEventFrame(moment, moment.phase, moment.detectedAt),
      title: markerTitle(each, options.titles.get(moment.id)),
      marker: positionOf(each),
      votes,
      notes: noteLines(each.notes),
    });
  });
  const from = firstThatFits(lines, 2, options.bytesMax - 8);
  return written(`[\n${lines.slice(from).join(',\n')}\n]\n`, from, lines.length);
}

function written(text: string, leftOut: number, total: number): Written {
  return { text, moments: total - leftOut, leftOut: plusLeftOut(new Map(), 'no-room', leftOut) };
}

function createPositions(options: HandoffOptions): (each: MarkerDetails) => Position | null {
  if (options.origin === 'none') return () => null;
  const rate: RateSpec = RATE_SPECS[options.frameRate];
  const startFrame = parseTimecode(options.startTimecode, rate);
  const dayFrames = framesPerDay(rate);
  return ({ moment }) => {
    const place = placeOf(moment, options);
    if (typeof place === 'string') return null;
    const frame = frameAt(place.fromMs, rate);
    const timecode = startFrame + frame < dayFrames ? formatTimecode(startFrame + frame, rate) : null;
    return { timecode, timeline_seconds: place.fromMs / 1000, timeline_frame: frame };
  };
}
