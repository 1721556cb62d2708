import type { Clock } from '../../domain/ports/clock.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { SettingsStorage } from '../../domain/ports/stores.ts';
import { parseDatabaseUrl, settingsLocation } from '../database-url.ts';
import { makeFolderFor } from '../open-problem.ts';
import { KeyvAddedChannelStore } from './added-channel-store.ts';
import { KeyvCache } from './cache.ts';
import { KeyvChannelSettingsStore } from './channel-store.ts';
import { Namespace } from './namespace.ts';
import { KeyvOverlayStore } from './overlay-store.ts';
import { KeyvTrackStore } from './track-store.ts';

export interface SettingsOptions {
  readonly clock: Clock;
  readonly observer: Observer;
}

/**
 * Opens (or creates) the settings in a file of their own beside the database, or in memory with `sqlite::memory:`.
 * @param url of the database, as for `openStorage`
 * @throws UserError with what to do, when the file cannot be used
 */
export async function openSettings(url: string, options: SettingsOptions): Promise<SettingsStorage> {
  const location = settingsLocation(parseDatabaseUrl(url));
  if (location.kind === 'file') makeFolderFor(location.path);
  await using stack = new AsyncDisposableStack();
  const tracks = stack.use(await Namespace.open(location, 'tracks'));
  const channels = stack.use(await Namespace.open(location, 'channels'));
  const added = stack.use(await Namespace.open(location, 'added'));
  const overlays = stack.use(await Namespace.open(location, 'overlays'));
  const caches = new Map<string, KeyvCache>();
  const owned = stack.move();
  return {
    tracks: new KeyvTrackStore(tracks, options.observer),
    channels: new KeyvChannelSettingsStore(channels, options.observer),
    added: new KeyvAddedChannelStore(added),
    overlays: new KeyvOverlayStore(overlays, options.observer),
    cache: (name) => {
      const known = caches.get(name);
      if (known !== undefined) return known;
      const cache = owned.use(new KeyvCache({ location, name, ...options }));
      caches.set(name, cache);
      return cache;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
