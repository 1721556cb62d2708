import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EpochMs, StreamInfo } from '../../../domain/chat-event.ts';
import type { DeskEntry } from '../../../domain/desk.ts';
import type { HypeMoment, MomentId, Sensitivity } from '../../../domain/hype-moment.ts';
import type { Track } from '../../../domain/track.ts';
import { scoreThreshold } from '../../../pipeline/hype/sensitivity.ts';
import type { CommandContext } from '../../command.ts';

const DAY_MS = 86_400_000;
/** Long enough to hold what is rare, short enough to be about the chat of today. */
const LOOK_BACK_DAYS = 90;
/** Of more, the newest are looked at, and the time they span is said. */
const MOMENTS_MAX = 3_000;
/** Read in pieces, with a turn for live chat after each. */
const MOMENTS_PER_READ = 250;
const STREAMS_MAX = 400;
/** Chat still reacts when the stream has just ended. */
const AFTERMATH_MS = 5 * 60_000;

/** What is stored of a channel, for judging it again by other settings. */
export interface Evidence {
  /** Strong enough for at least one of the sensitivities asked about, newest first. */
  readonly moments: readonly HypeMoment[];
  /** What this guild made of them; moments nobody touched are absent. */
  readonly entries: ReadonlyMap<MomentId, DeskEntry>;
  /** The streams within, newest first. */
  readonly streams: readonly StreamInfo[];
  readonly since: EpochMs;
  /** Minutes of chat seen within. */
  readonly minutes: number;
  /** False when there were more moments than are looked at. */
  readonly complete: boolean;
}

/** Reads the last {@link LOOK_BACK_DAYS} of the track's channel, or one stream of it. */
export async function readEvidence(
  context: CommandContext,
  track: Track,
  stream: StreamInfo | null,
  sensitivities: readonly Sensitivity[],
): Promise<Evidence> {
  const { channel } = track;
  const now = context.clock.now();
  const from = stream?.startedAt ?? now - LOOK_BACK_DAYS * DAY_MS;
  const until = Math.min(now, (stream?.endedAt ?? Infinity) + AFTERMATH_MS);
  const minScore = Math.min(...sensitivities.map((each) => scoreThreshold(each, context.detector)));
  const moments: HypeMoment[] = [];
  const entries = new Map<MomentId, DeskEntry>();
  let read = 0;
  let total = Infinity;
  while (read < Math.min(total, MOMENTS_MAX)) {
    const page = await context.guild.moments({ channel, since: from, until, minScore }, MOMENTS_PER_READ, read);
    if (page.items.length === 0) break;
    total = page.total;
    read += page.items.length;
    // Scores of different detectors do not compare; a moment found before its stream was known belongs to it.
    moments.push(
      ...page.items.filter(
        ({ detector, streamId }) =>
          detector === context.detector && (stream === null || streamId === null || streamId === stream.id),
      ),
    );
    for (const [id, entry] of await context.guild.desk.entries(page.items)) entries.set(id, entry);
    await nextTurn();
  }
  const complete = read >= total || total === Infinity;
  const since = complete ? from : (moments.at(-1)?.startedAt ?? from);
  const [{ minutes }, streams] = await Promise.all([
    context.metrics.summary(channel, since, until),
    stream === null ? context.streams.recent(channel, STREAMS_MAX) : [stream],
  ]);
  const within = streams.filter(({ startedAt, endedAt }) => startedAt < until && (endedAt ?? Infinity) > since);
  return { moments, entries, streams: within, since, minutes, complete };
}
