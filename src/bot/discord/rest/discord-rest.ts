import {
  DefaultRestOptions,
  DiscordAPIError,
  REST,
  type RateLimitData,
  type RawFile,
  type RequestMethod,
} from 'discord.js';
import type { Clock } from '../../../domain/ports/clock.ts';
import { backoffMs } from '../../../lib/backoff.ts';
import { TimeoutError, withTimeout } from '../../../lib/with-timeout.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import type { RenderedFile } from '../render/rendered-message.ts';
import { TokenPausedError } from './api-failure.ts';

export interface DiscordRestOptions {
  readonly token: string;
  /** For example `http://127.0.0.1:3001/api`; Discord's own without it. */
  readonly apiUrl?: string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly requestTimeoutMs?: number;
}

export interface ApiCall {
  readonly body?: unknown;
  readonly files?: readonly RenderedFile[];
  readonly query?: URLSearchParams;
  readonly signal: AbortSignal | null;
}

/** Requests with the bot's token. Each ends within its time limit, whatever the library's queues do. */
export interface DiscordRest {
  /** @throws DiscordAPIError, HTTPError, RateLimitError, TokenPausedError, TimeoutError, network errors: see `judgeError` */
  call(method: `${RequestMethod}`, route: `/${string}`, call: ApiCall): Promise<unknown>;
  /** The bot's own user id; asked once. */
  ownId(signal: AbortSignal | null): Promise<string>;
}

const REQUEST_TIMEOUT_MS = 15_000;
/** Longer waits for a rate limit are the caller's business, which can merge, reorder and report. */
const RATE_LIMIT_WAIT_MAX_MS = 1_500;
const TOKEN_PAUSE = { firstMs: 30_000, maxMs: 600_000, jitter: 0.2 };

export function createDiscordRest(options: DiscordRestOptions): DiscordRest {
  const { token, logger, clock } = options;
  const rest = new REST({
    ...restOptions(options.apiUrl),
    // Callers retry by themselves, later and with the same nonce.
    retries: 0,
    timeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    rejectOnRateLimit: waitsTooLong,
  });
  rest.on('invalidRequestWarning', ({ count, remainingTime }) => {
    logger.warn(
      { invalidRequests: count, windowMs: remainingTime },
      'Discord refuses many requests; at 10,000 in ten minutes it blocks this address',
    );
  });
  let refusals = 0;
  let pausedUntil = 0;
  let ownId: string | null = null;

  const call: DiscordRest['call'] = async (method, route, { body, files, query, signal }) => {
    if (clock.now() < pausedUntil) throw new TokenPausedError(pausedUntil - clock.now());
    // After one 401 the library forgets the token.
    rest.setToken(token);
    try {
      const answer = await withTimeout(
        `${method} ${route}`,
        options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
        signal,
        (bounded) =>
          rest.request({
            method: method as RequestMethod,
            fullRoute: route,
            body,
            files: files?.map(rawFile),
            signal: bounded,
            ...(query ? { query } : {}),
          }),
      );
      refusals = 0;
      return answer;
    } catch (error) {
      // An abort carries whatever reason the caller gave; for delivery all of them mean that nobody waited.
      if (signal?.aborted) throw new TimeoutError(`${method} ${route} was given up`, { cause: error });
      if (error instanceof DiscordAPIError && error.status === 401) {
        pausedUntil = clock.now() + backoffMs(refusals++, TOKEN_PAUSE, Math.random());
        logger.error(
          { pauseMs: pausedUntil - clock.now() },
          'Discord refused DISCORD_TOKEN; copy the current token from the developer portal and restart',
        );
      }
      throw error;
    }
  };
  return {
    call,
    async ownId(signal) {
      ownId ??= ((await call('GET', '/users/@me', { signal })) as { id: string }).id;
      return ownId;
    },
  };
}

/** A 429 that names no time would be repeated at once, so it counts as a long wait. */
function waitsTooLong(limit: RateLimitData): boolean {
  return (
    limit.retryAfter <= 0 ||
    Math.max(limit.retryAfter, limit.timeToReset, limit.sublimitTimeout) > RATE_LIMIT_WAIT_MAX_MS
  );
}

/** Shared by the gateway's and the deliveries' REST. */
export function restOptions(apiUrl: string | undefined): {
  readonly api: string;
  readonly version: string;
  readonly invalidRequestWarningInterval: number;
} {
  return {
    api: (apiUrl ?? DefaultRestOptions.api).replace(/\/+$/, ''),
    version: '10',
    invalidRequestWarningInterval: 500,
  };
}

function rawFile(file: RenderedFile): RawFile {
  const contentType = file.name.endsWith('.png') ? 'image/png' : 'application/octet-stream';
  return { name: file.name, data: file.bytes, contentType };
}
