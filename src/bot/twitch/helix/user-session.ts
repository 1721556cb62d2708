import type { ApiClient } from '@twurple/api';
import {
  getTokenInfo,
  InvalidTokenError,
  RefreshingAuthProvider,
  refreshUserToken,
  StaticAuthProvider,
  type AccessToken,
  type AuthProvider,
} from '@twurple/auth';
import type { Clock } from '../../../domain/ports/clock.ts';
import { backoffMs, type BackoffOptions } from '../../../lib/backoff.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { quietSleep, settledWithin } from '../chat/wake-up.ts';
import { createApiClient, helix, isRefusal, statusOf } from './helix-call.ts';
import type { Problems } from './problems.ts';

/** What must survive a restart: a refresh may replace both. */
export interface UserTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

export interface UserSessionOptions {
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly tokens: UserTokens;
  /** Called after every refresh, before the tokens are relied on. */
  readonly saveTokens: (tokens: UserTokens) => Promise<void>;
  readonly problems: Problems;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: UserSessionLimits;
}

export interface UserSessionLimits {
  /** Twitch requires a validation every hour. */
  readonly validateMs: number;
  readonly retry: BackoffOptions;
}

export const USER_SESSION_LIMITS: UserSessionLimits = {
  validateMs: 3_600_000,
  retry: { firstMs: 5_000, maxMs: 600_000, jitter: 0.3 },
};

/** The account whose token we hold, while that token works. */
export interface User {
  readonly id: string;
  readonly login: string;
  readonly scopes: readonly string[];
  readonly api: ApiClient;
  /** For requests that must not go through the client's retries and queues. */
  readonly tokens: AuthProvider;
}

const disposeTimeoutMs = 1_000;
const LOGIN_AGAIN =
  'Twitch no longer accepts the user token. Log in again and set TWITCH_ACCESS_TOKEN and TWITCH_REFRESH_TOKEN.';

/**
 * Keeps a user token alive: validates it at start and every hour, refreshes it, hands new tokens out to be saved, and
 * recovers from refreshes that failed for passing reasons, which the library would remember for ever.
 */
export class UserSession implements AsyncDisposable {
  readonly #options: UserSessionOptions;
  readonly #stop = new AbortController();
  #tokens: UserTokens;
  #user: User | null = null;
  #provider: RefreshingAuthProvider | null = null;
  #changed: () => void = () => undefined;
  #running: Promise<void> | null = null;

  constructor(options: UserSessionOptions) {
    this.#options = options;
    this.#tokens = options.tokens;
  }

  /** Null while the token is not known to work. */
  get user(): User | null {
    return this.#user;
  }

  /** @param changed called whenever {@link user} comes or goes */
  start(changed: () => void): void {
    this.#changed = changed;
    this.#running ??= this.#run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    if (this.#running !== null) await settledWithin(this.#options.clock, disposeTimeoutMs, this.#running);
  }

  async #run(): Promise<void> {
    const { clock, limits, random, problems } = this.#options;
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.#validate();
        failures = 0;
        problems.solved('user-token');
        problems.solved('user-token-check');
        await quietSleep(clock, limits.validateMs, signal);
      } catch (error) {
        if (error instanceof InvalidTokenError || isRefusal(error)) {
          this.#lose();
          problems.report('user-token', LOGIN_AGAIN, error);
        } else {
          problems.report(
            'user-token-check',
            `The Twitch user token could not be checked (${statusOf(error) ?? 'no answer'}). Trying again.`,
            error,
          );
        }
        await quietSleep(clock, backoffMs(failures++, limits.retry, random()), signal);
      }
    }
  }

  /** @throws InvalidTokenError or a refusal where only a new login helps, anything else where waiting may */
  async #validate(): Promise<void> {
    let info = await this.#info();
    if (info === null) {
      await this.#refresh();
      info = await this.#info();
    }
    if (info === null) throw new InvalidTokenError();
    if (info.userId === null || info.userName === null) {
      this.#options.problems.report(
        'user-token-kind',
        'TWITCH_ACCESS_TOKEN is an app token; answering in chat needs the token of a user.',
      );
      throw new InvalidTokenError();
    }
    if (this.#user?.id === info.userId) {
      this.#recover();
      return;
    }
    const { logger } = this.#options;
    const tokens = this.#createProvider(info.clientId, info.userId, info.scopes);
    const api = createApiClient(tokens, logger);
    this.#user = { id: info.userId, login: info.userName, scopes: info.scopes, api, tokens };
    this.#changed();
  }

  async #info(): Promise<Awaited<ReturnType<typeof getTokenInfo>> | null> {
    try {
      return await helix('token validation', () => getTokenInfo(this.#tokens.accessToken));
    } catch (error) {
      if (error instanceof InvalidTokenError) return null;
      throw error;
    }
  }

  async #refresh(): Promise<void> {
    const { clientId, clientSecret } = this.#options;
    const { refreshToken } = this.#tokens;
    if (clientId === null || clientSecret === null || refreshToken === null) throw new InvalidTokenError();
    const fresh = await helix('token refresh', () => refreshUserToken(clientId, clientSecret, refreshToken));
    await this.#keep(fresh);
    if (this.#user !== null) this.#provider?.addUser(this.#user.id, fresh);
  }

  #createProvider(
    tokenClientId: string,
    userId: string,
    scopes: string[],
  ): RefreshingAuthProvider | StaticAuthProvider {
    const { clientId, clientSecret } = this.#options;
    const { accessToken, refreshToken } = this.#tokens;
    if (clientId === null || clientSecret === null || refreshToken === null) {
      return new StaticAuthProvider(tokenClientId, accessToken, scopes);
    }
    const provider = new RefreshingAuthProvider({ clientId, clientSecret });
    provider.addUser(userId, {
      accessToken,
      refreshToken,
      scope: scopes,
      expiresIn: null,
      obtainmentTimestamp: this.#options.clock.now(),
    });
    provider.onRefresh((_, token) => void this.#keep(token));
    provider.onRefreshFailure((_, error) => void this.#afterRefreshFailure(error));
    this.#provider = provider;
    return provider;
  }

  async #keep(token: AccessToken): Promise<void> {
    this.#tokens = { accessToken: token.accessToken, refreshToken: token.refreshToken ?? this.#tokens.refreshToken };
    try {
      await this.#options.saveTokens(this.#tokens);
    } catch (error) {
      this.#options.problems.report(
        'user-token-save',
        'The refreshed Twitch tokens could not be saved; after a restart a new login may be needed.',
        error,
      );
    }
  }

  /** A refresh the library gave up on: for good only where Twitch said no. */
  async #afterRefreshFailure(error: Error): Promise<void> {
    const { problems, clock, limits, random } = this.#options;
    if (isRefusal(error)) {
      this.#lose();
      problems.report('user-token', LOGIN_AGAIN, error);
      return;
    }
    problems.report('user-token-check', 'The Twitch user token could not be refreshed. Trying again.', error);
    await quietSleep(clock, backoffMs(0, limits.retry, random()), this.#stop.signal);
    this.#recover();
  }

  /** Makes the library forget a failed refresh. */
  #recover(): void {
    const { refreshToken, accessToken } = this.#tokens;
    const user = this.#user;
    if (user === null || this.#provider === null || refreshToken === null) return;
    this.#provider.addUser(user.id, {
      accessToken,
      refreshToken,
      scope: [...user.scopes],
      expiresIn: null,
      obtainmentTimestamp: this.#options.clock.now(),
    });
  }

  #lose(): void {
    if (this.#user === null) return;
    this.#user = null;
    this.#provider = null;
    this.#changed();
  }
}
