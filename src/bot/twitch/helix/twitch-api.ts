import { AppTokenAuthProvider } from '@twurple/auth';
import type { ApiClient } from '@twurple/api';
import type { ChatSink, ChatSpeaker, StreamWatcher, TwitchDirectory } from '../../../domain/ports/chat.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ClipMaker } from '../../../domain/ports/desk.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import { systemClock } from '../../../lib/clock.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { HelixClipMaker } from './clip-maker.ts';
import { HelixDirectory } from './directory.ts';
import { EVENT_SUB_RECONNECT, EVENT_SUB_STABLE_MS, EventSub } from './event-sub.ts';
import { createApiClient } from './helix-call.ts';
import { Problems } from './problems.ts';
import { HelixSpeaker } from './speaker.ts';
import { STREAM_POLLER_LIMITS, StreamPoller, type StreamPollerLimits } from './stream-poller.ts';
import { TwitchStreamWatcher } from './stream-watcher.ts';
import {
  USER_SESSION_LIMITS,
  UserSession,
  type User,
  type UserSessionLimits,
  type UserTokens,
} from './user-session.ts';

export interface TwitchCredentials {
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

export interface TwitchApiOptions {
  readonly credentials: TwitchCredentials;
  /** Gets `stream` and `signal` events. */
  readonly sink: ChatSink;
  readonly observer: Observer;
  readonly logger: Logger;
  /** Called after every refresh; must write atomically. */
  readonly saveTokens?: (tokens: UserTokens) => Promise<void>;
  readonly limits?: Partial<StreamPollerLimits & UserSessionLimits & { readonly eventSubStableMs: number }>;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface TwitchApi extends AsyncDisposable {
  /** Null without any credentials. */
  readonly directory: TwitchDirectory | null;
  readonly watcher: StreamWatcher | null;
  /** Null without a user token, and while that token is not known to work. */
  speaker(): ChatSpeaker | null;
  /** Null without a user token; says itself what it lacks. */
  readonly clips: ClipMaker | null;
  /** What more credentials would add, one plain sentence each. */
  readonly missing: readonly string[];
  /** What is wrong at the moment, one plain sentence each. */
  problems(): readonly string[];
}

/** Everything beyond reading chat. All of it is optional: nothing here failing stops the bot. */
export function createTwitchApi(options: TwitchApiOptions): TwitchApi {
  const { credentials, observer, logger, sink } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const problems = new Problems(logger);
  const app = appClient(credentials, logger);
  const session = userSession(options, problems, clock, random);
  const missing = whatIsMissing(credentials);
  if (app === null && session === null) {
    return {
      directory: null,
      watcher: null,
      speaker: () => null,
      clips: null,
      missing,
      problems: () => [],
      async [Symbol.asyncDispose]() {},
    };
  }

  const api = (): ApiClient => {
    const client = app ?? session?.user?.api;
    if (client === undefined) throw new Error('the Twitch user token has not been validated yet');
    return client;
  };
  const ready = (): boolean => app !== null || (session !== null && session.user !== null);
  const directory = new HelixDirectory(api, clock);
  const limits = { ...STREAM_POLLER_LIMITS, ...options.limits };
  const poller = new StreamPoller({ api, ready, directory, sink, observer, problems, clock, limits });
  const reconnect = options.limits?.retry ?? EVENT_SUB_RECONNECT;
  const stableMs = options.limits?.eventSubStableMs ?? EVENT_SUB_STABLE_MS;
  const watcher = new TwitchStreamWatcher(
    poller,
    (user) => new EventSub({ user, sink, poller, observer, logger, clock, random, reconnect, stableMs }),
  );
  const clips = session === null ? null : new HelixClipMaker({ user: () => session.user, directory, api, observer });
  let speaker: HelixSpeaker | null = null;
  session?.start(() => {
    const { user } = session;
    speaker = user?.scopes.includes('user:write:chat') === true ? new HelixSpeaker(user, app, observer) : null;
    sayWhatScopesLack(user, problems);
    watcher.userChanged(user);
    void clips?.learnName();
  });
  return {
    directory,
    watcher,
    speaker: () => speaker,
    clips,
    missing,
    problems: () => problems.sentences(),
    async [Symbol.asyncDispose]() {
      await Promise.all([watcher[Symbol.asyncDispose](), session?.[Symbol.asyncDispose]()]);
    },
  };
}

function appClient({ clientId, clientSecret }: TwitchCredentials, logger: Logger): ApiClient | null {
  if (clientId === null || clientSecret === null) return null;
  return createApiClient(new AppTokenAuthProvider(clientId, clientSecret), logger);
}

function userSession(
  options: TwitchApiOptions,
  problems: Problems,
  clock: Clock,
  random: () => number,
): UserSession | null {
  const { clientId, clientSecret, accessToken, refreshToken } = options.credentials;
  if (accessToken === null) return null;
  return new UserSession({
    clientId,
    clientSecret,
    // People paste tokens with the prefix that IRC wants.
    tokens: { accessToken: accessToken.replace(/^oauth:/, ''), refreshToken },
    saveTokens: options.saveTokens ?? (async () => undefined),
    problems,
    logger: options.logger,
    clock,
    random,
    limits: { ...USER_SESSION_LIMITS, ...options.limits },
  });
}

function sayWhatScopesLack(user: User | null, problems: Problems): void {
  if (user === null || user.scopes.includes('user:write:chat')) problems.solved('scope-write');
  else
    problems.report(
      'scope-write',
      'TWITCH_ACCESS_TOKEN lacks the scope user:write:chat, so the bot cannot answer in Twitch chat.',
    );
}

function whatIsMissing({ clientId, clientSecret, accessToken, refreshToken }: TwitchCredentials): string[] {
  const sentences: string[] = [];
  const app = clientId !== null && clientSecret !== null;
  if (!app && accessToken === null) {
    sentences.push(
      'TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET would add live state, VOD links, and checking of channel names. Reading chat needs neither.',
    );
  }
  if (accessToken === null) {
    sentences.push(
      'TWITCH_ACCESS_TOKEN of a user, with the scopes user:write:chat and clips:edit, would let the bot answer in Twitch chat and make clips.',
    );
  } else if (refreshToken === null || !app) {
    sentences.push(
      'TWITCH_REFRESH_TOKEN together with TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET would keep the user token alive; without them it ends after about four hours.',
    );
  }
  return sentences;
}
