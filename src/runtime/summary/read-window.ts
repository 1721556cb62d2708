import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { SummaryMessage, SummaryRequest } from '../../domain/ports/models.ts';
import type { MessageStore } from '../../domain/ports/stores.ts';

/** More are thinned out evenly: a summary of a long evening rests on every second, every fourth … message. */
export const WINDOW_MESSAGES_MAX = 20_000;

/** A stretch of stored chat. */
export type WindowMessages = SummaryRequest;

export interface WindowOrder {
  readonly channel: ChannelName;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Messages and chatters of a window, thinned out evenly where there are too many; memory stays bounded. */
export async function readWindow(store: Pick<MessageStore, 'stream'>, order: WindowOrder): Promise<WindowMessages> {
  const { channel, from, to } = order;
  const chatters = new Set<string>();
  let kept: SummaryMessage[] = [];
  let keepEvery = 1;
  let totalMessages = 0;
  for await (const batch of store.stream(channel, from, to)) {
    for (const { id, chatterId, displayName, text, receivedAt } of batch) {
      chatters.add(chatterId);
      if (totalMessages++ % keepEvery !== 0) continue;
      kept.push({ id, author: displayName, text, at: receivedAt });
      if (kept.length <= WINDOW_MESSAGES_MAX) continue;
      kept = kept.filter((_, index) => index % 2 === 0);
      keepEvery *= 2;
    }
  }
  return { channel, from, to, totalMessages, totalChatters: chatters.size, messages: kept };
}
