import type { ChatMessage } from '../../domain/chat-event.ts';
import type { Mark } from '../../domain/desk.ts';
import { authorNameOf, noteOf } from '../../pipeline/marks/note.ts';

/** The mark in a message of Twitch chat: everything after the command is the note. */
export function markOf({ id, channel, author, text, receivedAt }: ChatMessage): Mark {
  return {
    id: `chat-${channel}-${id}`,
    channel,
    source: 'chat',
    guildId: null,
    authorId: author.id,
    authorName: authorNameOf(author.displayName || author.login),
    note: noteOf(text.replace(/^\S+/u, '')),
    at: receivedAt,
    momentId: null,
  };
}
