import { callTwitchApi, type TwitchApiCallFetchOptions, type TwitchApiCallOptions } from '@twurple/api-call';
import type { ApiClient } from '@twurple/api';
import { InvalidTokenError, type AccessToken } from '@twurple/auth';
import type { ChannelName, StreamInfo } from '../../../domain/chat-event.ts';
import type { TwitchDirectory } from '../../../domain/ports/chat.ts';
import type { ClipMaker, ClipOutcome } from '../../../domain/ports/desk.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import { clip, stripInvisible } from '../../../lib/markdown.ts';
import { judgeClipError, missingScope, refusal, type ClipRoute } from './clip-refusal.ts';
import { callTimeoutMs, helix, statusOf } from './helix-call.ts';
import type { User } from './user-session.ts';

/** What Twitch takes, in seconds, with a precision of a tenth. Source: Create Clip in Twitch's API reference. */
const DURATION = { min: 5, max: 60 } as const;
const titleCharsMax = 100;

const LIVE_SCOPE = 'clips:edit';
/** Either is enough; which of them works depends on whose account it is. */
const VOD_SCOPES = ['editor:manage:clips', 'channel:manage:clips'] as const;
const vodScopesText = VOD_SCOPES.join(' or ');

export interface ClipMakerOptions {
  /** Whose token makes the clips; null while it is not known to work. */
  readonly user: () => User | null;
  readonly directory: Pick<TwitchDirectory, 'findUser'>;
  /** The client for looking clips up; throws while there is none. */
  readonly api: () => ApiClient;
  readonly observer: Observer;
}

interface ClipAnswer {
  readonly data?: readonly { readonly id?: unknown; readonly edit_url?: unknown }[];
}

/**
 * Makes clips with Create Clip and Create Clip From VOD. The requests go out without the library's client: that one
 * repeats a 5xx three times, which may make four clips, and holds a request back after a 429 until the moment is gone.
 */
export class HelixClipMaker implements ClipMaker {
  readonly #options: ClipMakerOptions;
  /** Display names keep the capitals that logins lose. */
  #name: { readonly userId: string; readonly displayName: string } | null = null;

  constructor(options: ClipMakerOptions) {
    this.#options = options;
  }

  account(): string | null {
    const user = this.#options.user();
    if (user === null) return null;
    return this.#name?.userId === user.id ? this.#name.displayName : user.login;
  }

  /** The account came or changed. Until its name is known, and when it cannot be learned, it goes by its login. */
  async learnName(): Promise<void> {
    const { user, directory, observer } = this.#options;
    const { id, login } = user() ?? {};
    if (id === undefined || login === undefined) return;
    try {
      const found = await directory.findUser(login);
      if (found !== null) this.#name = { userId: id, displayName: found.displayName };
    } catch (error) {
      observer.stageFailed('twitch-clip-account', error);
    }
  }

  missing(): string | null {
    const user = this.#options.user();
    if (user === null) return refusal('no-token').detail;
    return user.scopes.includes(LIVE_SCOPE) ? null : missingScope(LIVE_SCOPE).detail;
  }

