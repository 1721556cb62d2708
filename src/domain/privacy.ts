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

/** Categories a message can be labelled with; what a fine-tuned model will answer. */
export const LABEL_CATEGORIES = ['pos', 'neu', 'neg'] as const;
export type LabelCategory = (typeof LABEL_CATEGORIES)[number];

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
