import type { JsonObject } from '../../openapi/json.ts';
import type { RecordedRequest } from '../model.ts';
import type { World } from '../world.ts';

export interface RestOptions {
  readonly interactionAckMs: number;
  readonly interactionTokenMs: number;
  readonly nonceWindowMs: number;
  readonly oldMessageAfterMs: number;
  /** Edits of messages older than `oldMessageAfterMs`, per channel and hour. */
  readonly oldMessageEditsMax: number;
  readonly sessionStartsRemaining: number;
}

/** What a route works on. `param` throws for a name the template does not have. */
export interface Call {
  readonly world: World;
  readonly options: RestOptions;
  readonly request: RecordedRequest;
  readonly body: JsonObject;
  readonly origin: string;
  param(name: string): string;
}

export interface Answer {
  readonly status: number;
  /** Undefined answers without a body. */
  readonly body?: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Segments beginning with a colon are parameters. */
  readonly path: string;
  /** Routes with an interaction token in their path need no other. */
  readonly auth: 'bot' | 'token-in-path';
  readonly handle: (call: Call) => Answer;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
}

/** The route of a request; `other-method` where only the path is known. */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch | 'other-method' | null {
  let pathKnown = false;
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (!params) continue;
    if (route.method === method) return { route, params };
    pathKnown = true;
  }
  return pathKnown ? 'other-method' : null;
}

function matchPath(template: string, path: string): ReadonlyMap<string, string> | null {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params = new Map<string, string>();
  for (const [i, segment] of wanted.entries()) {
    const value = decode(given[i] ?? '');
    if (segment.startsWith(':')) params.set(segment.slice(1), value);
    else if (segment !== value) return null;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // A malformed escape is no id of ours, so it ends as "unknown".
  }
}
