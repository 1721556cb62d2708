import { labelFigures, type LabelFigures } from './figures.ts';
import type { Judge } from './judges.ts';
import type { LabelledComment } from './read-comments.ts';
import { windowFigures, type WindowFigures } from './windows.ts';

export interface MoodFigures extends LabelFigures, WindowFigures {
  readonly comments: number;
}

export function measure(comments: readonly LabelledComment[], judge: Judge): MoodFigures {
  const judged = comments.map(({ label: truth, text }) => {
    const { label: said, score } = judge.judge(text);
    return { truth, said, score };
  });
  return { comments: comments.length, ...labelFigures(judged), ...windowFigures(judged) };
}

/** Messages a second on one core, once warm. */
export function speedOf(comments: readonly LabelledComment[], judge: Judge): number {
  const rounds = Math.ceil(SPEED_MESSAGES / Math.max(1, comments.length));
  let best = 0;
  for (let run = 0; run < SPEED_RUNS; run++) {
    const started = performance.now();
    for (let round = 0; round < rounds; round++) for (const { text } of comments) judge.judge(text);
    best = Math.max(best, (rounds * comments.length) / ((performance.now() - started) / 1000));
  }
  return best;
}

const SPEED_MESSAGES = 30_000;
const SPEED_RUNS = 5;
