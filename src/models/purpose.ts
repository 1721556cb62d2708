/** What language models are asked for. Bounded: each is a metric label and a key of what is stored. */
export type Purpose = 'headline' | 'summary' | 'mood';
