import type { BackoffOptions } from '../../../lib/backoff.ts';

export interface EmoteLimits {
  readonly requestTimeoutMs: number;
  /** A longer answer is not read to its end and counts as a failure. */
  readonly answerBytesMax: number;
  /** Of one set; what stands behind them is left out and counted. */
  readonly emotesPerSetMax: number;
  /** Requests to one provider at once. */
  readonly requestsMax: number;
  /** Between one batch of requests to a provider and the next. */
  readonly batchPauseMs: number;
  /** A set is asked for again after a time between these two, so that many sets do not come due together. */
  readonly refreshMsMin: number;
  readonly refreshMsMax: number;
  /** Between two looks at one set, however often something asks for one. */
  readonly lookAgainMsMin: number;
  /**
   * After a live change the set is not asked for so long: the providers' own caches lag behind their sockets by up to
   * half an hour.
   */
  readonly liveIsFresherMs: number;
  /** Before a provider that does not answer is asked again. */
  readonly outage: BackoffOptions;
  /** How long a set that cannot be renewed is kept across restarts. */
  readonly cacheTtlMs: number;
  /** Channels whose emotes are kept ready for look-ups; the others are put together when asked for. */
  readonly indexesMax: number;
  readonly live: LiveLimits;
}

export interface LiveLimits {
  /** Sockets to one provider at once. Topics beyond all of them are left to polling. */
  readonly connectionsMax: number;
  readonly topicsPerConnectionMax: number;
  /** From the first byte to the server being ready. */
  readonly openTimeoutMs: number;
  /** Heartbeats that may fail to come. Source: 7TV EventAPI, "Heartbeat". */
  readonly heartbeatsMissedMax: number;
  /** A socket without heartbeats cannot be seen to die, so it is renewed this often. */
  readonly silentSessionMsMax: number;
  readonly frameCharactersMax: number;
  readonly reconnect: BackoffOptions;
  /** A connection that held so long was a good one: the next failure waits the first pause again. */
  readonly stableMs: number;
}

const minuteMs = 60_000;

export const EMOTE_LIMITS: EmoteLimits = {
  requestTimeoutMs: 20_000,
  answerBytesMax: 8 * 1024 * 1024,
  emotesPerSetMax: 3_000,
  requestsMax: 2,
  batchPauseMs: 50,
  refreshMsMin: 30 * minuteMs,
  refreshMsMax: 60 * minuteMs,
  lookAgainMsMin: minuteMs,
  liveIsFresherMs: 30 * minuteMs,
  outage: { firstMs: 15_000, maxMs: 15 * minuteMs, jitter: 0.3 },
  cacheTtlMs: 30 * 24 * 60 * minuteMs,
  indexesMax: 100,
  live: {
    connectionsMax: 10,
    topicsPerConnectionMax: 500,
    openTimeoutMs: 20_000,
    heartbeatsMissedMax: 3,
    silentSessionMsMax: 60 * minuteMs,
    frameCharactersMax: 1024 * 1024,
    reconnect: { firstMs: 1_000, maxMs: 5 * minuteMs, jitter: 0.5 },
    stableMs: minuteMs,
  },
};
