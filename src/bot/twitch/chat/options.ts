import type { BackoffOptions } from '../../../lib/backoff.ts';

export interface ChatSourceLimits {
  /**
   * JOINs (every one counts, also re-joins) in any `joinWindowMs`, over all connections. Twitch allows 20 in 10 s; lag
   * squeezes what leaves us evenly, so we stay below.
   */
  readonly joinsMax: number;
  readonly joinWindowMs: number;
  /** Logins in any `loginWindowMs`. Twitch allows 20 in 10 s. */
  readonly loginsMax: number;
  readonly loginWindowMs: number;
  /** More channels than this open another connection. Twitch cuts a connection off at 100. */
  readonly channelsPerConnectionMax: number;
  /** Twitch says nothing at all about a channel that does not exist. */
  readonly joinTimeoutMs: number;
  readonly joinRetry: BackoffOptions;
  readonly reconnect: BackoffOptions;
  /** A connection that lasted this long after login was a good one: pauses begin again with the shortest. */
  readonly stableMs: number;
  readonly loginTimeoutMs: number;
  /** After this long without a line we ask whether anybody is there, */
  readonly idlePingMs: number;
  /** and wait this long for any line at all. */
  readonly pongTimeoutMs: number;
  /** How long a connection that Twitch is about to close goes on beside its successor. */
  readonly drainMs: number;
  /** A socket silent for this long, */
  readonly stallSilenceMs: number;
  /** whose next message is older than this, was stuck and not quiet. */
  readonly stallAgeMs: number;
}

export const CHAT_SOURCE_LIMITS: ChatSourceLimits = {
  joinsMax: 18,
  joinWindowMs: 12_000,
  loginsMax: 10,
  loginWindowMs: 10_000,
  channelsPerConnectionMax: 90,
  joinTimeoutMs: 10_000,
  joinRetry: { firstMs: 60_000, maxMs: 1_800_000, jitter: 0.3 },
  reconnect: { firstMs: 1_000, maxMs: 60_000, jitter: 0.5 },
  stableMs: 30_000,
  loginTimeoutMs: 15_000,
  idlePingMs: 30_000,
  pongTimeoutMs: 10_000,
  drainMs: 90_000,
  stallSilenceMs: 10_000,
  stallAgeMs: 5_000,
};

export const TWITCH_IRC_URL = 'wss://irc-ws.chat.twitch.tv:443';
