import type { Transaction } from 'kysely';
import type { MomentId } from '../../domain/hype-moment.ts';
import type { Schema } from '../schema.ts';

/**
 * Says that posted cards of these moments (at most some hundred) are out of date.
 * @param guildId whose cards change, null for every guild's
 */
export async function raiseRevisions(
  trx: Transaction<Schema>,
  ids: readonly MomentId[],
  guildId: string | null = null,
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('moments')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', 'in', ids)
    .execute();
  await scheduleEdits(trx, ids, guildId);
}

/** Puts the posted cards of these moments in line for an edit, no earlier than each one's next time. */
export async function scheduleEdits(
  trx: Transaction<Schema>,
  ids: readonly MomentId[],
  guildId: string | null = null,
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set((eb) => ({ edit_due_at: eb.ref('next_attempt_at') }))
    .where('moment_id', 'in', ids)
    .where('state', '=', 'delivered')
    .$if(guildId !== null, (query) => query.where('guild_id', '=', guildId ?? ''))
    .execute();
}
