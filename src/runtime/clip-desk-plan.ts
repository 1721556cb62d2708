import type { EpochMs, StreamInfo } from '../domain/chat-event.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../lib/category-style.ts';
import { rate } from '../lib/format.ts';

/** A clip of the running stream ends about here after the call. Source: Twitch's "Clips" guide. */
const TAIL_SECONDS = 5;
/** What is worth keeping of how people react, after the moment was noticed. */
const REACTION_MS = 13_000;
/** After its start a moment is called for no later than this: what is behind the window cannot be had back. */
const CALL_WITHIN_MS = 45_000;
const DURATION = { min: 45, max: 60, vodMin: 5 } as const;
/** A link may reach further back than a clip is long; at least this much of the clip stays for the reaction. */
const REACTION_SECONDS_MIN = 10;

type Times = Pick<HypeMoment, 'startedAt' | 'detectedAt'>;

/**
 * When to ask for a clip of the running stream: late enough that it holds the reaction, early enough that 60 s still
 * reach back to `reachBackSeconds` before chat reacted.
 */
export function liveCallAt(moment: Times, reachBackSeconds: number): EpochMs {
  const back = Math.min(reachBackSeconds, DURATION.max - TAIL_SECONDS - REACTION_SECONDS_MIN);
  const reaches = moment.startedAt + (DURATION.max - TAIL_SECONDS - back) * 1_000;
  return Math.min(moment.detectedAt + REACTION_MS, moment.startedAt + CALL_WITHIN_MS, reaches);
}

/** Length, in seconds, of a clip asked for at `calledAt`: from before the joke to the end of what Twitch captures. */
export function liveDuration(
  moment: Pick<HypeMoment, 'startedAt'>,
  reachBackSeconds: number,
  calledAt: EpochMs,
): number {
  const wanted = (calledAt - moment.startedAt) / 1_000 + reachBackSeconds + TAIL_SECONDS;
  return Math.round(Math.min(DURATION.max, Math.max(DURATION.min, wanted)));
}

/** The same part of the video, in seconds; null where the stream is another one or holds too little of the moment. */
export function vodRange(
  moment: Pick<HypeMoment, 'startedAt' | 'peakAt' | 'channel' | 'streamId'>,
  stream: StreamInfo,
  reachBackSeconds: number,
  now: EpochMs,
): { readonly durationSeconds: number; readonly endOffsetSeconds: number } | null {
  if (stream.channel !== moment.channel || stream.id !== moment.streamId) return null;
  const secondsIn = (at: EpochMs): number => Math.floor((at - stream.startedAt) / 1_000);
  const begin = Math.max(0, secondsIn(moment.startedAt) - reachBackSeconds);
  const reacted = Math.max(secondsIn(moment.peakAt), secondsIn(moment.startedAt) + REACTION_MS / 1_000) + TAIL_SECONDS;
  const recorded = secondsIn(Math.min(now, stream.endedAt ?? now));
  const end = Math.min(begin + DURATION.max, Math.max(begin + DURATION.min, reacted), recorded);
  // Where the video is no further yet, a clip may be shorter than usual, but Twitch takes none that is too short.
  return end - begin < DURATION.vodMin ? null : { durationSeconds: end - begin, endOffsetSeconds: end };
}

/** `Funny in somechannel — 4.2× usual`: never anybody's words, because a title is public under the account's name. */
export function clipTitle(moment: Pick<HypeMoment, 'category' | 'channel' | 'multiplier'>): string {
  return `${CATEGORY_STYLE[moment.category].word} in ${moment.channel} — ${rate(moment.multiplier)}× usual`;
}
