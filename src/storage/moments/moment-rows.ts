import type { EmoteCount } from '../../domain/channel-metrics.ts';
import type { Contribution, HypeMoment, MomentCategory, DetectorName, Quote } from '../../domain/hype-moment.ts';
import type { MomentRow, QuoteRow } from '../schema.ts';

/** What `details_json` holds. */
interface Details {
  readonly topEmotes: readonly EmoteCount[];
  readonly contributions: readonly Contribution[];
  readonly discounts: readonly Contribution[];
}

/** What a quote needs of its row. */
export type QuoteColumns = Pick<QuoteRow, 'moment_id' | 'message_id' | 'chatter_id' | 'display_name' | 'text'>;

export function toMomentRow(moment: HypeMoment, revision: number): MomentRow {
  const { topEmotes, contributions, discounts } = moment;
  const details: Details = { topEmotes, contributions, discounts };
  return {
    id: moment.id,
    channel: moment.channel,
    stream_id: moment.streamId,
    detector: moment.detector,
    phase: moment.phase,
    started_at: moment.startedAt,
    detected_at: moment.detectedAt,
    peak_at: moment.peakAt,
    ended_at: moment.endedAt,
    stream_seconds: moment.streamSeconds,
    score: moment.score,
    peak_score: moment.peakScore,
    velocity: moment.velocity,
    peak_velocity: moment.peakVelocity,
    baseline_mean: moment.baselineMean,
    baseline_std: moment.baselineStd,
    multiplier: moment.multiplier,
    unique_chatters: moment.uniqueChatters,
    messages: moment.messages,
    category: moment.category,
    attack: moment.attack ? 1 : 0,
    details_json: JSON.stringify(details),
    revision,
  };
}

export function toQuoteRows(moment: HypeMoment): QuoteRow[] {
  return moment.quotes.map((quote, position) => ({
    moment_id: moment.id,
    position,
    channel: moment.channel,
    started_at: moment.startedAt,
    message_id: quote.messageId,
    chatter_id: quote.chatterId,
    display_name: quote.displayName,
    text: quote.text,
  }));
}

/** @param quotes the rows of this moment, by position */
export function fromMomentRow(row: MomentRow, quotes: readonly QuoteColumns[]): HypeMoment {
  const { topEmotes, contributions, discounts } = JSON.parse(row.details_json) as Details;
  return {
    id: row.id,
    channel: row.channel,
    streamId: row.stream_id,
    detector: row.detector as DetectorName,
    phase: row.phase as HypeMoment['phase'],
    startedAt: row.started_at,
    detectedAt: row.detected_at,
    peakAt: row.peak_at,
    endedAt: row.ended_at,
    streamSeconds: row.stream_seconds,
    score: row.score,
    peakScore: row.peak_score,
    velocity: row.velocity,
    peakVelocity: row.peak_velocity,
    baselineMean: row.baseline_mean,
    baselineStd: row.baseline_std,
    multiplier: row.multiplier,
    uniqueChatters: row.unique_chatters,
    messages: row.messages,
    category: row.category as MomentCategory,
    topEmotes,
    contributions,
    discounts,
    attack: row.attack === 1,
    quotes: quotes.map(fromQuoteRow),
  };
}

function fromQuoteRow(row: QuoteColumns): Quote {
  return { messageId: row.message_id, chatterId: row.chatter_id, displayName: row.display_name, text: row.text };
}
