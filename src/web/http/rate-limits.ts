import type { RateLimitOptions } from '@fastify/rate-limit';

const MINUTE_MS = 60_000;

/** Requests a minute and address. Beyond: 429 with Retry-After. */
export const RATE_LIMITS = {
  /** Everything that only reads; a dashboard needs about one a second. */
  reads: 1_200,
  /** Changes, wrong tokens included. */
  writes: 60,
  /** What costs much to make: exports and summaries. */
  costly: 20,
  /** Sockets opened, and the page that stands at the address of one. */
  sockets: 2_000,
} as const;

/** Addresses remembered; the one seen longest ago is forgotten. */
export const RATE_LIMIT_ADDRESSES_MAX = 5_000;

/** For `config` of a route. Each group of routes has its own count. */
export function rateLimit(group: keyof typeof RATE_LIMITS): { readonly rateLimit: RateLimitOptions } {
  return { rateLimit: { max: RATE_LIMITS[group], timeWindow: MINUTE_MS, groupId: group } };
}
