import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError, OpenAIError } from 'openai';
import type { SummaryFallback } from '../../domain/headline.ts';
import { clip, stripInvisible } from '../../lib/markdown.ts';
import { ResponseTooLargeError } from './bounded-fetch.ts';

/** How one attempt failed, judged here so that nobody else needs to know status codes. */
export interface CallFailure {
  readonly reason: SummaryFallback;
  /** For people and logs; holds no secret and is bounded. */
  readonly detail: string;
  /** The same request may succeed a moment later. */
  readonly retryable: boolean;
  /** The request itself was not understood: another form of it may be. */
  readonly badRequest: boolean;
  /** It may cost money although it failed. */
  readonly maybeBilled: boolean;
  /** How long the server asks to wait. */
  readonly retryAfterMs: number;
}

const DETAIL_CHARACTERS_MAX = 200;
/** Nothing was sent when connecting failed in one of these ways. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const UNSURE = { retryable: false, badRequest: false, maybeBilled: true, retryAfterMs: 0 };

/** @param secret never shows in the detail, although a server may send it back */
export function judgeFailure(error: unknown, secret: string | null): CallFailure {
  const detail = (text: string): string => shownDetail(text, secret);
  if (error instanceof APIUserAbortError) return { ...UNSURE, reason: 'timeout', detail: 'It did not answer in time.' };
  if (error instanceof APIConnectionTimeoutError)
    return { ...UNSURE, reason: 'timeout', detail: 'It did not answer in time.' };
  if (isTooLarge(error)) return { ...UNSURE, reason: 'malformed', detail: 'Its answer was too long to read.' };
  if (error instanceof APIConnectionError) {
    const code = causeCode(error);
    const maybeBilled = code === null || !NOT_SENT.has(code);
    return {
      ...UNSURE,
      reason: 'unreachable',
      detail: `It could not be reached (${detail(code ?? error.message)}).`,
      retryable: true,
      maybeBilled,
    };
  }
  if (isApiError(error)) return judgeStatus(error, detail(error.message));
  if (error instanceof SyntaxError || error instanceof OpenAIError)
    return { ...UNSURE, reason: 'malformed', detail: 'Its answer cannot be read as JSON.' };
  // What undici throws when a body breaks off.
  if (error instanceof TypeError)
    return { ...UNSURE, reason: 'unreachable', detail: 'Its answer broke off.', retryable: true };
  throw error;
}

/** The library's class leaves its type parameters open, which makes every field `any`. */
function isApiError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** Servers refuse forms of a request they do not know with any of 400, 404 and 422. */
function judgeStatus({ status, headers }: APIError, message: string): CallFailure {
  const code: unknown = status;
  const failure = { ...UNSURE, detail: `It answered ${message}` };
  if (code === 429)
    return {
      ...failure,
      reason: 'rate-limited',
      retryable: true,
      maybeBilled: false,
      retryAfterMs: retryAfterMs(headers),
    };
  if (code === 400 || code === 404 || code === 422)
    return { ...failure, reason: 'rejected', badRequest: true, maybeBilled: false };
  if (typeof code === 'number' && code >= 400 && code < 500 && code !== 408 && code !== 409)
    return { ...failure, reason: 'rejected', maybeBilled: false };
  return { ...failure, reason: 'unreachable', retryable: true };
}

/** Seconds, as in RFC 9110 §10.2.3; 0 where there is none. Dates, which no model server sends, count as none. */
function retryAfterMs(headers: Headers | undefined): number {
  const value = headers?.get('retry-after') ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  return 0;
}

function isTooLarge(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (at instanceof ResponseTooLargeError) return true;
  return false;
}

function causeCode(error: Error): string | null {
  for (let at: unknown = error.cause, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return null;
}

function shownDetail(text: string, secret: string | null): string {
  const safe = secret === null || secret === '' ? text : text.replaceAll(secret, '[redacted]');
  return clip(stripInvisible(safe).replace(/\s+/g, ' ').trim(), DETAIL_CHARACTERS_MAX);
}
