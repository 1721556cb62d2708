import { OpenAI } from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { Clock } from '../../domain/ports/clock.ts';
import type { ModelObserver, Observer } from '../../domain/ports/observer.ts';
import { Gate } from '../../lib/gate.ts';
import { LruMap } from '../../lib/lru-map.ts';
import type { DailyBudget } from '../budget/daily-budget.ts';
import type { Prices } from '../budget/prices.ts';
import type { Purpose } from '../purpose.ts';
import { createBoundedFetch } from './bounded-fetch.ts';
import type { Abilities } from './request-body.ts';

export interface EndpointOptions {
  /** Null for servers that want none. */
  readonly apiKey: string | null;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly prices: Prices;
  readonly budget: DailyBudget;
  readonly clock: Clock;
  readonly observer: ModelObserver & Pick<Observer, 'stageFailed'>;
}

const RESPONSE_BYTES_MAX = 256 * 1024;
const REMEMBERED_MODELS_MAX = 50;
/** So much at once for each purpose: moods of a busy chat must not stand in the way of a summary somebody waits for. */
const GATES: Readonly<Record<Purpose, { readonly runningMax: number; readonly waitingMax: number }>> = {
  mood: { runningMax: 2, waitingMax: 2 },
  headline: { runningMax: 2, waitingMax: 4 },
  summary: { runningMax: 2, waitingMax: 8 },
};
/** The library describes the machine in headers that some gateways refuse and no server needs. */
const SILENCED_HEADERS = Object.fromEntries(
  ['Lang', 'Package-Version', 'OS', 'Arch', 'Runtime', 'Runtime-Version', 'Retry-Count', 'Timeout'].map((name) => [
    `X-Stainless-${name}`,
    null,
  ]),
);

/** One OpenAI-compatible server: its connection, its lines to wait in, what is known of its models. */
export class Endpoint implements AsyncDisposable {
  readonly options: EndpointOptions;
  readonly gates: Readonly<Record<Purpose, Gate>>;
  readonly abilities = new LruMap<string, Abilities>(REMEMBERED_MODELS_MAX);
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  #client: OpenAI | null = null;

  constructor(options: EndpointOptions) {
    this.options = options;
    this.gates = { mood: new Gate(GATES.mood), headline: new Gate(GATES.headline), summary: new Gate(GATES.summary) };
  }

  /** Aborts when the bot stops. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** OpenAI's own newer models know only one name of the limit, and some other servers only the other. */
  get usualAbilities(): Abilities {
    const hosted = new URL(this.options.baseUrl).hostname === 'api.openai.com';
    return { rung: 'json_schema', tokenField: hosted ? 'max_completion_tokens' : 'max_tokens' };
  }

  /** One request, without retries: each attempt is accounted for on its own. @throws what the library throws */
  async complete(
    body: ChatCompletionCreateParamsNonStreaming,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<unknown> {
    this.#client ??= this.#connect();
    return this.#client.chat.completions.create(body, { signal, timeout: timeoutMs, maxRetries: 0 });
  }

  /** Lets the end of the bot wait for `work`, so that what a call cost is still written down. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  #connect(): OpenAI {
    const { apiKey, baseUrl } = this.options;
    // Everything is passed on purpose: what is left out the library takes from the environment.
    return new OpenAI({
      // The library wants one even where the server does not.
      apiKey: apiKey ?? 'unused',
      baseURL: baseUrl,
      organization: null,
      project: null,
      logLevel: 'off',
      maxRetries: 0,
      fetch: createBoundedFetch(RESPONSE_BYTES_MAX),
      defaultHeaders: SILENCED_HEADERS,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new Error('the bot is stopping'));
    await Promise.allSettled(this.#underWay);
  }
}
