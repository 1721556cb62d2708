export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateLimitOptions {
  /** Requests a second of the bot's token over all routes. */
  readonly globalPerSecond: number;
  readonly standard: RateLimit;
  /** By `METHOD /route/:template`. */
  readonly routes: Readonly<Record<string, RateLimit>>;
}

export const DEFAULT_RATE_LIMITS: RateLimitOptions = {
  globalPerSecond: 50,
  standard: { limit: 50, windowMs: 1_000 },
  routes: {
    'POST /channels/:channelId/messages': { limit: 5, windowMs: 5_000 },
    'PATCH /channels/:channelId/messages/:messageId': { limit: 5, windowMs: 5_000 },
    'POST /channels/:channelId/messages/:messageId/crosspost': { limit: 10, windowMs: 3_600_000 },
  },
};

export interface Verdict {
  readonly headers: Readonly<Record<string, string>>;
  /** Null lets the request through. */
  readonly retryAfterMs: number | null;
  readonly global: boolean;
}

interface Window {
  endsAt: number;
  used: number;
}

/** Counts requests per route and top-level resource, and over all of them. */
export class RateLimits {
  readonly #options: RateLimitOptions;
  readonly #windows = new Map<string, Window>();

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** @param major the channel, guild or webhook that splits the bucket; '' where there is none */
  take(route: string, major: string, countsGlobally: boolean, now: number): Verdict {
    if (countsGlobally) {
      const global = this.#window('global', { limit: this.#options.globalPerSecond, windowMs: 1_000 }, now);
      if (global.used >= this.#options.globalPerSecond) {
        return { headers: {}, retryAfterMs: global.endsAt - now, global: true };
      }
      global.used++;
    }
    const limit = this.#options.routes[route] ?? this.#options.standard;
    const window = this.#window(`${route} ${major}`, limit, now);
    const limited = window.used >= limit.limit;
    if (!limited) window.used++;
    const headers = {
      'x-ratelimit-bucket': Buffer.from(route).toString('hex').slice(-32),
      'x-ratelimit-limit': String(limit.limit),
      'x-ratelimit-remaining': String(limit.limit - window.used),
      'x-ratelimit-reset': String(window.endsAt / 1_000),
      'x-ratelimit-reset-after': String((window.endsAt - now) / 1_000),
    };
    return { headers, retryAfterMs: limited ? window.endsAt - now : null, global: false };
  }

  #window(key: string, limit: RateLimit, now: number): Window {
    const known = this.#windows.get(key);
    if (known && known.endsAt > now) return known;
    const fresh = { endsAt: now + limit.windowMs, used: 0 };
    this.#windows.set(key, fresh);
    return fresh;
  }
}
