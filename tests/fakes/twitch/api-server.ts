import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestValidator, type Violation } from '../openapi/validate-request.ts';
import { FakeEventSub } from './event-sub-server.ts';
import { FakeClips, refused, type ClipAnswer } from './fake-clips.ts';
import { idOf } from './irc-lines.ts';

export type ApiMode = 'normal' | 'unauthorized' | 'server-error' | 'rate-limited' | 'hanging';

export interface RecordedRequest {
  readonly method: string;
  /** As Twitch names it: `/streams`, `/oauth2/token`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly token: string;
}

export interface FakeStream {
  readonly id: string;
  readonly login: string;
  readonly title?: string;
  readonly category?: string;
  readonly type?: string;
  readonly startedAt?: number;
}

export interface FakeToken {
  /** Null for an app token. */
  readonly login: string | null;
  readonly scopes: readonly string[];
}

const CLIENT_ID = 'client-id';
const pageSizeDefault = 20;
const pageSizeMax = 100;

/**
 * Helix, OAuth and EventSub in the layout twurple uses when TWURPLE_MOCK_API_PORT is set: `/mock/…` is Helix,
 * `/auth/…` is id.twitch.tv. Every Helix request is recorded and checked against Twitch's API description.
 */
export class FakeTwitchApi implements AsyncDisposable {
  readonly clientId = CLIENT_ID;
  readonly clientSecret = 'client-secret';
  readonly requests: RecordedRequest[] = [];
  readonly violations: Violation[] = [];
  readonly eventSub = new FakeEventSub();
  readonly clips = new FakeClips();
  readonly users = new Set<string>();
  /** Who is live, by login. */
  readonly streams = new Map<string, FakeStream>();
  readonly videos: { readonly id: string; readonly login: string; readonly streamId: string }[] = [];
  readonly said: { readonly room: string; readonly text: string; readonly token: string }[] = [];
  readonly tokens = new Map<string, FakeToken>();
  /** Refresh tokens that work, with what they stand for. */
  readonly refreshTokens = new Map<string, FakeToken>();
  mode: ApiMode = 'normal';
  authMode: ApiMode = 'normal';
  /** Set to let Send Chat Message refuse with status 200. */
  dropReason: string | null = null;
  /** Refuses the app token for speaking. */
  appMaySpeak = true;
  readonly #http: Server;
  readonly #hanging = new Set<ServerResponse>();
  readonly #validator = createRequestValidator('twitch-helix-openapi.json');

