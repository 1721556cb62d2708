import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { TimeoutError } from '../../../lib/with-timeout.ts';
import { judgeError, TokenPausedError } from './api-failure.ts';

const refusal = (status: number, code: number, extra: object = {}): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'no', ...extra }, code, status, 'POST', 'http://fake', {});
const withCode = (code: string): Error => Object.assign(new Error('network'), { code });
const limited = (retryAfter: number): RateLimitError =>
  new RateLimitError({
    timeToReset: 50,
    limit: 5,
    method: 'POST',
    hash: 'h',
    url: '',
    route: '',
    majorParameter: '',
    global: false,
    retryAfter,
    sublimitTimeout: 0,
    scope: 'user',
  });

describe('what a failed request means', () => {
  test.each([
    [refusal(404, 10003), { kind: 'gone', reason: 'unknown-channel' }],
    [refusal(404, 10008), { kind: 'gone', reason: 'unknown-message' }],
    [refusal(403, 50001), { kind: 'forbidden', reason: 'missing-access' }],
    [refusal(403, 50013), { kind: 'forbidden', reason: 'missing-permission' }],
    [refusal(403, 50005), { kind: 'gone', reason: 'not-our-message' }],
    [refusal(400, 50035), { kind: 'too-rich', reason: 'invalid-form' }],
    [refusal(413, 40005), { kind: 'too-rich', reason: 'too-large' }],
    [refusal(400, 50083), { kind: 'archived' }],
    [refusal(400, 40067), { kind: 'needs-tag' }],
    [refusal(400, 20016, { retry_after: 2.5 }), { kind: 'temporary', reason: 'slow-mode', retryAfterMs: 2_500 }],
    [refusal(429, 30046), { kind: 'temporary', reason: 'edit-limit' }],
    [refusal(400, 200000), { kind: 'refused', reason: 'automod' }],
    [refusal(401, 0), { kind: 'unauthorized' }],
    [refusal(403, 0), { kind: 'forbidden', reason: 'forbidden' }],
    [refusal(404, 0), { kind: 'gone', reason: 'not-found' }],
    [refusal(418, 12345), { kind: 'refused', reason: 'other' }],
    [new TokenPausedError(5_000), { kind: 'unauthorized', retryAfterMs: 5_000 }],
    [limited(30_000), { kind: 'temporary', reason: 'rate-limited', retryAfterMs: 30_000 }],
    [limited(0), { kind: 'temporary', reason: 'rate-limited', retryAfterMs: 1_000 }],
    [withCode('ECONNREFUSED'), { kind: 'temporary', reason: 'network' }],
    [withCode('ENOTFOUND'), { kind: 'temporary', reason: 'network' }],
    [new AggregateError([withCode('ECONNREFUSED')]), { kind: 'temporary', reason: 'network' }],
    [new TypeError('fetch failed', { cause: withCode('EAI_AGAIN') }), { kind: 'temporary', reason: 'network' }],
  ])('%s was certainly not carried out', (error, expected) => {
    expect(judgeError(error)).toMatchObject({ ...expected, uncertain: false });
  });

  test.each([
    [new HTTPError(500, 'oops', 'POST', '', {}), { kind: 'too-rich', reason: 'server-error' }],
    [new HTTPError(502, 'oops', 'POST', '', {}), { kind: 'temporary', reason: 'server-error' }],
    [new TimeoutError('late'), { kind: 'temporary', reason: 'timeout' }],
    [new DOMException('stop', 'AbortError'), { kind: 'temporary', reason: 'timeout' }],
    [new SyntaxError('Unexpected end of JSON input'), { kind: 'temporary', reason: 'unreadable-answer' }],
    [withCode('ECONNRESET'), { kind: 'temporary', reason: 'network' }],
    [withCode('UND_ERR_SOCKET'), { kind: 'temporary', reason: 'network' }],
  ])('%s may have been carried out', (error, expected) => {
    expect(judgeError(error)).toMatchObject({ ...expected, uncertain: true });
  });

  test.each([
    [new TypeError('x is not a function')],
    [new RangeError('bad')],
    ['text'],
    [undefined],
    [null],
    [withCode('ERR_INVALID_ARG_TYPE')],
  ])('%s is a bug, not an answer', (error) => {
    expect(judgeError(error)).toBeNull();
  });
});
