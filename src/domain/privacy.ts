import type { ChannelName, EpochMs } from './chat-event.ts';

/** Somebody who wants nothing of theirs kept or shown. Only the id is needed to keep the promise. */
export interface OptOut {
  readonly chatterId: string;
  readonly at: EpochMs;
  /** `chat`: they said so themselves with `!optout`; `admin`: on their behalf with `/privacy`. */
  readonly by: 'chat' | 'admin';
}

/** What was deleted of one person. */
export interface Forgotten {
  readonly messages: number;
  readonly moments: number;
  readonly marks: number;
  readonly labels: number;
}

/** What stands of one person in some channels. */
export interface ChatterTraces extends Omit<Forgotten, 'moments'> {
  /** Moments whose cards quote them. */
  readonly quotes: number;
}

/** Days that things are kept besides messages, their labels and summaries, which go after `MESSAGE_RETENTION_DAYS`. */
export const RETENTION_DAYS = {
  /** Messages a minute, mood a minute, emotes an hour. */
  metrics: 400,
  /** The chart of a moment. */
  series: 90,
  /** Alerts that were delivered or given up. */
  alerts: 90,
  /** The log of why something was or was not posted. */
  decisions: 30,
  /** Moments with their quotes, votes, marks and clips; streams. */
  moments: 730,
  /** What model calls cost. */
  spend: 365,
} as const;

/** Categories a message can be labelled with; what a fine-tuned model will answer. */
export const LABEL_CATEGORIES = ['pos', 'neu', 'neg'] as const;
export type LabelCategory = (typeof LABEL_CATEGORIES)[number];
export type LabelCounts = Readonly<Record<LabelCategory, number>>;
/** OpenAI's guides to fine-tuning a classifier advise so many examples of each category. */
export const EXAMPLES_WANTED = 100;

/** A person's judgement of one message, for fine-tuning. */
export interface LabelledMessage {
  readonly messageId: string;
  readonly channel: ChannelName;
  readonly chatterId: string;
  readonly text: string;
  readonly sentAt: EpochMs;
  readonly category: LabelCategory;
  /** Discord user id, or `console`. */
  readonly labelledBy: string;
  readonly labelledAt: EpochMs;
}
