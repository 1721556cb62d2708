import { randomUUID } from 'node:crypto';
import { Kysely } from 'kysely';
import type { EpochMs } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Storage } from '../domain/ports/stores.ts';
import { SqlChatterStore } from './chatter-store.ts';
import { parseDatabaseUrl, type DatabaseLocation } from './database-url.ts';
import { SqlDecisionStore } from './delivery/decision-store.ts';
import { SqlOutboxStore } from './delivery/outbox-store.ts';
import { SqlClipStore } from './desk/clip-store.ts';
import { SqlDeskStore } from './desk/desk-store.ts';
import { SqlMarkStore } from './desk/mark-store.ts';
import { runMaintenance, type RetentionOptions } from './maintenance.ts';
import { SqlLabelStore } from './labels/label-store.ts';
import { SqlMessageStore } from './messages/message-store.ts';
import { Retractor } from './messages/retractor.ts';
import { SqlEmoteUseStore } from './metrics/emote-use-store.ts';
import { SqlMetricsStore } from './metrics/metrics-store.ts';
import { SqlMoodStore } from './metrics/mood-store.ts';
import { migrate } from './migrations/migrate.ts';
import { SqlMomentStore } from './moments/moment-store.ts';
import { explainOpenError, makeFolderFor } from './open-problem.ts';
import { SqlOptOutStore } from './opt-out-store.ts';
import type { Schema } from './schema.ts';
import { SqlSpendStore } from './spend-store.ts';
import { sqliteDialect } from './sqlite/dialect.ts';
import { openMemoryEngine, type SqliteEngine } from './sqlite/engine.ts';
import { claimDatabase } from './sqlite/identity.ts';
import { openFileEngine } from './sqlite/worker-engine.ts';
import { SqlStreamStore } from './stream-store.ts';
import { SqlSummaryStore } from './summaries/summary-store.ts';
import { acquireWriterLock } from './writer-lock.ts';

export interface StorageOptions {
  readonly clock: Clock;
  /** How long a predecessor gets to let go of the file; 5,000 unless told. */
  readonly lockWaitMs?: number;
}

/** The relational store with its housekeeping. */
export interface MaintainedStorage extends Storage {
  /**
   * Sums past hours and deletes what is older than its keep; to be called about once an hour. Works in slices of a few
   * milliseconds, other work goes in between; ends early when `signal` aborts or the storage is closed.
   */
  maintain(now: EpochMs, retention: RetentionOptions, signal?: AbortSignal): Promise<void>;
}

/**
 * Opens (or creates) the database and brings it to the newest schema. Disposing finishes the statement under way and
 * closes the file.
 * @param url `sqlite:path` or `sqlite::memory:`
 * @throws UserError with what to do, when the file cannot be used or another process uses it
 */
export async function openStorage(url: string, options: StorageOptions): Promise<MaintainedStorage> {
  const location = parseDatabaseUrl(url);
  const file = location.kind === 'file' ? location.path : ':memory:';
  await using stack = new AsyncDisposableStack();
  if (location.kind === 'file') {
    makeFolderFor(location.path);
    stack.use(await acquireWriterLock(location.path, { clock: options.clock, waitMs: options.lockWaitMs ?? 5_000 }));
  }
  try {
    const engine = await openEngine(location);
    const db = stack.adopt(new Kysely<Schema>({ dialect: sqliteDialect(engine) }), (open) => open.destroy());
    const untyped = db as unknown as Kysely<unknown>;
    await claimDatabase(untyped, file);
    await migrate(untyped, file);
    const storage = createStores(db, options.clock, stack);
    await storage.retractor.restore();
    const owned = stack.move();
    return { ...storage.stores, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  } catch (error) {
    throw explainOpenError(file, error);
  }
}

async function openEngine(location: DatabaseLocation): Promise<SqliteEngine> {
  return location.kind === 'memory' ? openMemoryEngine() : openFileEngine(location.path);
}

function createStores(db: Kysely<Schema>, clock: Clock, stack: AsyncDisposableStack) {
  const retractor = new Retractor(db, clock);
  const messages = new SqlMessageStore(db, retractor, clock);
  const outbox = new SqlOutboxStore(db, randomUUID());
  const decisions = new SqlDecisionStore(db);
  const streams = new SqlStreamStore(db);
  const closing = new AbortController();
  let maintenance: Promise<void> = Promise.resolve();
  stack.defer(async () => {
    closing.abort();
    // A failed run was its caller's to handle; here only its end matters.
    await Promise.allSettled([maintenance]);
  });
  const maintain = (now: EpochMs, retention: RetentionOptions, signal = closing.signal): Promise<void> => {
    const parts = { db, messages, retractor, outbox, decisions, streams };
    maintenance = runMaintenance(parts, now, retention, AbortSignal.any([signal, closing.signal]));
    return maintenance;
  };
  const stores = {
    moments: new SqlMomentStore(db, retractor.index),
    metrics: new SqlMetricsStore(db),
    messages,
    outbox,
    decisions,
    streams,
    desk: new SqlDeskStore(db),
    marks: new SqlMarkStore(db, retractor.index),
    clips: new SqlClipStore(db),
    moods: new SqlMoodStore(db),
    emotes: new SqlEmoteUseStore(db),
    spend: new SqlSpendStore(db),
    summaries: new SqlSummaryStore(db, retractor.erasures, clock),
    labels: new SqlLabelStore(db, retractor.index),
    optOuts: new SqlOptOutStore(db, retractor),
    chatters: new SqlChatterStore(db),
    maintain,
  };
  return { retractor, stores };
}
