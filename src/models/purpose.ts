/** What language models are asked for. Bounded: each is a metric label and a key of what is stored. */
export const PURPOSES = ['headline', 'summary', 'mood'] as const;
export type Purpose = (typeof PURPOSES)[number];
