import type { MomentCategory } from '../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../lib/category-style.ts';
import { clip } from '../lib/markdown.ts';
import { highest } from './fit.ts';
import { formatTimecode } from './timecode.ts';
import type { Timeline, TimelineMarker } from './timeline.ts';
import { joinMarkers, type MarkerFile } from './written.ts';

/** CMX 3600 numbers its events with three digits. */
const EVENTS_MAX = 999;
const NOTE_CHARACTERS_MAX = 1000;

/** The palette of Resolve's markers, nearest to the colours of the cards. */
const COLORS: Readonly<Record<MomentCategory, string>> = {
  funny: 'Yellow',
  hype: 'Sand',
  shock: 'Sky',
  sad: 'Blue',
  rage: 'Red',
  love: 'Pink',
  mixed: 'Green',
};

/**
 * Timeline markers for DaVinci Resolve: a CMX 3600 list of one-frame events, each followed by the line Resolve itself
 * writes when it exports markers, `note |C:ResolveColorBlue |M:name |D:frames`. Resolve takes what stands before the
 * first bar as the marker's note, and one marker a frame.
 */
export function writeResolve(timeline: Timeline, bytesMax: number): MarkerFile {
  const { rate, startFrame, title } = timeline;
  const strongest = highest(timeline.markers, EVENTS_MAX, (marker) => marker.score);
  const next = new Map(strongest.map((marker, i) => [marker, strongest[i + 1]?.frame ?? Infinity]));
  return joinMarkers(
    strongest,
    {
      head: `TITLE: ${edlText(title) || 'Hype moments'}\nFCM: ${rate.droppedPerMinute > 0 ? 'DROP FRAME' : 'NON-DROP FRAME'}\n\n`,
      tail: '',
      piece(marker, number) {
        const from = formatTimecode(startFrame + marker.frame, rate);
        const to = formatTimecode(startFrame + marker.frame + 1, rate);
        // A marker that reached into the next one might cost the next one its place.
        const length = Math.min(marker.durationFrames, (next.get(marker) ?? Infinity) - marker.frame);
        const event = `${String(number).padStart(3, '0')}  001      V     C        ${from} ${to} ${from} ${to}`;
        const tags = `|C:ResolveColor${COLORS[marker.category]} |M:${edlText(marker.title) || CATEGORY_STYLE[marker.category].word} |D:${length}`;
        return `${event}\n${noteOf(marker)} ${tags}\n\n`;
      },
    },
    bytesMax,
  );
}

/** Begins with a word of ours: a line that began with a digit or a keyword would be read as part of the list. */
function noteOf(marker: TimelineMarker): string {
  const { word } = CATEGORY_STYLE[marker.category];
  return clip(`${word}. ${marker.lines.map(edlText).join(' / ')}`, NOTE_CHARACTERS_MAX);
}

/** Bars would begin a new tag, and Resolve garbles what lies beyond Unicode's first plane (most emoji) in a list. */
function edlText(text: string): string {
  return text
    .replace(/[\u{10000}-\u{10ffff}]|\u200d|\ufe0e|\ufe0f/gu, '')
    .replaceAll('|', '¦')
    .replace(/\s+/g, ' ')
    .trim();
}