  private constructor() {
    this.#http = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => send(response, 500, { message: String(error) }));
    });
    this.eventSub.attach(this.#http);
  }

  static async start(port = 0): Promise<FakeTwitchApi> {
    const api = new FakeTwitchApi();
    await new Promise<void>((resolve) => api.#http.listen(port, 'localhost', resolve));
    return api;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** True where the API description is at hand. */
  get validates(): boolean {
    return this.#validator !== null;
  }

  count(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }

  async until(what: string, condition: () => boolean, timeoutMs = 10_000): Promise<void> {
    const deadline = AbortSignal.timeout(timeoutMs);
    while (!condition()) {
      if (deadline.aborted) throw new Error(`waited ${timeoutMs} ms for: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const response of this.#hanging) response.destroy();
    this.eventSub.close();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const text = await bodyOf(request);
    const auth = url.pathname.startsWith('/auth/');
    const path = auth ? url.pathname.replace('/auth', '/oauth2') : url.pathname.replace(/^\/mock/, '');
    const form = request.headers['content-type']?.includes('json') === false;
    const body: unknown =
      text === '' ? undefined : form ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
    const token = (request.headers.authorization ?? '').replace(/^\w+ /, '');
    const method = request.method ?? 'GET';
    this.requests.push({ method, path, query: url.searchParams, body, token });
    if (!auth)
      this.violations.push(...(this.#validator?.validate({ method, path, query: url.searchParams, body }) ?? []));

    const mode = auth ? this.authMode : this.mode;
    if (mode === 'hanging') this.#hanging.add(response);
    else if (mode === 'server-error') send(response, 503, { error: 'Service Unavailable', status: 503, message: '' });
    else if (mode === 'unauthorized')
      send(response, 401, { error: 'Unauthorized', status: 401, message: 'Invalid OAuth token' });
    else if (mode === 'rate-limited') {
      response.setHeader('ratelimit-remaining', '0');
      response.setHeader('ratelimit-reset', String(Math.ceil(Date.now() / 1_000) + 1));
      send(response, 429, { error: 'Too Many Requests', status: 429, message: '' });
    } else if (auth) this.#auth(path, url.searchParams, body, token, response);
    else if (!this.tokens.has(token))
      send(response, 401, { error: 'Unauthorized', status: 401, message: 'Invalid OAuth token' });
    else this.#helix(method, path, url.searchParams, body, token, response);
  }

  #auth(path: string, query: URLSearchParams, body: unknown, token: string, response: ServerResponse): void {
    const known = this.tokens.get(token);
    if (path === '/oauth2/validate') {
      if (known === undefined) send(response, 401, { status: 401, message: 'invalid access token' });
      else {
        const user = known.login === null ? {} : { login: known.login, user_id: idOf(known.login) };
        send(response, 200, { client_id: CLIENT_ID, scopes: known.scopes, expires_in: 14_000, ...user });
      }
      return;
    }
    const fields = { ...Object.fromEntries(query), ...(body as Record<string, string> | undefined) };
    if (fields['client_id'] !== CLIENT_ID || fields['client_secret'] !== this.clientSecret) {
      send(response, 403, { status: 403, message: 'invalid client secret' });
      return;
    }
    const granted =
      fields['grant_type'] === 'refresh_token'
        ? this.refreshTokens.get(fields['refresh_token'] ?? '')
        : { login: null, scopes: [] };
    if (granted === undefined) {
      send(response, 400, { status: 400, message: 'Invalid refresh token' });
      return;
    }
    const accessToken = `token-${randomUUID()}`;
    this.tokens.set(accessToken, granted);
    const refresh: { refresh_token?: string } = {};
    if (granted.login !== null) {
      refresh.refresh_token = `refresh-${randomUUID()}`;
      this.refreshTokens.set(refresh.refresh_token, granted);
    }
    send(response, 200, {
      access_token: accessToken,
      expires_in: 14_000,
      token_type: 'bearer',
      scope: granted.scopes,
      ...refresh,
    });
  }

  #helix(
    method: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
    token: string,
    response: ServerResponse,
  ): void {
    const asked = Math.min(pageSizeMax, Number(query.get('first') ?? pageSizeDefault));
    switch (`${method} ${path}`) {
      case 'GET /users': {
        const found = [...this.users].filter(
          (login) => query.getAll('login').includes(login) || query.getAll('id').includes(idOf(login)),
        );
        send(response, 200, { data: found.map(userOf) });
        break;
      }
      case 'GET /streams': {
        const ids = query.getAll('user_id');
        const live = [...this.streams.values()].filter(
          (stream) => ids.includes(idOf(stream.login)) || query.getAll('user_login').includes(stream.login),
        );
        send(response, 200, { data: live.slice(0, asked).map(streamOf), pagination: {} });
        break;
      }
      case 'GET /videos': {
        const found = this.videos.filter((video) => idOf(video.login) === query.get('user_id'));
        send(response, 200, { data: found.slice(0, asked).map(videoOf), pagination: {} });
        break;
      }
      case 'GET /search/channels': {
        const found = [...this.users].filter((login) => login.includes(query.get('query') ?? '')).sort();
        send(response, 200, { data: found.slice(0, asked).map(channelOf), pagination: {} });
        break;
      }
      case 'POST /clips': {
        const liveIds = new Set([...this.streams.values()].map((stream) => idOf(stream.login)));
        this.#clip(response, () => this.clips.create({ query, token: this.tokens.get(token)! }, liveIds));
        break;
      }
      case 'POST /videos/clips':
        this.#clip(response, () => this.clips.createFromVod({ query, token: this.tokens.get(token)! }, this.videos));
        break;
      case 'GET /clips': {
        const { status, body: found } = this.clips.list(query);
        send(response, status, found);
        break;
      }
      case 'POST /chat/messages':
        this.#say(body as Record<string, string>, token, response);
        break;
      case 'POST /eventsub/subscriptions':
        this.eventSub.subscribe(body, (status, answer) => send(response, status, answer));
        break;
      case 'DELETE /eventsub/subscriptions':
        response.writeHead(204).end();
        break;
      default:
        send(response, 404, { error: 'Not Found', status: 404, message: path });
    }
  }

  #clip(response: ServerResponse, make: () => ClipAnswer): void {
    const fault = this.clips.faults.shift();
    if (fault === 'hang') this.#hanging.add(response);
    else if (fault === 'hang-up') response.destroy();
    else {
      const { status, body } = fault === undefined ? make() : refused(fault.status, fault.message ?? '');
      send(response, status, body);
    }
  }

  #say(body: Readonly<Record<string, string>>, token: string, response: ServerResponse): void {
    const speaker = this.tokens.get(token);
    if (speaker?.login === null && !this.appMaySpeak) {
      send(response, 403, { error: 'Forbidden', status: 403, message: 'channel:bot' });
      return;
    }
    if (this.dropReason === null)
      this.said.push({ room: body['broadcaster_id'] ?? '', text: body['message'] ?? '', token });
    const dropped = this.dropReason === null ? null : { code: this.dropReason, message: 'dropped' };
    send(response, 200, { data: [{ message_id: randomUUID(), is_sent: dropped === null, drop_reason: dropped }] });
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (!response.hasHeader('ratelimit-remaining')) {
    response.setHeader('ratelimit-limit', '800');
    response.setHeader('ratelimit-remaining', '799');
    response.setHeader('ratelimit-reset', String(Math.ceil(Date.now() / 1_000) + 60));
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function userOf(login: string): unknown {
  return {
    id: idOf(login),
    login,
    display_name: login.toUpperCase(),
    type: '',
    broadcaster_type: '',
    description: '',
    profile_image_url: '',
    offline_image_url: '',
    view_count: 0,
    created_at: '2020-01-01T00:00:00Z',
  };
}

function channelOf(login: string): unknown {
  return {
    id: idOf(login),
    broadcaster_login: login,
    display_name: login.toUpperCase(),
    broadcaster_language: 'en',
    game_id: '',
    game_name: '',
    is_live: false,
    tags: [],
    tag_ids: [],
    thumbnail_url: '',
    title: '',
    started_at: '',
  };
}

function streamOf(stream: FakeStream): unknown {
  return {
    id: stream.id,
    user_id: idOf(stream.login),
    user_login: stream.login,
    user_name: stream.login,
    game_id: '1',
    game_name: stream.category ?? 'Chess',
    type: stream.type ?? 'live',
    title: stream.title ?? 'a stream',
    viewer_count: 5,
    started_at: new Date(stream.startedAt ?? 1_750_000_000_000).toISOString(),
    language: 'en',
    thumbnail_url: '',
    tag_ids: [],
    tags: [],
    is_mature: false,
  };
}

function videoOf(video: { readonly id: string; readonly login: string; readonly streamId: string }): unknown {
  return {
    id: video.id,
    stream_id: video.streamId,
    user_id: idOf(video.login),
    user_login: video.login,
    user_name: video.login,
    title: '',
    description: '',
    created_at: '2025-06-15T15:00:00Z',
    published_at: '2025-06-15T15:00:00Z',
    url: '',
    thumbnail_url: '',
    viewable: 'public',
    view_count: 1,
    language: 'en',
    type: 'archive',
    duration: '1h2m3s',
    muted_segments: null,
  };
}
