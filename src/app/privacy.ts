import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { LiveHub } from '../lib/live-feed.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { openPrivacyDesk, type PrivacyDesk } from '../runtime/privacy-desk.ts';
import type { Thinking } from './models.ts';
import type { Stores } from './stores.ts';

export interface PrivacyParts {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** Whoever holds what people wrote, besides the stores. */
export interface TextHolders {
  readonly pipeline: () => Pipeline;
  readonly feed: LiveHub;
  readonly thinking: Thinking;
  readonly wakeDelivery: () => void;
}

/** Keeps the promise to people who want nothing kept: in the stores, in memory and on what is shown. */
export function openPrivacy({ stores, clock, observer }: PrivacyParts, holders: TextHolders): Promise<PrivacyDesk> {
  const { storage, writer } = stores;
  const { pipeline, feed, thinking, wakeDelivery } = holders;
  return openPrivacyDesk({
    optOuts: storage.optOuts,
    messages: storage.messages,
    writer,
    channels: () => pipeline().channels(),
    takeBack: (retraction) => pipeline().accept(retraction),
    forgotten(chatterId) {
      feed.forgotten(chatterId);
      thinking.headlines.forgetChatter(chatterId);
      thinking.moods.forgetChatter(chatterId);
    },
    wakeDelivery,
    clock,
    observer,
  });
}
