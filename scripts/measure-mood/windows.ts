import { SENTIMENT_LABELS, type SentimentLabel } from '../../src/domain/mood.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { correlation, sum } from './figures.ts';

/** A comment as people and as a model judged it. */
export interface JudgedComment {
  readonly truth: SentimentLabel;
  readonly said: SentimentLabel;
  readonly score: number;
}

export interface WindowFigures {
  /** Correlation of the windows' mean score with their true mean, where positive is 1 and negative -1. */
  readonly r: number;
  /** Half the sum of absolute differences between the true shares of the three labels and the model's. */
  readonly shareError: number;
}

const COMMENTS_A_WINDOW = 40;
const WINDOWS = 4000;
const SEED = 1;
const VALUE: Readonly<Record<SentimentLabel, number>> = { pos: 1, neu: 0, neg: -1 };

/**
 * How well a model reads a crowd: windows of comments drawn with replacement, each with its own mix of the labels, every
 * mix as likely as any other (uniform over the simplex).
 */
export function windowFigures(comments: readonly JudgedComment[]): WindowFigures {
  const random = seededRandom(SEED);
  const byLabel = SENTIMENT_LABELS.map((label) => comments.filter(({ truth }) => truth === label));
  if (byLabel.some((group) => group.length === 0)) return { r: 0, shareError: 1 };
  const truths: number[] = [];
  const scores: number[] = [];
  let errors = 0;
  for (let i = 0; i < WINDOWS; i++) {
    const window = drawWindow(byLabel, random);
    truths.push(sum(window.map(({ truth }) => VALUE[truth])));
    scores.push(sum(window.map(({ score }) => score)));
    for (const label of SENTIMENT_LABELS) {
      const isTruth = window.filter(({ truth }) => truth === label).length;
      const isSaid = window.filter(({ said }) => said === label).length;
      errors += Math.abs(isTruth - isSaid) / COMMENTS_A_WINDOW / 2;
    }
  }
  return { r: correlation(truths, scores), shareError: errors / WINDOWS };
}

function drawWindow(byLabel: readonly (readonly JudgedComment[])[], random: () => number): readonly JudgedComment[] {
  const weights = byLabel.map(() => -Math.log(1 - random()));
  const total = sum(weights);
  return Array.from({ length: COMMENTS_A_WINDOW }, () => {
    let left = random() * total;
    let group = byLabel.length - 1;
    for (const [index, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) {
        group = index;
        break;
      }
    }
    const comments = byLabel[group] ?? [];
    const comment = comments[Math.floor(random() * comments.length)];
    if (comment === undefined) throw new Error('a label without comments was drawn');
    return comment;
  });
}
