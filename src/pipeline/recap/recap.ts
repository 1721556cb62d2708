import type { CardLinks } from '../../domain/alert.ts';
import type { EmoteCount } from '../../domain/channel-metrics.ts';
import type { ChannelName, EpochMs, StreamInfo } from '../../domain/chat-event.ts';
import type { Mark, VoteTally } from '../../domain/desk.ts';
import type { Summary } from '../../domain/headline.ts';
import type { HypeMoment, MomentCategory, MomentId } from '../../domain/hype-moment.ts';
import type { MetricsSummary } from '../../domain/ports/stores.ts';
import type { SummaryPlace } from './render-summary.ts';

/** What a recap is made from: one stream in one guild's eyes. */
export interface RecapInput {
  readonly stream: StreamInfo;
  /** End of the stream, or now while it lasts. */
  readonly until: EpochMs;
  readonly summary: MetricsSummary;
  /** Most distinct chatters in one minute. */
  readonly chattersInMinute: number;
  /** Those strong enough for the guild, in any order. */
  readonly moments: readonly HypeMoment[];
  /** Votes of the guild; absent where nobody voted. */
  readonly votes: ReadonlyMap<MomentId, VoteTally>;
  /** Marks the guild may see. */
  readonly marks: readonly Mark[];
  /** Moments the guild was alerted of. */
  readonly alerted: ReadonlySet<MomentId>;
  readonly reachBackSeconds: number;
  /** What chat said; null where nobody wants it told, or it said too little. */
  readonly said: Summary | null;
}

export interface Recap {
  readonly channel: ChannelName;
  readonly title: string;
  readonly category: string;
  readonly startedAt: EpochMs;
  readonly until: EpochMs;
  readonly live: boolean;
  readonly messages: number;
  readonly busiestMinute: { readonly at: EpochMs; readonly messages: number } | null;
  readonly peakPerSecond: number;
  readonly chattersInMinute: number;
  readonly topEmotes: readonly EmoteCount[];
  /** Moments in all, and bursts that looked like attacks, which are no moments. */
  readonly moments: number;
  readonly attacks: number;
  readonly alerts: number;
  /** Voted moments, and those of them with more votes for a clip than against. */
  readonly judged: number;
  readonly kept: number;
  /** Best first. */
  readonly best: readonly RecapMoment[];
  /** What people marked and the machine did not see, oldest first. */
  readonly marked: readonly RecapMark[];
  /** More of them than are shown. */
  readonly markedBeyond: number;
  readonly said: Summary | null;
  readonly place: SummaryPlace;
  /** The whole video; null without one. */
  readonly vodUrl: string | null;
}

export interface RecapMoment {
  readonly id: MomentId;
  readonly category: MomentCategory;
  readonly multiplier: number;
  /** Into the stream, where the link lands. */
  readonly offsetSeconds: number;
  readonly vod: CardLinks['vod'];
  readonly votes: VoteTally | null;
  /** The most telling note of a person; '' without one. */
  readonly note: string;
}

export interface RecapMark {
  readonly offsetSeconds: number;
  readonly vod: CardLinks['vod'];
  readonly people: number;
  readonly notes: readonly string[];
}
