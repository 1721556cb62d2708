import type { Summary, SummaryFallback } from '../../domain/headline.ts';
import { isoTime } from '../format.ts';
import { rounded } from './rounded.ts';

/** What a chat said over a stretch of time, on every wire. */
export interface SummaryFrame {
  readonly type: 'summary';
  readonly channel: string;
  readonly window_start: string;
  readonly window_end: string;
  readonly messages: number;
  readonly chatters: number;
  readonly overview: string;
  /** In order of time. `message_ids` are what each statement rests on. */
  readonly points: readonly {
    readonly text: string;
    readonly timestamp: string;
    readonly messages: number;
    readonly message_ids: readonly string[];
  }[];
  /** −1 to 1. */
  readonly sentiment: number;
  readonly model: string;
  /** Why no language model wrote it although one is set; null otherwise. */
  readonly fallback: SummaryFallback | null;
}

export function summaryFrame(summary: Summary): SummaryFrame {
  return {
    type: 'summary',
    channel: summary.channel,
    window_start: isoTime(summary.from),
    window_end: isoTime(summary.to),
    messages: summary.messages,
    chatters: summary.chatters,
    overview: summary.overview,
    points: summary.points.map(({ text, at, messages, messageIds }) => ({
      text,
      timestamp: isoTime(at),
      messages,
      message_ids: messageIds,
    })),
    sentiment: rounded(summary.sentiment),
    model: summary.model,
    fallback: summary.fallback,
  };
}
