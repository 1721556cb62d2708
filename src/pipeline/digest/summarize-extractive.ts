import type { Summary } from '../../domain/headline.ts';
import type { SummaryMessage, SummaryRequest } from '../../domain/ports/models.ts';

/** The window that `messages` are of, with the numbers of all its messages, of which `messages` may be a selection. */
export type ExtractWindow = Pick<SummaryRequest, 'channel' | 'from' | 'to' | 'totalMessages' | 'totalChatters'>;

/** What the messages of a window say, in chat's own words. */
export function summarizeExtractive(_messages: readonly SummaryMessage[], window: ExtractWindow): Summary {
  const { channel, from, to, totalMessages, totalChatters } = window;
  return {
    ...{ channel, from, to, messages: totalMessages, chatters: totalChatters },
    ...{ overview: '', points: [], sentiment: 0, model: 'extractive', fallback: null },
  };
}
