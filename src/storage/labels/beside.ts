import { existsSync } from 'node:fs';
import { Kysely } from 'kysely';
import { UserError } from '../../domain/command.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { LabelStore } from '../../domain/ports/stores.ts';
import { parseDatabaseUrl } from '../database-url.ts';
import { RetractionIndex } from '../messages/retraction-index.ts';
import { isNewest } from '../migrations/migrate.ts';
import { explainOpenError } from '../open-problem.ts';
import type { Schema } from '../schema.ts';
import { sqliteDialect } from '../sqlite/dialect.ts';
import { claimDatabase } from '../sqlite/identity.ts';
import { openFileEngine } from '../sqlite/worker-engine.ts';
import { openStorage } from '../storage.ts';
import { SqlLabelStore } from './label-store.ts';

/** What may be done with labels beside a running bot: everything that takes messages as they are stored. */
export interface LabelsBeside
  extends Pick<LabelStore, 'label' | 'remove' | 'counts' | 'all' | 'unlabelled'>, AsyncDisposable {}

/**
 * Opens the labels of a database that the running bot may have open too. Each label is one short transaction, which in WAL
 * mode waits for the bot's own and lets its readers go on. A label is only made of a message that is stored at that
 * instant, so what a moderator or a person took back cannot come in again.
 * @throws UserError with what to do, when there is no database, or it belongs to another version
 */
export async function openLabelsBeside(url: string, clock: Clock): Promise<LabelsBeside> {
  const location = parseDatabaseUrl(url);
  if (location.kind === 'memory') {
    throw new UserError(
      'There are no labels to work with: DATABASE_URL keeps nothing. Set it to the file of the bot, for example sqlite:data/hypewire.db.',
    );
  }
  if (!existsSync(location.path)) {
    throw new UserError(
      `There is no database ${location.path} yet. Run the bot first, so that there are messages to label, or point DATABASE_URL at its file.`,
    );
  }
  return (await openNewest(location.path)) ?? updated(url, location.path, clock);
}

/** A file of an older version is brought up to date, which only works while no bot runs on it. */
async function updated(url: string, file: string, clock: Clock): Promise<LabelsBeside> {
  const storage = await openStorage(url, { clock, lockWaitMs: 0 });
  await storage[Symbol.asyncDispose]();
  const labels = await openNewest(file);
  if (labels === null) throw new Error(`The database ${file} could not be brought to the newest schema`);
  return labels;
}

/** Null where the schema is another than this version's. */
async function openNewest(file: string): Promise<LabelsBeside | null> {
  await using stack = new AsyncDisposableStack();
  try {
    const db = stack.adopt(new Kysely<Schema>({ dialect: sqliteDialect(await openFileEngine(file)) }), (open) =>
      open.destroy(),
    );
    const untyped = db as unknown as Kysely<unknown>;
    await claimDatabase(untyped, file);
    if (!(await isNewest(untyped, file))) return null;
    // Labels of stored messages need no rules of what was taken back: that is not stored any more.
    const labels = new SqlLabelStore(db, new RetractionIndex(0));
    const owned = stack.move();
    return {
      label: (...label) => labels.label(...label),
      remove: (...label) => labels.remove(...label),
      counts: (channels) => labels.counts(channels),
      all: () => labels.all(),
      unlabelled: (...asked) => labels.unlabelled(...asked),
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } catch (error) {
    throw explainOpenError(file, error);
  }
}
