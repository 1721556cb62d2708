import type { ChatMessage } from '../domain/chat-event.ts';
import type { StoredMessage } from '../domain/ports/stores.ts';

/**
 * A stored message as the pipeline takes it, for a second run over stored chat. What only decides whether a message
 * counts at all (badges, room, where a shared chat copied it from) is left empty: a stored message did count.
 */
export function chatMessageOf(stored: StoredMessage): ChatMessage {
  const { id, channel, chatterId, displayName, text, sentAt, receivedAt, emotes, firstEver } = stored;
  return {
    kind: 'message',
    id,
    channel,
    sentAt,
    receivedAt,
    roomId: '',
    author: { id: chatterId, login: displayName.toLowerCase(), displayName, color: null, badges: [] },
    text,
    action: false,
    emotes,
    bits: 0,
    firstEver,
    replyTo: null,
    source: null,
  };
}
