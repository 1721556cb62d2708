import { UserError } from '../domain/command.ts';
import { clockTime } from '../lib/format.ts';
import { clip } from '../lib/markdown.ts';
import type { LeftOutReason } from './place.ts';
import type { TimelineMarker } from './timeline.ts';
import { plusLeftOut, type Written } from './written.ts';

/** YouTube's rules for chapters. Source: YouTube Help, "Video chapters". */
const CHAPTERS_MIN = 3;
const APART_SECONDS_MIN = 10;
const CHAPTERS_MAX = 100;
/** A description holds 5,000 characters; its author wants to say something as well. */
const CHARACTERS_MAX = 4500;
const TITLE_CHARACTERS_MAX = 70;
const OPENING = 'Start';

interface Chapter {
  readonly seconds: number;
  readonly line: string;
}

/**
 * Chapters for the description of the whole stream's upload. The strongest moments come first where rules and room do
 * not allow all.
 * @param endSeconds end of the video, null while unknown
 * @throws UserError where fewer than three chapters are possible
 */
export function writeYoutube(
  markers: readonly TimelineMarker[],
  leftOutBefore: ReadonlyMap<LeftOutReason, number>,
  endSeconds: number | null,
): Written {
  let leftOut = leftOutBefore;
  const leave = (reason: LeftOutReason, marker: TimelineMarker): void => {
    leftOut = plusLeftOut(leftOut, reason, marker.moments);
  };
  const chapters: Chapter[] = [];
  let opening: Chapter = { seconds: 0, line: `0:00 ${OPENING}` };
  let openingTaken = false;
  let characters = opening.line.length + 1 + TITLE_CHARACTERS_MAX;
  let moments = 0;
  for (const marker of markers.toSorted((a, b) => b.score - a.score || a.frame - b.frame)) {
    const seconds = Math.floor(marker.fromMs / 1000);
    const line = `${clockTime(seconds)} ${chapterText(marker.chapter)}`;
    if (endSeconds !== null && seconds > endSeconds - APART_SECONDS_MIN) {
      leave('after-end', marker);
    } else if (seconds < APART_SECONDS_MIN && !openingTaken) {
      // The video must begin with a chapter; one this early cannot have another before it.
      opening = { seconds: 0, line: `0:00 ${chapterText(marker.chapter)}` };
      openingTaken = true;
      moments += marker.moments;
    } else if (
      seconds < APART_SECONDS_MIN ||
      chapters.some((other) => Math.abs(other.seconds - seconds) < APART_SECONDS_MIN)
    ) {
      leave('too-close', marker);
    } else if (chapters.length + 1 >= CHAPTERS_MAX || characters + line.length + 1 > CHARACTERS_MAX) {
      leave('no-room', marker);
    } else {
      chapters.push({ seconds, line });
      characters += line.length + 1;
      moments += marker.moments;
    }
  }
  const all = [opening, ...chapters.sort((a, b) => a.seconds - b.seconds)];
  if (all.length < CHAPTERS_MIN) throw tooFew(all.length);
  return { text: `${all.map(({ line }) => line).join('\n')}\n`, moments, leftOut };
}

function tooFew(possible: number): UserError {
  return new UserError(
    `YouTube shows chapters only where there are at least ${CHAPTERS_MIN}, each ${APART_SECONDS_MIN} s or longer and the first at 0:00. These moments give ${possible}, the one at 0:00 included. Take weaker moments as well, a longer stream, or another format.`,
  );
}

/** YouTube refuses angle brackets, and would take a clock time inside a title for a chapter of its own. */
function chapterText(title: string): string {
  return clip(title, TITLE_CHARACTERS_MAX)
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/(\d):(?=\d)/g, '$1.');
}
