import type { Transaction } from 'kysely';
import type { Mark } from '../../domain/desk.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import { raiseRevisions } from '../moments/revision.ts';
import type { Schema } from '../schema.ts';

/** Marks deleted in one transaction. */
const sliceRows = 500;

export interface ForgottenMarks {
  readonly marks: number;
  /** Moments whose cards lost a note. */
  readonly moments: readonly MomentId[];
  /** False while there may be more. */
  readonly settled: boolean;
}

/**
 * Deletes a slice of the marks of one author, raising the revision of the moments that had them.
 * @param sources ids of Twitch and of Discord are different numbers, so a wish made in one names no author of the other
 */
export async function forgetMarks(
  trx: Transaction<Schema>,
  authorId: string,
  sources: readonly Mark['source'][],
): Promise<ForgottenMarks> {
  const gone = await trx
    .deleteFrom('marks')
    .where((eb) =>
      eb(
        'id',
        'in',
        eb
          .selectFrom('marks')
          .select('id')
          .where('author_id', '=', authorId)
          .where('source', 'in', sources)
          .limit(sliceRows),
      ),
    )
    .returning('moment_id')
    .execute();
  const moments = [...new Set(gone.flatMap(({ moment_id }) => (moment_id === null ? [] : [moment_id])))];
  await raiseRevisions(trx, moments);
  return { marks: gone.length, moments, settled: gone.length < sliceRows };
}