  async createNow(channel: ChannelName, title: string, durationSeconds: number): Promise<ClipOutcome> {
    return this.#create('live', channel, '', [LIVE_SCOPE], (broadcasterId) => ({
      url: 'clips',
      query: { broadcaster_id: broadcasterId, title: cleanTitle(title), duration: durationText(durationSeconds) },
    }));
  }

  async createFromVod(
    stream: StreamInfo,
    title: string,
    durationSeconds: number,
    endOffsetSeconds: number,
  ): Promise<ClipOutcome> {
    const { vodId } = stream;
    if (vodId === null) return refusal('no-vod');
    // The clip lies before its end, so an end before the shortest clip has no room for one.
    const end = Math.max(DURATION.min, Math.round(endOffsetSeconds));
    return this.#create('vod', stream.channel, stream.roomId, VOD_SCOPES, (broadcasterId, user) => ({
      url: 'videos/clips',
      query: {
        editor_id: user.id,
        broadcaster_id: broadcasterId,
        vod_id: vodId,
        vod_offset: String(end),
        duration: durationText(Math.min(durationSeconds, end)),
        title: cleanTitle(title),
      },
    }));
  }

  async find(clipId: string): Promise<string | null> {
    const found = await helix('Get Clips', () => this.#options.api().clips.getClipById(clipId));
    return found !== null && /^https:\/\/[\w.-]+\.twitch\.tv\//.test(found.url) ? found.url : null;
  }

  async #create(
    route: ClipRoute,
    channel: ChannelName,
    roomId: string,
    anyOfScopes: readonly string[],
    request: (broadcasterId: string, user: User) => TwitchApiCallOptions,
  ): Promise<ClipOutcome> {
    const user = this.#options.user();
    if (user === null) return refusal('no-token');
    const scopesText = route === 'live' ? LIVE_SCOPE : vodScopesText;
    const scope = anyOfScopes.find((each) => user.scopes.includes(each));
    if (scope === undefined) return missingScope(scopesText);
    try {
      const broadcasterId = roomId === '' ? (await this.#options.directory.findUser(channel))?.id : roomId;
      if (broadcasterId === undefined) return refusal('not-allowed', 'Twitch does not know this channel any more.');
      return outcomeOf(await send(user, scope, request(broadcasterId, user)));
    } catch (error) {
      if (statusOf(error) === null && !(error instanceof InvalidTokenError))
        this.#options.observer.stageFailed('twitch-clip', error);
      return judgeClipError(error, route, scopesText);
    }
  }
}

/** One request, and one more with a fresh token when Twitch no longer accepts this one. */
async function send(user: User, scope: string, options: TwitchApiCallOptions): Promise<ClipAnswer> {
  const { tokens } = user;
  const withToken = async (accessToken: string): Promise<ClipAnswer> => {
    const call = { type: 'helix', method: 'POST', ...options } as const;
    // The library hands these to `fetch` as they are, but names only some of them in its types.
    const fetchOptions = { signal: AbortSignal.timeout(callTimeoutMs) } as TwitchApiCallFetchOptions;
    return callTwitchApi<ClipAnswer>(call, tokens.clientId, accessToken, undefined, fetchOptions);
  };
  const token = await tokenOf('the clip token', () => tokens.getAccessTokenForUser(user.id, [scope]));
  try {
    return await withToken(token);
  } catch (error) {
    if (statusOf(error) !== 401 || tokens.refreshAccessTokenForUser === undefined) throw error;
    return withToken(await tokenOf('a fresh clip token', async () => tokens.refreshAccessTokenForUser?.(user.id)));
  }
}

/** @throws InvalidTokenError whatever went wrong: the session reports and mends it */
async function tokenOf(what: string, ask: () => Promise<AccessToken | null | undefined>): Promise<string> {
  const token = await helix(what, ask).catch((error: unknown) => {
    throw new InvalidTokenError({ cause: error });
  });
  if (token) return token.accessToken;
  throw new InvalidTokenError();
}

/** Ids become parts of addresses and of later requests, so only what a clip's id is made of passes. */
function outcomeOf(answer: ClipAnswer | undefined): ClipOutcome {
  const made = answer?.data?.[0];
  if (typeof made?.id !== 'string' || !/^[\w-]{1,200}$/.test(made.id))
    return refusal('unavailable', 'Twitch took the request for a clip but named none.');
  const { edit_url: editUrl } = made;
  return { kind: 'created', clipId: made.id, editUrl: typeof editUrl === 'string' ? editUrl : null };
}

function durationText(seconds: number): string {
  const bounded = Math.min(DURATION.max, Math.max(DURATION.min, seconds));
  return String(Math.round(bounded * 10) / 10);
}

function cleanTitle(title: string): string {
  return clip(stripInvisible(title).replace(/\s+/g, ' ').trim(), titleCharsMax);
}
