import type { Kysely } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { StoredMessage } from '../../domain/ports/stores.ts';
import { fromMessageRow } from '../messages/message-rows.ts';
import type { MessageRow, Schema } from '../schema.ts';

/** Stretches of time that the messages are taken from in turn. */
const stretches = 24;
/** Of each message wanted, so many are looked at: repeated and useless texts fall out. */
const spare = 4;
const limitMax = 500;

/**
 * Messages worth a person's judgement, newest first: from every part of the stored time, each text once, no chat
 * commands. Fewer than `limit` where a stretch of time holds little else than repetitions.
 */
export async function pickUnlabelled(
  db: Kysely<Schema>,
  channel: ChannelName,
  limit: number,
): Promise<readonly StoredMessage[]> {
  const wanted = Math.min(limit, limitMax);
  const first = await edge(db, channel, 'asc');
  const last = await edge(db, channel, 'desc');
  if (first === null || last === null || wanted <= 0) return [];
  const step = (last + 1 - first) / stretches;
  const seen = new Set<string>();
  const found: MessageRow[][] = [];
  for (let index = stretches - 1; index >= 0; index--) {
    const from = first + Math.floor(step * index);
    const to = first + Math.floor(step * (index + 1));
    const rows = await unlabelledWithin(db, channel, from, to, Math.ceil(wanted / stretches) * spare);
    found.push(rows.filter((row) => isWorthy(row.text, seen)));
  }
  return takeInTurn(found, wanted)
    .toSorted((a, b) => b.received_at - a.received_at)
    .map(fromMessageRow);
}

async function edge(db: Kysely<Schema>, channel: ChannelName, order: 'asc' | 'desc'): Promise<EpochMs | null> {
  const row = await db
    .selectFrom('messages')
    .select('received_at')
    .where('channel', '=', channel)
    .orderBy('received_at', order)
    .limit(1)
    .executeTakeFirst();
  return row?.received_at ?? null;
}

async function unlabelledWithin(
  db: Kysely<Schema>,
  channel: ChannelName,
  from: EpochMs,
  to: EpochMs,
  limit: number,
): Promise<readonly MessageRow[]> {
  return db
    .selectFrom('messages as m')
    .leftJoin('labels as l', (join) => join.onRef('l.channel', '=', 'm.channel').onRef('l.message_id', '=', 'm.id'))
    .selectAll('m')
    .where('m.channel', '=', channel)
    .where('m.received_at', '>=', from)
    .where('m.received_at', '<', to)
    .where('l.message_id', 'is', null)
    .orderBy('m.received_at', 'desc')
    .limit(limit)
    .execute();
}

function isWorthy(text: string, seen: Set<string>): boolean {
  const said = text.trim().replace(/\s+/g, ' ').toLowerCase();
  if (said === '' || said.startsWith('!') || seen.has(said)) return false;
  seen.add(said);
  return true;
}

function takeInTurn(groups: readonly (readonly MessageRow[])[], limit: number): readonly MessageRow[] {
  const taken: MessageRow[] = [];
  for (let round = 0; taken.length < limit && groups.some((group) => group.length > round); round++) {
    for (const group of groups) {
      const row = group[round];
      if (row !== undefined && taken.length < limit) taken.push(row);
    }
  }
  return taken;
}
