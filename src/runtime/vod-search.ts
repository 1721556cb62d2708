import type { EpochMs } from '../domain/chat-event.ts';
import type { TwitchDirectory } from '../domain/ports/chat.ts';
import type { MomentStore, StreamStore } from '../domain/ports/stores.ts';
import { withTimeout } from '../lib/with-timeout.ts';

const HOUR_MS = 3_600_000;
/** A video that has not appeared by then will not: the channel keeps none. */
const SEARCH_FOR_MS = 12 * HOUR_MS;
const LOOKUP_TIMEOUT_MS = 10_000;

export interface VodSearchOptions {
  readonly directory: TwitchDirectory;
  readonly streams: StreamStore;
  readonly moments: MomentStore;
  readonly wakeDelivery: () => void;
}

/** One round: asks for the video of every recent stream that has none yet, and lets posted cards gain the link. */
export async function searchVods(options: VodSearchOptions, now: EpochMs): Promise<void> {
  for (const stream of await options.streams.withoutVod(now - SEARCH_FOR_MS)) {
    const vodId = await withTimeout('looking for a VOD', LOOKUP_TIMEOUT_MS, null, () =>
      options.directory.findVod(stream),
    );
    if (vodId === null) continue;
    await options.streams.save({ ...stream, vodId });
    await options.moments.touchStream(stream.id);
    options.wakeDelivery();
  }
}
