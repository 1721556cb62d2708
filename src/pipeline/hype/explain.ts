import type { Contribution } from '../../domain/hype-moment.ts';
import { count, rate } from '../../lib/format.ts';
import type { Baseline } from './baseline.ts';
import { FEATURES, type Feature, type FeatureVector } from './features.ts';
import { COEFFICIENTS } from './score-model.ts';
import { EMOTES, MESSAGES, OUTCRY, RECENT_SECONDS, UNIT } from './second-counts.ts';

const USUAL_RATE_MIN = 0.05;

/** Why the score is what it is: one line a feature that added to it. */
export function explainScore(features: FeatureVector, baseline: Baseline): Contribution[] {
  const share = (name: Feature): number => COEFFICIENTS[name] * (features.values[FEATURES.indexOf(name)] ?? 0);
  const usual = baseline.mean(MESSAGES);
  const times = rate(features.velocity / Math.max(usual, USUAL_RATE_MIN));
  const against = (kind: number): string =>
    `${count(features.recent(kind))} in 10 s against the usual ${rate((baseline.mean(kind) / UNIT) * RECENT_SECONDS)}`;
  const parts: Contribution[] = [
    {
      kind: 'rate',
      text: `${rate(features.velocity)} msg/s, ${times}× the usual ${rate(usual)}, ${count(features.chatters)} people in 15 s`,
      points: share('short'),
    },
    { kind: 'emotes', text: `reaction emotes and words: ${against(EMOTES)}`, points: share('emotes') },
    { kind: 'outcry', text: `shouting and repetition: ${against(OUTCRY)}`, points: share('outcry') },
    {
      kind: 'rush',
      text: `${count(features.chatters)} people in 15 s, far more than usually write here`,
      points: share('rush'),
    },
    { kind: 'lively', text: 'chat erupted within the last five minutes', points: share('lively') },
  ];
  return parts.filter(({ points }) => points > 0.05).sort((a, b) => b.points - a.points);
}

/** Copies a burst needs before they are worth a word. */
const COPIES_MIN = 5;

/** What the copies of a pasted text would have added, had they counted. */
export function copyDiscount({ copies, messages }: Pick<FeatureVector, 'copies' | 'messages'>): Contribution[] {
  if (copies < COPIES_MIN) return [];
  const points = -COEFFICIENTS.short * Math.log((messages + 1) / (messages - copies + 1));
  return [
    {
      kind: 'copypasta',
      text: `${count(copies)} of ${count(messages)} messages in 10 s were copies of a pasted text`,
      points,
    },
  ];
}
