import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { BACKGROUND, GOLD, type GoldWindow } from './gold.ts';
import { measureCalls, type Calls } from './measure-calls.ts';
import { measureCost } from './measure-cost.ts';
import { rougeL } from './rouge.ts';
import { chatOf, headlineAfter } from './window-chat.ts';

/** Prints the figures that docs/headline.md gives. Nothing is asserted: a person reads them. */
async function main(): Promise<void> {
  console.log('ROUGE-L on the gold windows');
  const scores = GOLD.map(scoreOf);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  console.log(`  mean ${mean.toFixed(2)}, lowest ${Math.min(...scores).toFixed(2)} over ${scores.length} windows\n`);

  console.log('Model calls a thousand messages (a call each time the revision grows)');
  for (const rate of [20, 500]) report(`generated, ${rate} msg/s`, await measureCalls({ generated: rate }));
  const recordings = path.join(import.meta.dirname, '../../../shared/measure-data/replay');
  const files = existsSync(recordings) ? readdirSync(recordings).filter((file) => file.endsWith('.gz')) : [];
  if (files.length === 0) console.log('  no recordings beside the project: only generated chat was measured');
  for (const file of files) report(file, await measureCalls({ recording: path.join(recordings, file) }));

  console.log('\nWhat it costs');
  for (const line of measureCost()) console.log(`  ${line}`);
}

function scoreOf({ said, reference }: GoldWindow): number {
  const headline = headlineAfter(chatOf({ ...BACKGROUND, ...said }));
  const score = rougeL(headline, reference);
  console.log(`  ${score.toFixed(2)}  ${headline}\n        ${reference}`);
  return score;
}

function report(name: string, { calls, messages }: Calls): void {
  const each = (calls / messages) * 1_000;
  const saved = (1 - calls / messages) * 100;
  console.log(
    `  ${name}: ${each.toFixed(2)} (${calls} for ${messages} messages, ${saved.toFixed(2)} % fewer than one each)`,
  );
}

await main();
