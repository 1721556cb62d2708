import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiDocument, ApiOperation } from '../../../src/web/openapi/api-document.ts';
import { createPathMatcher } from '../../fakes/openapi/paths.ts';
import { TOKEN } from './fake-bot.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed where it is JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ApiCall {
  readonly method?: string;
  readonly body?: unknown;
  /** Send the right token. */
  readonly token?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the server, and holds every answer against the server's own published document. */
export class ApiClient {
  readonly document: ApiDocument;
  /** `operationId status` of everything that was answered. */
  readonly seen = new Set<string>();
  readonly #base: string;
  readonly #ajv: Ajv2020;
  readonly #match: ReturnType<typeof createPathMatcher>;

  private constructor(base: string, document: ApiDocument) {
    this.#base = base;
    this.document = document;
    this.#ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, 'api');
    this.#match = createPathMatcher(document.paths);
  }

  static async open(base: string): Promise<ApiClient> {
    const response = await fetch(`${base}/api/openapi.json`);
    return new ApiClient(base, (await response.json()) as ApiDocument);
  }

  /** @throws when the document does not promise this answer */
  async call(path: string, { method = 'GET', body, token = false, headers = {} }: ApiCall = {}): Promise<ApiAnswer> {
    const response = await fetch(this.#base + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${TOKEN}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const parsed: unknown = type.endsWith('json') ? JSON.parse(text) : text;
    this.#check(method, path, response.status, type, parsed);
    return { status: response.status, headers: response.headers, text, body: parsed as ApiAnswer['body'] };
  }

  #check(method: string, path: string, status: number, type: string, body: unknown): void {
    const template = this.#match(new URL(path, this.#base).pathname)?.template;
    const operation = template === undefined ? undefined : this.document.paths[template]?.[method.toLowerCase()];
    if (operation === undefined || template === undefined) throw new Error(`${method} ${path} is not in the document`);
    this.seen.add(`${operation.operationId} ${status}`);
    const promised = operation.responses[status];
    if (promised === undefined)
      throw new Error(`${operation.operationId} does not promise ${status}: ${JSON.stringify(body)}`);
    if (promised.content === undefined) return;
    if (promised.content[type] === undefined)
      throw new Error(`${operation.operationId} ${status} does not promise ${type}`);
    const pointer = ['paths', template, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
    const reference = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).map(encodeURIComponent);
    const validate = this.#ajv.compile({ $ref: `api#/${reference.join('/')}` });
    if (!validate(body))
      throw new Error(`${operation.operationId} ${status}: ${this.#ajv.errorsText(validate.errors)}`);
  }

  get operations(): readonly ApiOperation[] {
    return Object.values(this.document.paths).flatMap((methods) => Object.values(methods));
  }
}
