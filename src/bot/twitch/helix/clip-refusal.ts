import { HttpStatusCodeError } from '@twurple/api-call';
import { InvalidTokenError } from '@twurple/auth';
import type { ClipOutcome, ClipRefusal } from '../../../domain/ports/desk.ts';

export type RefusedClip = Extract<ClipOutcome, { readonly kind: 'refused' }>;

/** Which of the two requests was refused: the same status means different things. */
export type ClipRoute = 'live' | 'vod';

const SENTENCES: Readonly<Record<Exclude<ClipRefusal, 'missing-scope'>, string>> = {
  'no-token':
    'Twitch does not accept the user token at the moment. The operator can log in again and set TWITCH_ACCESS_TOKEN.',
  'not-live': 'Twitch says that the channel is not live, and only a running stream can be clipped this way.',
  'clips-disabled': 'The channel has clips turned off. Only its broadcaster can turn them on.',
  'not-allowed': 'Twitch does not let this account clip here: it may be banned, or clips are for others only.',
  'title-rejected': "The channel's AutoMod refused the title of the clip.",
  category: 'Twitch allows no clips in the category that is being streamed.',
  'no-vod': 'There is no video of this stream to clip from (yet), or it was deleted.',
  'rate-limited': 'Twitch takes no more clips from this account for the moment.',
  unavailable: 'Twitch did not answer the request for a clip.',
};

/** Waiting may help against these, within the minute that a live stream can be clipped. */
const RETRYABLE: ReadonlySet<ClipRefusal> = new Set(['rate-limited', 'unavailable']);

export function refusal(reason: Exclude<ClipRefusal, 'missing-scope'>, detail = SENTENCES[reason]): RefusedClip {
  return { kind: 'refused', reason, detail, retryable: RETRYABLE.has(reason) };
}

export function missingScope(scopes: string): RefusedClip {
  const detail = `TWITCH_ACCESS_TOKEN lacks the scope ${scopes}. The operator can log in again with it.`;
  return { kind: 'refused', reason: 'missing-scope', detail, retryable: false };
}

/** What a failed request means for people. Everything that is no answer of Twitch's counts as its silence. */
export function judgeClipError(error: unknown, route: ClipRoute, scopes: string): RefusedClip {
  if (error instanceof InvalidTokenError) return refusal('no-token');
  if (!(error instanceof HttpStatusCodeError)) return refusal('unavailable');
  const said = messageOf(error.body);
  switch (error.statusCode) {
    case 400:
      return badRequest(said);
    case 401:
      return /scope/i.test(said) ? missingScope(scopes) : refusal('no-token');
    case 403:
      return forbidden(said, route);
    case 404:
      return refusal(route === 'live' ? 'not-live' : 'no-vod');
    case 429:
      return refusal('rate-limited');
    default:
      return refusal('unavailable', `Twitch could not make the clip (status ${error.statusCode}).`);
  }
}

/** Source: the responses of Create Clip and Create Clip From VOD in Twitch's API reference. */
function badRequest(said: string): RefusedClip {
  if (/title|automod/i.test(said)) return refusal('title-rejected');
  if (/categor|game/i.test(said)) return refusal('category');
  return refusal('not-allowed', 'Twitch refused the request for a clip of this channel.');
}

function forbidden(said: string, route: ClipRoute): RefusedClip {
  if (/follow|subscri|restrict/i.test(said))
    return refusal('not-allowed', 'The channel lets only its followers or subscribers clip.');
  if (/banned|timed out|timeout/i.test(said))
    return refusal('not-allowed', 'This account is banned or timed out in the channel.');
  if (/enabled|disabled/i.test(said)) return refusal('clips-disabled');
  if (route === 'vod')
    return refusal('not-allowed', 'Only the broadcaster and editors of the channel may clip from its video.');
  return refusal('not-allowed');
}

/** Only compared, never shown: it is text of somebody else. */
function messageOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) return String(parsed.message);
  } catch {
    return body;
  }
  return body;
}
