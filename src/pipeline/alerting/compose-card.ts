import type { AlertCard, CardChart, CardLinks } from '../../domain/alert.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { Summary } from '../../domain/headline.ts';
import type { Contribution, HypeMoment } from '../../domain/hype-moment.ts';
import { rate, vodUrl } from '../../lib/format.ts';
import { composeCardDesk, type DeskFacts } from './compose-card-desk.ts';

/** More does not fit beside a chart on a phone. */
const WHY_MAX = 4;
const DISCOUNTS_MAX = 3;
const EMOTES_MAX = 5;
const QUOTES_MAX = 3;

export interface CardOptions {
  /** The broadcast the moment belongs to; null while unknown. */
  readonly stream: StreamInfo | null;
  readonly reachBackSeconds: number;
  /** Address of the dashboard; null without a public one. */
  readonly dashboardUrl: string | null;
  readonly chart: CardChart | null;
  readonly test: boolean;
  /** The guild's work on the moment; null or left out for a card nobody can act on. A rehearsal or an attack never has one. */
  readonly desk?: DeskFacts | null;
  /** What chat said; null or left out where nobody wants it, or it is not known yet. */
  readonly summary?: Summary | null;
}

/** Everything a card shows about a moment as it stands. */
export function composeCard(moment: HypeMoment, options: CardOptions): AlertCard {
  // An attack is for moderators to deal with, not for a team to vote on and clip.
  const desk = options.test || moment.attack ? null : (options.desk ?? null);
  return {
    momentId: moment.id,
    channel: moment.channel,
    category: moment.category,
    phase: moment.phase,
    test: options.test,
    startedAt: moment.startedAt,
    peakAt: moment.peakAt,
    endedAt: moment.endedAt,
    multiplier: moment.multiplier,
    velocity: moment.peakVelocity,
    uniqueChatters: moment.uniqueChatters,
    messages: moment.messages,
    score: moment.peakScore,
    why: whyOf(moment),
    discounts: texts(moment.discounts, (contribution) => -contribution.points).slice(0, DISCOUNTS_MAX),
    topEmotes: moment.topEmotes.slice(0, EMOTES_MAX),
    // An attack must not be amplified by quoting it.
    quotes: moment.attack ? [] : moment.quotes.slice(0, QUOTES_MAX),
    summary: moment.attack ? null : (options.summary?.overview ?? null),
    links: {
      vod: vodLink(moment, options.stream, options.reachBackSeconds),
      channel: `https://www.twitch.tv/${encodeURIComponent(moment.channel)}`,
      clip: desk?.clip?.url ?? null,
      dashboard:
        options.dashboardUrl === null
          ? null
          : `${options.dashboardUrl}/#/history/${encodeURIComponent(moment.channel)}`,
    },
    chart: options.chart,
    desk: desk === null ? null : composeCardDesk(desk),
  };
}

/**
 * The VOD at the moment's start less `reachBackSeconds`, never before its beginning. Null without a VOD, or when the
 * stream is another one than the moment's.
 */
export function vodLink(
  moment: Pick<HypeMoment, 'channel' | 'startedAt' | 'streamId'>,
  stream: StreamInfo | null,
  reachBackSeconds: number,
): CardLinks['vod'] {
  if (stream === null || stream.vodId === null || stream.channel !== moment.channel) return null;
  if (moment.streamId !== null && moment.streamId !== stream.id) return null;
  const intoStream = (moment.startedAt - stream.startedAt) / 1000;
  const offsetSeconds = Math.max(0, Math.floor(intoStream - reachBackSeconds));
  return { url: vodUrl(stream.vodId, offsetSeconds), offsetSeconds };
}

function whyOf(moment: HypeMoment): readonly string[] {
  const reasons = texts(moment.contributions, (contribution) => contribution.points).slice(0, WHY_MAX);
  if (reasons.length > 0) return reasons;
  return [`${rate(moment.peakVelocity)} msg/s where ${rate(moment.baselineMean)} is usual`];
}

/** Distinct, without empty ones, the weightiest first. */
function texts(contributions: readonly Contribution[], weight: (contribution: Contribution) => number): string[] {
  const sorted = contributions.toSorted((a, b) => weight(b) - weight(a));
  return [...new Set(sorted.map((contribution) => contribution.text.trim()))].filter((text) => text !== '');
}
