import type { TwitchDirectory, TwitchUser } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { TtlMap } from '../lib/ttl-map.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import type { TwitchLookup } from './command.ts';

/** Discord waits 3 s for choices and cannot be asked to wait longer. */
const SEARCH_TIMEOUT_MS = 2000;
const CHECK_TIMEOUT_MS = 5000;
const SEARCH_RESULTS_MAX = 25;
const SEARCH_CACHE = { ttlMs: 60_000, entriesMax: 500 };

/**
 * @param onProblem told what Twitch failed at; the caller logs it. The answer is "unknown" then, because a Twitch that
 * does not answer must not keep anybody from setting up a track.
 */
export function createTwitchLookup(
  directory: TwitchDirectory | null,
  clock: Clock,
  onProblem: (what: string, error: unknown) => void,
): TwitchLookup {
  const searches = new TtlMap<readonly TwitchUser[]>(SEARCH_CACHE);
  const find = async (login: string): Promise<TwitchUser | null | 'unchecked'> => {
    if (directory === null) return 'unchecked';
    try {
      return await withTimeout('finding somebody on Twitch', CHECK_TIMEOUT_MS, null, () => directory.findUser(login));
    } catch (error) {
      onProblem('twitch-check', error);
      return 'unchecked';
    }
  };
  return {
    available: directory !== null,
    find,

    async check(channel) {
      const user = await find(channel);
      if (user === 'unchecked') return user;
      return user === null ? 'missing' : 'exists';
    },

    async search(query) {
      if (directory === null) return null;
      const known = searches.get(query, clock.now());
      if (known !== undefined) return known;
      try {
        const found = await withTimeout('searching Twitch channels', SEARCH_TIMEOUT_MS, null, () =>
          directory.searchChannels(query, SEARCH_RESULTS_MAX),
        );
        searches.set(query, found, clock.now());
        return found;
      } catch (error) {
        onProblem('twitch-search', error);
        return null;
      }
    },
  };
}
