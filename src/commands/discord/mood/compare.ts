import type { EpochMs, StreamInfo } from '../../../domain/chat-event.ts';
import type { MinuteMood, MoodSnapshot } from '../../../domain/mood.ts';
import { signed } from '../../../lib/format.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The mood now must not be compared with itself. */
const RECENT_MS = 5 * MINUTE_MS;
/** Longer streams are compared with their last days. */
const BACK_MAX_MS = 3 * DAY_MS;
const MESSAGES_MIN = 50;
/** Smaller differences are weather. */
const DIFFERENCE_MIN = 0.1;

/** Since when minutes are needed to compare with. */
export function comparedSince(stream: StreamInfo | null, now: EpochMs): EpochMs {
  return Math.max(now - BACK_MAX_MS, (stream?.startedAt ?? now) - DAY_MS);
}

/** How the mood now stands against the stream so far and the day before; '' where too little was said then. */
export function compareText(
  mood: Pick<MoodSnapshot, 'score'>,
  minutes: readonly MinuteMood[],
  stream: StreamInfo | null,
  now: EpochMs,
): string {
  const began = stream?.startedAt ?? now;
  const soFar = meanScore(minutes, began, now - RECENT_MS);
  const before = meanScore(minutes, began - DAY_MS, Math.min(began, now - RECENT_MS));
  const lines = [
    ...(soFar === null
      ? []
      : [`This stream so far: ${signed(soFar)}, so chat is ${differenceText(mood.score - soFar)}`]),
    ...(before === null
      ? []
      : [
          `The 24 hours before${stream === null ? '' : ' the stream'}: ${signed(before)}, so chat is ${differenceText(mood.score - before)}`,
        ]),
  ];
  return lines.length === 0 ? '' : `**Against its usual**\n${lines.join('\n')}`;
}

/** Mean score of the messages received from `from` to before `to`; null where there are too few. */
function meanScore(minutes: readonly MinuteMood[], from: EpochMs, to: EpochMs): number | null {
  let messages = 0;
  let sum = 0;
  for (const minute of minutes) {
    if (minute.minute < from || minute.minute >= to) continue;
    messages += minute.messages;
    sum += minute.messages * minute.score;
  }
  return messages < MESSAGES_MIN ? null : sum / messages;
}

function differenceText(difference: number): string {
  if (Math.abs(difference) < DIFFERENCE_MIN) return 'about as usual';
  return difference > 0 ? 'brighter than usual' : 'gloomier than usual';
}
