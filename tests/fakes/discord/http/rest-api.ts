import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { apiError, ApiError } from '../errors.ts';
import type { RequestValidator } from '../../openapi/validate-request.ts';
import { asObject } from '../../openapi/json.ts';
import type { RecordedRequest } from '../model.ts';
import { ROUTES } from '../routes/routes.ts';
import type { World } from '../world.ts';
import { Faults } from './faults.ts';
import type { Effect } from './faults.ts';
import { RateLimits } from './rate-limits.ts';
import type { RateLimitOptions, Verdict } from './rate-limits.ts';
import { readRequest } from './read-request.ts';
import { findRoute } from './router.ts';
import type { Answer, RestOptions, RouteMatch } from './router.ts';

/** A request the API description does not allow. */
export interface RequestViolation {
  readonly request: RecordedRequest;
  readonly operation: string;
  readonly message: string;
}

const REQUESTS_KEPT_MAX = 20_000;

interface Reply extends Answer {
  readonly headers?: Readonly<Record<string, string>>;
}

/** Discord's REST interface over the fake's world. */
export class RestApi {
  readonly faults = new Faults();
  /** In order of arrival; beyond `REQUESTS_KEPT_MAX` the oldest are shed. */
  readonly requests: RecordedRequest[] = [];
  readonly violations: RequestViolation[] = [];
  /** Answers of 401, 403 and 429 (but not of shared scope), which Discord bans addresses for. */
  invalidRequests = 0;
  /** Requests whose sender hung up before they had arrived in full. */
  brokenOff = 0;
  readonly #world: World;
  readonly #options: RestOptions;
  readonly #validator: RequestValidator | null;
  readonly #limits: RateLimits;

  constructor(world: World, options: RestOptions, rateLimits: RateLimitOptions, validator: RequestValidator | null) {
    this.#world = world;
    this.#options = options;
    this.#limits = new RateLimits(rateLimits);
    this.#validator = validator;
  }

  async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const read = await readRequest(incoming, this.#world.now());
    if (read === null) {
      this.brokenOff++;
      return this.#world.changes.notify();
    }
    const { request, problem } = read;
    this.requests.push(request);
    if (this.requests.length > REQUESTS_KEPT_MAX) this.requests.shift();
    this.#validate(request, problem);
    this.#world.changes.notify();
    const effect = this.faults.hit(request);
    if (effect?.kind === 'delay') await delay(effect.ms);
    if (effect?.kind === 'hang-up') return void incoming.socket.destroy();
    const origin = `ws://${incoming.headers.host ?? ''}`;
    const reply = faultReply(effect) ?? this.#answer(request, problem, origin);
    if (effect?.kind === 'lose-answer') return void incoming.socket.destroy();
    this.#send(outgoing, request, reply, effect?.kind === 'malformed');
  }

  #validate(request: RecordedRequest, problem: Error | null): void {
    if (!this.#validator || problem) return;
    const { method, path, query, json } = request;
    for (const { operation, message } of this.#validator.validate({ method, path, query, body: json })) {
      this.violations.push({ request, operation, message });
    }
  }

  #answer(request: RecordedRequest, problem: Error | null, origin: string): Reply {
    try {
      const match = findRoute(ROUTES, request.method, request.path);
      if (match === null) throw apiError('notFound');
      if (match === 'other-method') throw apiError('methodNotAllowed');
      if (!request.headers.userAgent) throw apiError('noUserAgent');
      if (match.route.auth === 'bot' && request.headers.authorization !== `Bot ${this.#world.token}`) {
        throw apiError('unauthorized');
      }
      const verdict = this.#limits.take(
        `${match.route.method} ${match.route.path}`,
        majorOf(match),
        match.route.auth === 'bot',
        this.#world.now(),
      );
      if (verdict.retryAfterMs !== null) return tooMany(verdict);
      if (problem) throw problem;
      return { ...this.#call(match, request, origin), headers: verdict.headers };
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.body };
      throw error;
    }
  }

  #call(match: RouteMatch, request: RecordedRequest, origin: string): Answer {
    return match.route.handle({
      world: this.#world,
      options: this.#options,
      request,
      body: asObject(request.json),
      origin,
      param: (name) => {
        const value = match.params.get(name);
        if (value === undefined) throw new Error(`${match.route.path} has no parameter ${name}`);
        return value;
      },
    });
  }

  #send(outgoing: ServerResponse, request: RecordedRequest, reply: Reply, malformed: boolean): void {
    const shared = reply.headers?.['x-ratelimit-scope'] === 'shared';
    if ([401, 403, 429].includes(reply.status) && !shared) this.invalidRequests++;
    request.status = reply.status;
    const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
    outgoing.writeHead(reply.status, {
      ...(text === '' ? {} : { 'content-type': 'application/json' }),
      ...reply.headers,
    });
    outgoing.end(malformed ? text.slice(0, Math.ceil(text.length / 2)) : text);
    this.#world.changes.notify();
  }
}

function majorOf(match: RouteMatch): string {
  return ['channelId', 'guildId', 'webhookId', 'webhookToken', 'interactionToken']
    .map((name) => match.params.get(name) ?? '')
    .join(' ')
    .trim();
}

function tooMany(verdict: Verdict): Reply {
  const seconds = Math.max(0.001, (verdict.retryAfterMs ?? 0) / 1_000);
  return limited(seconds, verdict.global ? 'global' : 'user', verdict.headers);
}

function limited(
  seconds: number,
  scope: 'user' | 'global' | 'shared',
  headers: Readonly<Record<string, string>>,
): Reply {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' },
    headers: {
      ...headers,
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': scope,
      ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

function faultReply(effect: Effect | null): Reply | null {
  if (effect?.kind === 'status') {
    return {
      status: effect.status,
      body: { message: effect.message ?? `${effect.status}: fault on demand`, code: effect.code ?? 0 },
    };
  }
  if (effect?.kind === 'rate-limit') return limited(effect.retryAfterMs / 1_000, effect.scope, {});
  return null;
}
