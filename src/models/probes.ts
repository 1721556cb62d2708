import type { Digest, TopicBucket } from '../domain/headline.ts';
import type { RateableText } from '../domain/ports/models.ts';

/** Made-up chat to try a new model with: nobody's words leave the machine before it has proved itself. */
export const PROBE_TEXTS: readonly RateableText[] = [
  { text: 'I love this, what a great play', emotes: [] },
  { text: 'this is terrible and so boring', emotes: [] },
];

export function probeDigest(now: number): Digest {
  const from = now - 60_000;
  const bucket: TopicBucket = {
    id: 'probe',
    from,
    to: now,
    topic: 'great clutch',
    keywords: ['great', 'clutch', 'round'],
    messages: 6,
    chatters: 4,
    share: 1,
    sentiment: 0.6,
    samples: ['what a great clutch', 'great clutch this round', 'that clutch was great'].map((text, i) => ({
      messageId: `probe-${i}`,
      chatterId: `probe-${i}`,
      text,
    })),
  };
  const counts = { messages: 6, chatters: 4, sentiment: 0.6, entropy: 0, revision: 1 };
  return { channel: 'probe', from, to: now, ...counts, buckets: [bucket] };
}
