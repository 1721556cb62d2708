import type { Kysely, Transaction } from 'kysely';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { MomentId } from '../../domain/hype-moment.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { forgetMarks } from '../desk/forget-marks.ts';
import { retractLabels } from '../labels/forget-labels.ts';
import { raiseRevisions } from '../moments/revision.ts';
import type { Schema } from '../schema.ts';
import { shedLog } from '../sqlite/shed-log.ts';
import { dropSummariesNaming, dropSummariesOf, type Said } from '../summaries/drop-summaries.ts';
import { RecentErasures } from '../summaries/recent-erasures.ts';
import { forgottenRule, RetractionIndex, type RetractionRule } from './retraction-index.ts';

/** Rows deleted in one transaction. */
const sliceRows = 500;
/** Rules kept to hold off what is written late; the oldest go first. */
const rulesMax = 100_000;
/** How long a rule is kept: no moment stays open, and no message waits, nearly as long. */
const rulesKeptMs = 24 * 3_600_000;
/** Some minutes of heavy moderation. */
const erasuresMax = 50_000;

export interface Erased {
  readonly messages: number;
  readonly moments: readonly MomentId[];
  readonly marks: number;
  readonly labels: number;
}

/**
 * Takes back what was said: deletes it from the messages, the labels, the quotes of moments and, of a forgotten chatter,
 * from the marks, deletes the summaries that rest on it, and remembers the rule for a day, so that what is saved later does
 * not bring it in again. A deletion that a crash cut short is finished at the next start.
 */
export class Retractor {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly index = new RetractionIndex(rulesMax);
  readonly erasures = new RecentErasures(erasuresMax);

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Reads the rules back after a start and finishes the deletions under way. */
  async restore(): Promise<void> {
    const rows = await this.#db
      .selectFrom('retractions')
      .selectAll()
      .orderBy('noted_at', 'desc')
      .limit(rulesMax)
      .execute();
    for (const row of rows.toReversed()) this.index.add(row);
    const optedOut = await this.#db.selectFrom('opt_outs').select('chatter_id').execute();
    for (const row of optedOut) this.index.exclude(row.chatter_id);
    for (const row of rows) if (row.settled === 0) await this.#eraseAll(row);
  }

  async erase(rule: RetractionRule): Promise<Erased> {
    // Before anything is awaited: what is saved from here on is held against the rule.
    this.index.add(rule);
    return this.#eraseAll(rule);
  }

  /** Notes that a chatter's traces are to be deleted; a start after a crash does it where nobody else did. */
  async announceForgetting(trx: Transaction<Schema>, chatterId: string): Promise<void> {
    const rule = forgottenRule(chatterId, this.#clock.now());
    this.index.add(rule);
    await this.#note(trx, rule, false);
  }

  /** Forgets rules that can no longer matter; true when there may be more. */
  async prune(now: EpochMs): Promise<boolean> {
    const gone = await this.#db
      .deleteFrom('retractions')
      .where((eb) =>
        eb(
          eb.refTuple('what', 'channel', 'subject'),
          'in',
          eb
            .selectFrom('retractions')
            .select(['what', 'channel', 'subject'])
            .where('noted_at', '<', now - rulesKeptMs)
            .where('settled', '=', 1)
            .limit(sliceRows)
            .$asTuple('what', 'channel', 'subject'),
        ),
      )
      .returning(['what', 'channel', 'subject'])
      .execute();
    for (const rule of gone) this.index.remove(rule);
    return gone.length === sliceRows;
  }

  async #eraseAll(rule: RetractionRule): Promise<Erased> {
    const moments = new Set<MomentId>();
    const sums = { messages: 0, marks: 0, labels: 0 };
    for (;;) {
      const slice = await this.#db.transaction().execute((trx) => this.#eraseSlice(trx, rule));
      sums.messages += slice.messages;
      sums.marks += slice.marks;
      sums.labels += slice.labels;
      for (const id of slice.moments) moments.add(id);
      if (slice.settled) break;
    }
    // Who asks to be forgotten leaves the file at once; what a moderator takes back leaves its log with the next upkeep.
    if (rule.what === 'forgotten') await shedLog(this.#db);
    return { ...sums, moments: [...moments] };
  }

  async #eraseSlice(trx: Transaction<Schema>, rule: RetractionRule): Promise<Erased & { readonly settled: boolean }> {
    const said = await deleteMessages(trx, rule);
    const summed = await this.#dropSummaries(trx, rule, said);
    const quotes = await deleteQuotes(trx, rule);
    const quoted = [...new Set(quotes)];
    await raiseRevisions(trx, quoted);
    const { labels, settled: labelsSettled } = await retractLabels(trx, rule);
    // A moderator's timeout takes back chat; a mark is a note of somebody trusted and leaves only with its author.
    const marked = rule.what === 'forgotten' ? await forgetMarks(trx, rule.subject, ['chat']) : null;
    const moments = [...new Set([...quoted, ...summed, ...(marked?.moments ?? [])])];
    const settled = said.length < sliceRows && quotes.length < sliceRows && labelsSettled && (marked?.settled ?? true);
    await this.#note(trx, rule, settled);
    return { messages: said.length, moments, marks: marked?.marks ?? 0, labels, settled };
  }

