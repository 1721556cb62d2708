import { HttpStatusCodeError } from '@twurple/api-call';
import { ApiClient, type ApiConfig } from '@twurple/api';
import { LogLevel } from '@twurple/chat';
import type { Logger } from '../../../telemetry/logger.ts';
import { withTimeout } from '../../../lib/with-timeout.ts';

/** Longer than the library's own retries of a 5xx, shorter than anybody waits for an answer. */
export const callTimeoutMs = 8_000;

export function createApiClient(authProvider: ApiConfig['authProvider'], logger: Logger): ApiClient {
  return new ApiClient({
    authProvider,
    logger: { minLevel: LogLevel.WARNING, custom: (_level, message) => logger.debug({ message }, 'api library') },
  });
}

/** The library has no time limit of its own. @throws TimeoutError */
export function helix<T>(what: string, call: () => Promise<T>): Promise<T> {
  return withTimeout(what, callTimeoutMs, null, call);
}

/** HTTP status of a failed call, null where there was no answer at all. */
export function statusOf(error: unknown): number | null {
  return error instanceof HttpStatusCodeError ? error.statusCode : null;
}

/** Twitch says that a token or secret is wrong, so asking again in the same way is pointless. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status === 400 || status === 401 || status === 403;
}
