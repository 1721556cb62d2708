import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { TimeoutError } from '../../../lib/with-timeout.ts';

/** Discord's judgement of one request, as far as delivery has to tell cases apart. */
export interface ApiFailure {
  readonly kind:
    /** The same request may work later. */
    | 'temporary'
    /** This body is refused; a simpler one may pass. */
    | 'too-rich'
    /** The place or message does not exist (any more). */
    | 'gone'
    /** The bot lacks a right in this place. */
    | 'forbidden'
    /** The token is refused, everywhere. */
    | 'unauthorized'
    | 'archived'
    | 'needs-tag'
    /** A rule of the server or of Discord; the same post will not pass later either. */
    | 'refused';
  /** Bounded; becomes a metric label and a line of `/track log`. */
  readonly reason: string;
  /** The request may have been carried out although it failed. */
  readonly uncertain: boolean;
  readonly retryAfterMs?: number;
}

/** Source: Discord's "Opcodes and Status Codes", JSON error codes. */
const BY_CODE: Readonly<Record<number, readonly [ApiFailure['kind'], string]>> = {
  10003: ['gone', 'unknown-channel'],
  10004: ['gone', 'unknown-server'],
  10008: ['gone', 'unknown-message'],
  20016: ['temporary', 'slow-mode'],
  20028: ['temporary', 'write-limit'],
  30046: ['temporary', 'edit-limit'],
  40005: ['too-rich', 'too-large'],
  40067: ['needs-tag', 'needs-tag'],
  40333: ['temporary', 'blocked-by-proxy'],
  50001: ['forbidden', 'missing-access'],
  50005: ['gone', 'not-our-message'],
  50006: ['too-rich', 'empty-message'],
  50008: ['refused', 'wrong-channel-kind'],
  50013: ['forbidden', 'missing-permission'],
  50024: ['refused', 'wrong-channel-kind'],
  50035: ['too-rich', 'invalid-form'],
  50083: ['archived', 'thread-archived'],
  160005: ['forbidden', 'thread-locked'],
  160006: ['refused', 'too-many-threads'],
  200000: ['refused', 'automod'],
  240000: ['refused', 'harmful-link'],
};

const BY_STATUS: Readonly<Record<number, readonly [ApiFailure['kind'], string]>> = {
  400: ['too-rich', 'bad-request'],
  401: ['unauthorized', 'unauthorized'],
  403: ['forbidden', 'forbidden'],
  404: ['gone', 'not-found'],
  408: ['temporary', 'timeout'],
  413: ['too-rich', 'too-large'],
  429: ['temporary', 'rate-limited'],
};

/** Errors of the network before a request can have left. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const RATE_LIMIT_MIN_MS = 1_000;

/** What a thrown value means; null when it is not a failure of the platform or the network, but a bug. */
export function judgeError(error: unknown): ApiFailure | null {
  if (error instanceof RateLimitError) {
    const wait = Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout, RATE_LIMIT_MIN_MS);
    return { kind: 'temporary', reason: 'rate-limited', uncertain: false, retryAfterMs: Math.ceil(wait) };
  }
  if (error instanceof DiscordAPIError) return judgeAnswer(error);
  if (error instanceof HTTPError) {
    // Discord answers 500 both when it is unwell and when a message is larger than it can process.
    const kind = error.status === 500 ? 'too-rich' : 'temporary';
    return { kind, reason: 'server-error', uncertain: true };
  }
  if (error instanceof TokenPausedError)
    return { kind: 'unauthorized', reason: 'unauthorized', uncertain: false, retryAfterMs: error.retryAfterMs };
  return judgeNetwork(error);
}

function judgeAnswer(error: DiscordAPIError): ApiFailure {
  const [kind, reason] = (typeof error.code === 'number' ? BY_CODE[error.code] : undefined) ??
    BY_STATUS[error.status] ?? ['refused', 'other'];
  const seconds = 'retry_after' in error.rawError ? Number(error.rawError.retry_after) : Number.NaN;
  return { kind, reason, uncertain: false, ...(seconds > 0 ? { retryAfterMs: Math.ceil(seconds * 1000) } : {}) };
}

function judgeNetwork(error: unknown): ApiFailure | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof TimeoutError || error.name === 'AbortError')
    return { kind: 'temporary', reason: 'timeout', uncertain: true };
  // An answer that is not JSON comes from something in between.
  if (error instanceof SyntaxError) return { kind: 'temporary', reason: 'unreadable-answer', uncertain: true };
  const code = networkCode(error);
  if (code === null) return null;
  return { kind: 'temporary', reason: 'network', uncertain: !NEVER_SENT.has(code) };
}

/** The system's or undici's code, also where it hides behind `fetch failed` or several addresses tried. */
function networkCode(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 3) return null;
  if (
    'code' in error &&
    typeof error.code === 'string' &&
    /^(E(?!RR_)[A-Z_]{3,}|UND_ERR_|ERR_(TLS|SSL)_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/.test(error.code)
  )
    return error.code;
  if (error instanceof AggregateError) return networkCode(error.errors[0], depth + 1);
  return networkCode(error.cause, depth + 1);
}

/** Thrown instead of sending while the token is known to be refused: invalid requests are counted against the machine. */
export class TokenPausedError extends Error {
  override readonly name = 'TokenPausedError';
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('Discord refused the bot token; requests are paused.');
    this.retryAfterMs = retryAfterMs;
  }
}

/** What `work` gives, or how Discord or the network failed it. @throws what is not a failure of those */
export async function judged<T>(work: () => Promise<T>): Promise<T | ApiFailure> {
  try {
    return await work();
  } catch (error) {
    const failure = judgeError(error);
    if (failure === null) throw error;
    return failure;
  }
}