  /** The moments that lost what was written about them. */
  async #dropSummaries(
    trx: Transaction<Schema>,
    rule: RetractionRule,
    said: readonly Said[],
  ): Promise<readonly MomentId[]> {
    const now = this.#clock.now();
    for (const { channel, receivedAt } of said) this.erasures.add(channel, receivedAt, now);
    const { moments } = await dropSummariesOf(trx, said);
    if (rule.what !== 'message') return moments;
    const naming = await dropSummariesNaming(trx, rule.channel, rule.subject);
    return [...moments, ...naming.moments];
  }

  async #note(trx: Transaction<Schema>, rule: RetractionRule, settled: boolean): Promise<void> {
    const { what, channel, subject, until } = rule;
    await trx
      .insertInto('retractions')
      .values({ what, channel, subject, until, noted_at: this.#clock.now(), settled: settled ? 1 : 0 })
      .onConflict((conflict) =>
        conflict.columns(['what', 'channel', 'subject']).doUpdateSet((eb) => ({
          until: eb.ref('excluded.until'),
          noted_at: eb.ref('excluded.noted_at'),
          settled: eb.ref('excluded.settled'),
        })),
      )
      .execute();
  }
}

/** Deletes a slice of messages; when each was received. */
async function deleteMessages(trx: Transaction<Schema>, rule: RetractionRule): Promise<readonly Said[]> {
  let found = trx.selectFrom('messages').select(['channel', 'id']).limit(sliceRows);
  if (rule.what !== 'forgotten') found = found.where('channel', '=', rule.channel);
  if (rule.what === 'message') found = found.where('id', '=', rule.subject);
  else found = found.where('sent_at', '<=', rule.until);
  if (rule.what === 'chatter' || rule.what === 'forgotten') found = found.where('chatter_id', '=', rule.subject);
  return trx
    .deleteFrom('messages')
    .where((eb) => eb(eb.refTuple('channel', 'id'), 'in', found.$asTuple('channel', 'id')))
    .returning(['channel', 'received_at as receivedAt'])
    .execute();
}

/** Deletes a slice of quotes; the moment of each. */
async function deleteQuotes(trx: Transaction<Schema>, rule: RetractionRule): Promise<readonly MomentId[]> {
  let found = trx.selectFrom('moment_quotes').select(['moment_id', 'position']).limit(sliceRows);
  if (rule.what !== 'forgotten') found = found.where('channel', '=', rule.channel);
  if (rule.what === 'message') found = found.where('message_id', '=', rule.subject);
  else found = found.where('started_at', '<=', rule.until);
  if (rule.what === 'chatter' || rule.what === 'forgotten') found = found.where('chatter_id', '=', rule.subject);
  const rows = await trx
    .deleteFrom('moment_quotes')
    .where((eb) => eb(eb.refTuple('moment_id', 'position'), 'in', found.$asTuple('moment_id', 'position')))
    .returning('moment_id')
    .execute();
  return rows.map((row) => row.moment_id);
}
