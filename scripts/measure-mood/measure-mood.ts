/** How well the lexicon reads labelled comments, beside the word lists it must beat. */
import path from 'node:path';
import { SENTIMENT_LABELS } from '../../src/domain/mood.ts';
import { createJudges } from './judges.ts';
import { measure, speedOf, type MoodFigures } from './measure.ts';
import { readComments } from './read-comments.ts';

const USAGE = `Judges labelled comments and says how often the judgement is right.

  npm run -s measure-mood -- FILE.csv…

  FILE   CSV with the columns label (pos, neu, neg) and text

Windows hold 40 comments with a random mix of labels: r is the correlation of their mean score with the true one, share
error half the sum of the labels' absolute differences.`;

const files = process.argv.slice(2);
if (files.length === 0 || files.includes('--help')) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = files.length === 0 ? 2 : 0;
} else {
  const judges = createJudges();
  for (const file of files) {
    const comments = await readComments(file);
    console.log(`\n${path.basename(file)}: ${comments.length} comments`);
    console.log(`${''.padEnd(18)}accuracy  macro-F1  window r  share error   messages/s`);
    for (const judge of judges) {
      const figures = measure(comments, judge);
      console.log(row(judge.name, figures, speedOf(comments, judge)));
      if (judge === judges[0]) console.log(confusionOf(figures));
    }
  }
}

function row(name: string, { accuracy, macroF1, r, shareError }: MoodFigures, speed: number): string {
  const numbers = [accuracy, macroF1, r, shareError].map((value) => value.toFixed(3));
  const [first = '', second = '', third = '', fourth = ''] = numbers;
  return `${name.padEnd(18)}${first.padStart(8)}${second.padStart(10)}${third.padStart(10)}${fourth.padStart(13)}${Math.round(speed).toLocaleString('en').padStart(13)}`;
}

function confusionOf({ confusion }: MoodFigures): string {
  return SENTIMENT_LABELS.map((truth, i) => {
    const cells = SENTIMENT_LABELS.map((said, k) => `${said} ${String(confusion[i]?.[k] ?? 0).padStart(4)}`);
    return `    people: ${truth}   lexicon: ${cells.join('  ')}`;
  }).join('\n');
}
