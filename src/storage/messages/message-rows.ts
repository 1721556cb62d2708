import type { ChatMessage, EmoteUse } from '../../domain/chat-event.ts';
import type { StoredMessage } from '../../domain/ports/stores.ts';
import type { MessageRow } from '../schema.ts';

/** What `emotes_json` holds: one list for all uses, which takes half the room of a list of objects. */
type FlatEmotes = readonly (string | number)[];
const FIELDS = 4;

export function toMessageRow(message: ChatMessage): MessageRow {
  return {
    channel: message.channel,
    id: message.id,
    chatter_id: message.author.id,
    display_name: message.author.displayName,
    text: message.text,
    sent_at: message.sentAt,
    received_at: message.receivedAt,
    first_ever: message.firstEver ? 1 : 0,
    emotes_json: toEmotesJson(message.emotes),
  };
}

export function fromMessageRow(row: MessageRow): StoredMessage {
  return {
    id: row.id,
    channel: row.channel,
    chatterId: row.chatter_id,
    displayName: row.display_name,
    text: row.text,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    emotes: fromEmotesJson(row.emotes_json),
    firstEver: row.first_ever === 1,
  };
}

function toEmotesJson(emotes: readonly EmoteUse[]): string {
  if (emotes.length === 0) return '';
  const flat: FlatEmotes = emotes.flatMap(({ id, name, start, end }) => [id, name, start, end]);
  return JSON.stringify(flat);
}

function fromEmotesJson(json: string): readonly EmoteUse[] {
  if (json === '') return [];
  const flat = JSON.parse(json) as FlatEmotes;
  return Array.from({ length: flat.length / FIELDS }, (_, index) => {
    const [id, name, start, end] = flat.slice(index * FIELDS, (index + 1) * FIELDS);
    return { id: String(id), name: String(name), start: Number(start), end: Number(end) };
  });
}
