import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { SettingsStorage } from '../domain/ports/stores.ts';
import type { Config } from '../config/config.ts';
import { repeat } from '../lib/repeat.ts';
import { createJobQueue, type JobQueue } from '../runtime/job-queue.ts';
import { closeUnfinishedMoments } from '../runtime/restore.ts';
import { createMessageWriter, type MessageWriter } from '../storage/messages/message-writer.ts';
import { openSettings } from '../storage/settings/settings.ts';
import { openStorage, type MaintainedStorage } from '../storage/storage.ts';

const JOBS_MAX = 10_000;
const MAINTENANCE_EVERY_MS = 15 * 60_000;

export interface Stores {
  readonly storage: MaintainedStorage;
  readonly settings: SettingsStorage;
  /** Null where no messages are kept. */
  readonly writer: MessageWriter | null;
  /** Writes nobody waits for. */
  readonly jobs: JobQueue;
}

/** Opens the database and the settings, closes what a crash left open, and keeps both tidy. */
export async function openStores(
  stack: AsyncDisposableStack,
  config: Config['storage'],
  clock: Clock,
  observer: Observer,
): Promise<Stores> {
  const storage = stack.use(await openStorage(config.url, { clock }));
  const settings = stack.use(await openSettings(config.url, { clock, observer }));
  await closeUnfinishedMoments(storage, clock.now());
  const keepsMessages = config.messageRetentionDays > 0;
  const writer = keepsMessages ? stack.use(createMessageWriter({ store: storage.messages, clock, observer })) : null;
  const jobs = stack.use(createJobQueue('storage', JOBS_MAX, observer));
  const { messageRetentionDays } = config;
  const closing = new AbortController();
  const tidy = (): Promise<void> => storage.maintain(clock.now(), { messageRetentionDays }, closing.signal);
  stack.use(repeat(MAINTENANCE_EVERY_MS, tidy, (error) => observer.stageFailed('maintenance', error)));
  // Runs before the repetition waits for its last round.
  stack.defer(() => closing.abort());
  return { storage, settings, writer, jobs };
}
