import type { Topic } from './topic.ts';

/** Messages at which a sample is worth half of all confidence it can give. */
const HALF_SURE_MESSAGES = 20;

/** What is not part of a topic counts as one topic a message. Bits: 0 when everybody says the same. */
export function entropyOf(topics: readonly Topic[], messages: number): number {
  const shares = topics.map(({ bucket }) => bucket.share).filter((share) => share > 0);
  const covered = shares.reduce((sum, share) => sum + share, 0);
  const scale = Math.max(1, covered);
  let bits = 0;
  for (const share of shares) bits -= (share / scale) * Math.log2(share / scale);
  const rest = Math.max(0, 1 - covered);
  return rest > 0 && messages > 0 ? bits + rest * Math.log2(messages) : bits;
}

/**
 * How far a headline can be trusted, 0 to 1: the size of the sample, times how much of what was said the named topics
 * cover, times how much alike it was.
 */
export function confidenceOf(topics: readonly Topic[], named: readonly string[], messages: number): number {
  if (messages === 0) return 0;
  const missed = topics.reduce((rest, { bucket }) => (named.includes(bucket.id) ? rest * (1 - bucket.share) : rest), 1);
  const alike = 1 - Math.min(1, entropyOf(topics, messages) / Math.max(1, Math.log2(messages)));
  const size = messages / (messages + HALF_SURE_MESSAGES);
  return Math.max(0, Math.min(1, size * (0.3 + 0.5 * (1 - missed) + 0.2 * alike)));
}

/** Total variation between two distributions over topics: 0 the same, 1 nothing in common. */
export function distanceBetween(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const id of new Set([...a.keys(), ...b.keys()])) sum += Math.abs((a.get(id) ?? 0) - (b.get(id) ?? 0));
  return sum / 2;
}

/** Shares of the topics and of the rest; they add up to 1. */
export function distributionOf(topics: readonly Topic[]): ReadonlyMap<string, number> {
  const covered = topics.reduce((sum, { bucket }) => sum + bucket.share, 0);
  const scale = Math.max(1, covered);
  const shares = new Map(topics.map(({ bucket }) => [bucket.id, bucket.share / scale]));
  return shares.set('', Math.max(0, 1 - covered));
}
