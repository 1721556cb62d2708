import type { ChatMessage } from '../../domain/chat-event.ts';
import type { Mood, Sentiment, SentimentLabel } from '../../domain/mood.ts';
import { isoTime } from '../format.ts';
import type { ChatUser } from './chat-user.ts';
import { emoteRanges, type EmoteRanges } from './emote-ranges.ts';
import { rounded } from './rounded.ts';

/** One chat message on the WebSocket. `message` is what a stranger wrote: show it as text, never as markup. */
export interface ChatMessageFrame {
  readonly type: 'chat_message';
  readonly channel: string;
  readonly user: ChatUser;
  readonly message: string;
  /** ISO 8601, UTC, milliseconds: when Twitch received it. */
  readonly timestamp: string;
  readonly message_id: string;
  /** Twitch's own emotes. */
  readonly emotes: EmoteRanges;
  /** Names of all emotes in it, other providers' included, one entry a use. */
  readonly emote_names: readonly string[];
  readonly bits: number;
  /** Written with `/me`. */
  readonly is_action: boolean;
  /** The chatter's first message ever in this channel. */
  readonly is_first_message: boolean;
  readonly reply_to: { readonly message_id: string; readonly username: string } | null;
  readonly sentiment: { readonly label: SentimentLabel; readonly score: number; readonly mood: Mood };
}

export function chatMessageFrame(
  message: ChatMessage,
  user: ChatUser,
  sentiment: Sentiment,
  emoteNames: readonly string[],
): ChatMessageFrame {
  const { replyTo } = message;
  return {
    type: 'chat_message',
    channel: message.channel,
    user,
    message: message.text,
    timestamp: isoTime(message.sentAt),
    message_id: message.id,
    emotes: emoteRanges(message.text, message.emotes),
    emote_names: [...emoteNames],
    bits: message.bits,
    is_action: message.action,
    is_first_message: message.firstEver,
    reply_to: replyTo === null ? null : { message_id: replyTo.messageId, username: replyTo.login },
    sentiment: { label: sentiment.label, score: rounded(sentiment.score), mood: sentiment.mood },
  };
}
