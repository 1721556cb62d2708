import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { UserError } from '../../domain/command.ts';
import { EXAMPLES_WANTED } from '../../domain/privacy.ts';
import { CATEGORY_NAMES, countsText, missingExamples } from '../../lib/label-counts.ts';
import { tokensEstimate } from '../../models/budget/prices.ts';
import type { LabelsBeside } from '../../storage/labels/beside.ts';
import { questionExample } from '../examples/question-example.ts';
import { LabelJudge, PrepareTally } from './judge-labels.ts';
import type { Prepared } from './state.ts';

/** Fewer are refused by OpenAI ("Supervised fine-tuning", "Choosing how many examples to use"). */
const TRAINING_EXAMPLES_MIN = 10;
const IMBALANCE_NOTED = 5;

export const TRAINING_FILE = 'training.jsonl';
export const VALIDATION_FILE = 'validation.jsonl';

/** Writes both files anew from the labels as they are, and says what is wrong with them. @throws UserError where too few are left */
export async function prepareFiles(
  labels: Pick<LabelsBeside, 'all'>,
  folder: string,
  at: number,
  say: (line: string) => void,
): Promise<Prepared> {
  await makePrivateFolder(folder);
  const judge = new LabelJudge();
  for await (const batch of labels.all()) batch.forEach((label) => judge.see(label));
  const tally = new PrepareTally();
  const files = {
    training: new ExampleFile(path.join(folder, TRAINING_FILE)),
    validation: new ExampleFile(path.join(folder, VALIDATION_FILE)),
  };
  for await (const batch of labels.all()) {
    for (const label of batch) {
      const verdict = judge.verdict(label);
      tally.verdicts[verdict]++;
      if (verdict !== 'training' && verdict !== 'validation') continue;
      const example = questionExample(label);
      tally.examples[label.category]++;
      tally.tokens += tokensEstimate(example);
      await files[verdict].add(example, `${label.text}\n${label.category}`);
    }
  }
  const [training, validation] = await Promise.all([files.training.close(), files.validation.close()]);
  report(tally, say);
  if (tally.verdicts.training < TRAINING_EXAMPLES_MIN) {
    throw new UserError(
      `Only ${tally.verdicts.training} examples are left to train with, at least ${TRAINING_EXAMPLES_MIN} are needed. Label more: npm run -s label -- --channel NAME.`,
    );
  }
  return {
    at,
    training: { examples: tally.verdicts.training, sha256: training },
    validation: { examples: tally.verdicts.validation, sha256: validation },
  };
}

function report({ verdicts, examples, tokens, imbalance }: PrepareTally, say: (line: string) => void): void {
  say(`${verdicts.training} examples to train with and ${verdicts.validation} to validate: ${countsText(examples)}.`);
  say(`About ${tokens} tokens an epoch.`);
  if (verdicts.repeated > 0) say(`Left out: ${verdicts.repeated} that repeat another text.`);
  if (verdicts.contradictory > 0)
    say(`Left out: ${verdicts.contradictory} of texts that were labelled in different ways.`);
  if (verdicts.unusable > 0) say(`Left out: ${verdicts.unusable} that are empty or speak to a model.`);
  for (const [category] of missingExamples(examples)) {
    say(
      `Warning: only ${examples[category]} ${CATEGORY_NAMES[category]} examples, at least ${EXAMPLES_WANTED} of each category are advised.`,
    );
  }
  if (imbalance !== null && imbalance > IMBALANCE_NOTED)
    say(
      `Warning: one category has ${imbalance.toFixed(1)} times the examples of another, and the model will prefer it.`,
    );
}

/** Only its owner reads what chat said, and git ignores it. */
async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path.join(folder, '.gitignore'), '*\n');
}

/** A file that appears when it is whole. */
class ExampleFile {
  readonly #file: string;
  readonly #stream: WriteStream;
  readonly #hash = createHash('sha256');
  readonly #closed: Promise<void>;

  constructor(file: string) {
    this.#file = file;
    this.#stream = createWriteStream(`${file}.part`, { mode: 0o600 });
    this.#closed = finished(this.#stream);
    // Heard at the end, but a failure may come before.
    this.#closed.catch(() => undefined);
  }

  /** @param identity what makes the example what it is; its wording holds a mark that differs every time */
  async add(example: string, identity: string): Promise<void> {
    this.#hash.update(`${identity}\0`);
    if (!this.#stream.write(`${example}\n`)) await Promise.race([once(this.#stream, 'drain'), this.#closed]);
  }

  /** @returns a hash of what is in it */
  async close(): Promise<string> {
    this.#stream.end();
    await this.#closed;
    await rename(`${this.#file}.part`, this.#file);
    return this.#hash.digest('hex');
  }
}
