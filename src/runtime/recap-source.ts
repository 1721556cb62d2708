import type { CardChart, DeliveryDecision } from '../domain/alert.ts';
import type { EpochMs, StreamInfo } from '../domain/chat-event.ts';
import type { MinuteMetrics } from '../domain/channel-metrics.ts';
import type { Summary, SummaryOrder } from '../domain/headline.ts';
import type { DetectorName, HypeMoment, MomentId } from '../domain/hype-moment.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Storage } from '../domain/ports/stores.ts';
import type { Track } from '../domain/track.ts';
import type { Message } from './announcing.ts';
import { composeRecap } from '../pipeline/recap/compose-recap.ts';
import { recapTitle, renderRecap } from '../pipeline/recap/render-recap.ts';
import { scoreThreshold } from '../pipeline/hype/sensitivity.ts';

/** A stream of two days at 20 alerts an hour. */
const MOMENTS_MAX = 1_000;
/** More than is kept of one track. */
const DECISIONS_MAX = 1_000;
/** Twitch ends streams after 48 h; a stored one without an end was not seen to end. */
const STREAM_LENGTH_MAX_MS = 48 * 3_600_000;

export interface RecapSourceOptions {
  readonly storage: Pick<Storage, 'metrics' | 'moments' | 'desk' | 'marks' | 'decisions'>;
  /** Null when nothing is known to draw or the drawing failed: a recap goes without a picture then. */
  readonly draw: (stream: RecapChartInput) => Promise<CardChart | null>;
  readonly summarize: (order: SummaryOrder) => Promise<Summary | null>;
  readonly detector: DetectorName;
  readonly clock: Pick<Clock, 'now'>;
}

export interface RecapChartInput {
  readonly stream: StreamInfo;
  readonly until: EpochMs;
  readonly minutes: readonly MinuteMetrics[];
  readonly moments: readonly HypeMoment[];
}

/** The recap of a stream as the guild of a track sees it. @throws when a store does */
export type RecapSource = (track: Track, stream: StreamInfo) => Promise<Message>;

export function createRecapSource({ storage, draw, summarize, detector, clock }: RecapSourceOptions): RecapSource {
  return async (track, stream) => {
    const { channel, guildId } = track;
    const from = stream.startedAt;
    const until = stream.endedAt ?? Math.min(clock.now(), from + STREAM_LENGTH_MAX_MS);
    // Not by the stream's id alone: before Twitch told of the stream, moments were found without one.
    const filter = { channels: [channel], since: from, until, minScore: scoreThreshold(track.sensitivity, detector) };
    const [summary, minutes, { items: moments }, marks, decisions, said] = await Promise.all([
      storage.metrics.summary(channel, from, until),
      storage.metrics.minutes(channel, from, until),
      storage.moments.list(filter, MOMENTS_MAX, 0),
      storage.marks.between(channel, guildId, from, until),
      storage.decisions.recent(guildId, track.id, DECISIONS_MAX),
      track.summaries ? summarize({ channel, from, to: until, mayAskModel: true }) : null,
    ]);
    const ids = moments.map(({ id }) => id);
    const [entries, chart] = await Promise.all([
      storage.desk.entries(ids, guildId),
      draw({ stream, until, minutes, moments: moments.filter((moment) => !moment.attack) }),
    ]);
    const recap = composeRecap({
      stream,
      until,
      summary,
      chattersInMinute: minutes.reduce((most, minute) => Math.max(most, minute.uniqueChatters), 0),
      moments,
      votes: new Map([...entries].map(([id, entry]) => [id, entry.votes])),
      marks,
      alerted: new Set(decisions.flatMap(alertedMoment)),
      reachBackSeconds: track.reachBackSeconds,
      said,
    });
    return { title: recapTitle(recap), content: renderRecap(recap, chart) };
  };
}

function alertedMoment({ kind, reason, momentId }: DeliveryDecision): readonly MomentId[] {
  return (kind === 'queued' || reason === 'grouped') && momentId !== null ? [momentId] : [];
}
