import { isRecord, text, tryRead, type Reader } from '../read/shape.ts';
import type { TokenKeeper } from './token.ts';

/** An answer, or a sentence that says what happened and what to do. `unauthorized`: another token is needed. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | {
      readonly kind: 'failed';
      readonly problem: string;
      readonly status: number | null;
      readonly unauthorized: boolean;
    };

export interface Http {
  get<T>(path: string, query: Query, reader: Reader<T>): Promise<Answer<T>>;
  /** A change: carries the token. The answer's body does not matter. */
  change(method: 'POST' | 'DELETE', path: string, body?: object): Promise<Answer<null>>;
  /** Like `change`, where the answer matters. */
  asOwner<T>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body: object | undefined,
    reader: Reader<T>,
  ): Promise<Answer<T>>;
  /** The address of something to download. */
  href(path: string, query: Query): string;
}

export type Query = Readonly<Record<string, string | number | null | undefined>>;

export interface HttpOptions {
  readonly base: string;
  readonly fetch: typeof fetch;
  readonly token: TokenKeeper;
}

const TIMEOUT_MS = 15_000;

export function createHttp({ base, fetch, token }: HttpOptions): Http {
  const href = (path: string, query: Query): string => {
    const url = new URL(path, base);
    url.hash = '';
    url.search = '';
    for (const [name, value] of Object.entries(query)) {
      if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
    }
    return url.href;
  };
  async function ask<T>(url: string, init: RequestInit, reader: Reader<T>): Promise<Answer<T>> {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
      const body: unknown = response.status === 204 ? null : await response.json();
      // A bot that is down says so with a report worth showing.
      const read = response.ok || response.status === 503 ? tryRead(reader, body) : null;
      if (read !== null) return { kind: 'ok', value: read };
      return failed(
        response.ok
          ? 'The bot answered something this page cannot read. Reload the page.'
          : problemIn(body, response.status),
        response.status,
      );
    } catch (error) {
      if (error instanceof SyntaxError)
        return failed('The bot answered something this page cannot read. Reload the page.', null);
      if (error instanceof Error) return failed('The bot does not answer. Is it running?', null);
      throw error;
    }
  }
  const withToken = <T>(
    method: string,
    path: string,
    body: object | undefined,
    reader: Reader<T>,
  ): Promise<Answer<T>> => {
    const headers = new Headers({ accept: 'application/json' });
    const secret = token.get();
    if (secret !== null) headers.set('authorization', `Bearer ${secret}`);
    if (body !== undefined) headers.set('content-type', 'application/json');
    return ask(
      href(path, {}),
      { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
      reader,
    );
  };
  return {
    get: (path, query, reader) => ask(href(path, query), { headers: { accept: 'application/json' } }, reader),
    async change(method, path, body) {
      const answer = await withToken(method, path, body, () => true);
      return answer.kind === 'ok' ? { kind: 'ok', value: null } : answer;
    },
    asOwner: withToken,
    href,
  };
}

function failed(problem: string, status: number | null): Extract<Answer<never>, { kind: 'failed' }> {
  return { kind: 'failed', problem, status, unauthorized: status === 401 };
}

/** The words of a problem report (RFC 9457): the fields' own sentences where there are some. */
function problemIn(body: unknown, status: number): string {
  const words = text(500);
  if (isRecord(body)) {
    const errors = Array.isArray(body['errors']) ? body['errors'] : [];
    const sentences = errors
      .slice(0, 3)
      .filter(isRecord)
      .map(({ problem, next }) => [problem, next].filter((part) => typeof part === 'string').join(' '))
      .filter((sentence) => sentence !== '');
    if (sentences.length > 0) return words(sentences.join(' '));
    for (const name of ['detail', 'title']) if (typeof body[name] === 'string') return words(body[name]);
  }
  return `The bot answered with error ${status}.`;
}
