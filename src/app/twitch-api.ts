import { createHash } from 'node:crypto';
import type { Config } from '../config/config.ts';
import type { ChatEvent } from '../domain/chat-event.ts';
import type { ChatSpeaker, StreamWatcher, TwitchDirectory } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { ClipMaker } from '../domain/ports/desk.ts';
import type { HealthPart } from '../domain/ports/health.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { createTwitchApi } from '../bot/twitch/helix/twitch-api.ts';
import { repeat } from '../lib/repeat.ts';
import { noClipMaker } from '../runtime/clip-desk-absent.ts';
import { searchVods } from '../runtime/vod-search.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Stores } from './stores.ts';

const VOD_SEARCH_EVERY_MS = 30_000;
/** A refresh token that was not used for so long has ended anyway. */
const TOKENS_KEPT_MS = 365 * 24 * 3_600_000;

export interface TwitchParts extends AsyncDisposable {
  readonly directory: TwitchDirectory | null;
  readonly watcher: StreamWatcher | null;
  /** Null where no user token is configured; refuses politely while the token does not work. */
  readonly speaker: ChatSpeaker | null;
  /** Refuses with a sentence where no user token is configured. */
  readonly clipMaker: ClipMaker;
  /** What more credentials would add. */
  readonly hints: readonly string[];
  isOwnAccount(userId: string): boolean;
  status(): HealthPart;
}

export interface TwitchPartsDeps {
  readonly config: Config;
  readonly stores: Stores;
  readonly accept: (event: ChatEvent) => void;
  readonly wakeDelivery: () => void;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly logger: Logger;
}

/** Everything that needs a Twitch token, as far as there is one. */
export async function connectTwitch(deps: TwitchPartsDeps): Promise<TwitchParts> {
  const { stores, clock, observer, logger } = deps;
  const { app, user } = deps.config.twitch;
  const kept = await keptTokens(stores, user);
  await using stack = new AsyncDisposableStack();
  const api = stack.use(
    createTwitchApi({
      credentials: {
        clientId: app?.clientId ?? user?.clientId ?? null,
        clientSecret: app?.clientSecret ?? null,
        accessToken: kept.tokens?.accessToken ?? null,
        refreshToken: kept.tokens?.refreshToken ?? null,
      },
      sink: deps.accept,
      saveTokens: kept.save,
      observer,
      logger,
      clock,
    }),
  );
  const { directory } = api;
  if (directory !== null) {
    const { streams, moments } = stores.storage;
    const round = (): Promise<void> =>
      searchVods({ directory, streams, moments, wakeDelivery: deps.wakeDelivery }, clock.now());
    stack.use(repeat(VOD_SEARCH_EVERY_MS, round, (error) => observer.stageFailed('vod-search', error)));
  }
  const owned = stack.move();
  return {
    directory,
    watcher: api.watcher,
    speaker: user === null ? null : whenReady(() => api.speaker()),
    clipMaker: api.clips ?? noClipMaker,
    hints: api.missing,
    isOwnAccount: (userId) => api.speaker()?.userId === userId,
    status: () => twitchHealth(directory !== null, api.problems(), api.missing),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

/**
 * Refreshed tokens outlive the process: the ones in the environment may be hours old. They are filed under the
 * configured token, so that configuring another one begins anew.
 */
async function keptTokens(stores: Stores, user: Config['twitch']['user']) {
  if (user === null) return { tokens: null, save: async () => undefined };
  const cache = stores.settings.cache('twitch-tokens');
  const key = createHash('sha256')
    .update(`${user.accessToken} ${user.refreshToken ?? ''}`)
    .digest('hex');
  const stored = await cache.get<Tokens>(key);
  const save = (tokens: Tokens): Promise<void> =>
    cache.set(key, { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken }, TOKENS_KEPT_MS);
  return { tokens: stored ?? user, save };
}

function whenReady(speaker: () => ChatSpeaker | null): ChatSpeaker {
  return {
    get userId() {
      return speaker()?.userId ?? '';
    },
    say: async (...line) => (await speaker()?.say(...line)) ?? { kind: 'refused', reason: 'no-token' },
  };
}

function twitchHealth(on: boolean, problems: readonly string[], missing: readonly string[]): HealthPart {
  const name = 'twitch api';
  if (!on) return { name, state: 'off', detail: missing.join(' ') };
  if (problems.length > 0) return { name, state: 'degraded', detail: problems.join(' ') };
  return { name, state: 'ok', detail: 'live state and VOD links are looked up' };
}
