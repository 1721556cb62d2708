import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { RetractionRule } from '../messages/retraction-index.ts';
import type { Schema } from '../schema.ts';

/** Labels deleted in one transaction. */
const sliceRows = 500;

export interface ForgottenLabels {
  readonly labels: number;
  /** False while there may be more. */
  readonly settled: boolean;
}

/** Deletes a slice of the labels of one chatter's messages, in every channel. */
export async function forgetLabels(db: Kysely<Schema>, chatterId: string): Promise<ForgottenLabels> {
  return deleteSlice(db, db.selectFrom('labels').select(['channel', 'message_id']).where('chatter_id', '=', chatterId));
}

/** Deletes a slice of the labels of what a rule takes back. */
export async function retractLabels(db: Kysely<Schema>, rule: RetractionRule): Promise<ForgottenLabels> {
  let found = db.selectFrom('labels').select(['channel', 'message_id']);
  if (rule.what !== 'forgotten') found = found.where('channel', '=', rule.channel);
  if (rule.what === 'message') found = found.where('message_id', '=', rule.subject);
  else found = found.where('sent_at', '<=', rule.until);
  if (rule.what === 'chatter' || rule.what === 'forgotten') found = found.where('chatter_id', '=', rule.subject);
  return deleteSlice(db, found);
}

async function deleteSlice(db: Kysely<Schema>, found: LabelKeys): Promise<ForgottenLabels> {
  const { numDeletedRows } = await db
    .deleteFrom('labels')
    .where((eb) =>
      eb(eb.refTuple('channel', 'message_id'), 'in', found.limit(sliceRows).$asTuple('channel', 'message_id')),
    )
    .executeTakeFirstOrThrow();
  const labels = Number(numDeletedRows);
  return { labels, settled: labels < sliceRows };
}

type LabelKeys = SelectQueryBuilder<Schema, 'labels', { channel: string; message_id: string }>;
