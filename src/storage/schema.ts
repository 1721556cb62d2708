import type { Generated } from 'kysely';

/**
 * The tables as TypeScript sees them; the migrations create them. Times are milliseconds since the epoch, `*_json`
 * columns hold JSON, flags are 0 or 1.
 */
export interface Schema {
  readonly streams: StreamRow;
  readonly messages: MessageRow;
  readonly retractions: RetractionRow;
  readonly minute_metrics: MinuteRow;
  readonly minute_samples: MinuteSamplesRow;
  readonly hour_metrics: HourRow;
  readonly moments: MomentRow;
  readonly moment_quotes: QuoteRow;
  readonly moment_series: SeriesRow;
  readonly outbox: OutboxRow;
  readonly decisions: DecisionRow;
  readonly votes: VoteRow;
  readonly desk_entries: DeskRow;
  readonly marks: MarkRow;
  readonly clips: ClipRow;
  readonly minute_moods: MinuteMoodRow;
  readonly emote_hours: EmoteHourRow;
  readonly spend: SpendRow;
  readonly summaries: SummaryRow;
  readonly labels: LabelRow;
  readonly opt_outs: OptOutRow;
}

export interface StreamRow {
  id: string;
  channel: string;
  room_id: string;
  started_at: number;
  ended_at: number | null;
  title: string;
  category: string;
  vod_id: string | null;
}

export interface MessageRow {
  channel: string;
  id: string;
  chatter_id: string;
  display_name: string;
  text: string;
  sent_at: number;
  /** Never goes back within a channel. */
  received_at: number;
  first_ever: number;
  /** Id, name, start and end of each emote use, one after the other; '' where there is none. */
  emotes_json: string;
}

/** What was taken back lately, so that nothing written afterwards brings it in again. */
export interface RetractionRow {
  what: 'message' | 'chatter' | 'everything' | 'forgotten';
  /** '' where every channel is meant. */
  channel: string;
  /** Message or chatter id; '' for `everything`. */
  subject: string;
  /** Covers what was written up to here. */
  until: number;
  noted_at: number;
  /** 0 while stored rows may still await their deletion. */
  settled: number;
}

export interface MinuteRow {
  channel: string;
  minute: number;
  messages: number;
  unique_chatters: number;
  characters: number;
  emote_uses: number;
  peak_per_second: number;
  peak_score: number;
  top_emotes_json: string;
}

/** Apart from the minute: big, and only the last minutes are ever needed. */
export interface MinuteSamplesRow {
  channel: string;
  minute: number;
  samples: Uint8Array;
}

/** Sums of an hour's minutes, so that a month is read from 720 rows instead of 43,200. */
export interface HourRow {
  channel: string;
  hour: number;
  /** 1 while a minute of the hour changed after the sums were made; then they mean nothing. */
  stale: number;
  messages: number;
  minutes: number;
  peak_per_second: number;
  busiest_at: number;
  busiest_messages: number;
  top_emotes_json: string;
}

export interface MomentRow {
  id: string;
  channel: string;
  stream_id: string | null;
  detector: string;
  phase: string;
  started_at: number;
  detected_at: number;
  peak_at: number;
  ended_at: number | null;
  stream_seconds: number | null;
  score: number;
  peak_score: number;
  velocity: number;
  peak_velocity: number;
  baseline_mean: number;
  baseline_std: number;
  multiplier: number;
  unique_chatters: number;
  messages: number;
  category: string;
  attack: number;
  /** Top emotes, contributions and discounts: read with the moment, never searched. */
  details_json: string;
  revision: number;
}

/** The only place where a moment's quotes stand: deleting the row is forgetting them. */
export interface QuoteRow {
  moment_id: string;
  position: number;
  channel: string;
  /** The moment's, so that a retraction reaches only what was said before it. */
  started_at: number;
  message_id: string;
  chatter_id: string;
  display_name: string;
  text: string;
}

export interface SeriesRow {
  moment_id: string;
  from_at: number;
  series: Uint8Array;
}

export interface OutboxRow {
  id: string;
  moment_id: string;
  track_id: string;
  guild_id: string;
  channel: string;
  target_kind: string;
  target_id: string;
  nonce: string;
  ping_role_id: string | null;
  reach_back_seconds: number;
  crosspost: number;
  created_at: number;
  state: string;
  attempts: number;
  next_attempt_at: number;
  posted_channel_id: string | null;
  posted_message_id: string | null;
  posted_revision: number;
  last_error: string | null;
  /** The run of the process that began sending, and when. */
  sender: string | null;
  sending_since: number | null;
  /** When the card may be edited; null while it shows all there is. */
  edit_due_at: number | null;
}

export interface DecisionRow {
  seq: Generated<number>;
  guild_id: string;
  track_id: string;
  channel: string;
  moment_id: string | null;
  at: number;
  kind: string;
  reason: string;
  detail: string;
}

export interface VoteRow {
  moment_id: string;
  guild_id: string;
  user_id: string;
  vote: string;
  at: number;
}

/** One guild's desk for one moment. The counts are those of `votes`, kept so that a list never adds them up. */
export interface DeskRow {
  moment_id: string;
  guild_id: string;
  status: string;
  claimed_by: string | null;
  changed_at: number;
  clip_votes: number;
  not_votes: number;
  duplicate_votes: number;
}

export interface MarkRow {
  id: string;
  channel: string;
  source: string;
  guild_id: string | null;
  author_id: string;
  author_name: string;
  note: string;
  at: number;
  moment_id: string | null;
}

export interface ClipRow {
  moment_id: string;
  channel: string;
  state: string;
  clip_id: string | null;
  url: string | null;
  account: string;
  problem: string | null;
  at: number;
}

export interface MinuteMoodRow {
  channel: string;
  minute: number;
  messages: number;
  score: number;
  positive: number;
  neutral: number;
  negative: number;
  moods_json: string;
  dominant: string;
  confidence: number;
}

/** Uses of one emote within one hour. */
export interface EmoteHourRow {
  channel: string;
  hour: number;
  name: string;
  uses: number;
}

/** One model, one purpose, one UTC date. */
export interface SpendRow {
  day: string;
  model: string;
  purpose: string;
  calls: number;
  failed_calls: number;
  prompt_tokens: number;
  completion_tokens: number;
  usd: number;
}

export interface SummaryRow {
  seq: Generated<number>;
  /** The moment it tells of; null for a stretch of time. */
  moment_id: string | null;
  channel: string;
  from_at: number;
  to_at: number;
  messages: number;
  chatters: number;
  overview: string;
  points_json: string;
  sentiment: number;
  model: string;
  fallback: string | null;
}

/** Holds the text itself, so that an export reads one table; it goes when its message does. */
export interface LabelRow {
  channel: string;
  message_id: string;
  chatter_id: string;
  text: string;
  sent_at: number;
  category: string;
  labelled_by: string;
  labelled_at: number;
}

export interface OptOutRow {
  chatter_id: string;
  at: number;
  by: string;
}
