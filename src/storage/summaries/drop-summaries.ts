import type { Kysely, Transaction } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import { raiseRevisions } from '../moments/revision.ts';
import type { Schema } from '../schema.ts';

/** Something that was said: what a summary may rest on. */
export interface Said {
  readonly channel: ChannelName;
  readonly receivedAt: EpochMs;
}

/** Summaries named at once in a statement. */
const sliceRows = 500;

interface Touched {
  readonly seq: number;
  readonly moment_id: MomentId | null;
}

export interface DroppedSummaries {
  readonly summaries: number;
  /** Moments that lost theirs. */
  readonly moments: readonly MomentId[];
}

/** Deletes the summaries of chat within `from` (inclusive) and `to` (exclusive), even where they only overlap. */
export async function dropWindow(
  trx: Transaction<Schema>,
  channel: ChannelName,
  from: EpochMs,
  to: EpochMs,
): Promise<DroppedSummaries> {
  return drop(trx, await meeting(trx, channel, from, to - 1));
}

/** Deletes the summaries whose window holds one of these. */
export async function dropSummariesOf(trx: Transaction<Schema>, said: readonly Said[]): Promise<DroppedSummaries> {
  const touched: Touched[] = [];
  for (const [channel, ofChannel] of Map.groupBy(said, (each) => each.channel)) {
    const times = ofChannel.map((each) => each.receivedAt).toSorted((a, b) => a - b);
    const rows = await meeting(trx, channel, times[0] ?? 0, times.at(-1) ?? 0);
    touched.push(...rows.filter((row) => times.some((at) => at >= row.from_at && at <= row.to_at)));
  }
  return drop(trx, touched);
}

/** Deletes the summaries that name a message, also where that itself is not stored. */
export async function dropSummariesNaming(
  trx: Transaction<Schema>,
  channel: ChannelName,
  messageId: string,
): Promise<DroppedSummaries> {
  const touched = await trx
    .selectFrom('summaries')
    .select(['seq', 'moment_id'])
    .where('channel', '=', channel)
    // A wildcard in an id only makes it match more.
    .where('points_json', 'like', `%${JSON.stringify(messageId)}%`)
    .execute();
  return drop(trx, touched);
}

async function meeting(db: Kysely<Schema>, channel: ChannelName, first: EpochMs, last: EpochMs) {
  return db
    .selectFrom('summaries')
    .select(['seq', 'moment_id', 'from_at', 'to_at'])
    .where('channel', '=', channel)
    .where('to_at', '>=', first)
    .where('from_at', '<=', last)
    .execute();
}

async function drop(trx: Transaction<Schema>, touched: readonly Touched[]): Promise<DroppedSummaries> {
  const moments = touched.flatMap(({ moment_id }) => (moment_id === null ? [] : [moment_id]));
  for (let start = 0; start < touched.length; start += sliceRows) {
    const seqs = touched.slice(start, start + sliceRows).map((each) => each.seq);
    await trx.deleteFrom('summaries').where('seq', 'in', seqs).execute();
  }
  for (let start = 0; start < moments.length; start += sliceRows) {
    await raiseRevisions(trx, moments.slice(start, start + sliceRows));
  }
  return { summaries: touched.length, moments };
}
