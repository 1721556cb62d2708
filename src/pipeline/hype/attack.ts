import type { FeatureVector } from './features.ts';

/** First-time chatters within 15 s from which on a wave can be an attack. */
const NEWCOMERS_MIN = 12;
/** Their least share of all who write, and the least share of repeated texts among the messages. */
const NEWCOMER_SHARE_MIN = 0.6;
const ALIKE_SHARE_MIN = 0.5;

/**
 * Shaped like a bot or hate raid: a crowd of strangers who all say nearly the same. A crowd that cheers mostly knows the
 * channel, and a friendly raid greets in many voices.
 */
export function isAttack({
  newcomers,
  chatters,
  alike,
  messages,
}: Pick<FeatureVector, 'newcomers' | 'chatters' | 'alike' | 'messages'>): boolean {
  return (
    newcomers >= NEWCOMERS_MIN && newcomers >= NEWCOMER_SHARE_MIN * chatters && alike >= ALIKE_SHARE_MIN * messages
  );
}
