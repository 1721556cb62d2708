/** `npm run -s label`: labels for fine-tuning, in the terminal. */
import { existsSync } from 'node:fs';
import { ConfigError, loadConfig } from '../config/config.ts';
import { UserError } from '../domain/command.ts';
import { EXAMPLES_WANTED, type LabelCounts } from '../domain/privacy.ts';
import { systemClock } from '../lib/clock.ts';
import { CATEGORY_NAMES, countsText, missingExamples } from '../lib/label-counts.ts';
import { openLabelsBeside, type LabelsBeside } from '../storage/labels/beside.ts';
import { askLabels, totals } from './label/ask-labels.ts';
import { exportToFile, writeLabels } from './label/export-labels.ts';
import { readKeys } from './label/keys.ts';
import { LABEL_USAGE, parseLabelOptions, type LabelOptions } from './label/options.ts';
import { storedDatabase } from './stored-database.ts';

/** Exit codes: 0 done, 1 something failed or (with --strict) too few examples, 2 the command line is wrong. */
async function main(): Promise<number> {
  let options;
  try {
    options = parseLabelOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    note(`${error.message}\n\nnpm run -s label -- --help says more.`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(`${LABEL_USAGE}\n`);
    return 0;
  }
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const { url } = storedDatabase(loadConfig(process.env), process.env);
    await using labels = await openLabelsBeside(url, systemClock);
    return await run(labels, options);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof ConfigError)) throw error;
    note(error.message);
    return 1;
  }
}

async function run(labels: LabelsBeside, options: LabelOptions): Promise<number> {
  const { channel } = options;
  switch (options.what) {
    case 'ask': {
      const keys = readKeys(process.stdin);
      const print = (text: string): void => void process.stdout.write(`${text}\n`);
      await askLabels({ labels, channel: options.channel, keys, print, now: () => systemClock.now() });
      // A terminal left open would keep the process waiting for keys.
      process.stdin.destroy();
      return verdict(await labels.counts([options.channel]), options.strict, () => undefined);
    }
    case 'counts': {
      const channels = channel === null ? undefined : [channel];
      process.stdout.write(`${await totals(labels, channels)}\n`);
      return verdict(await labels.counts(channels), options.strict, () => undefined);
    }
    case 'export': {
      const written =
        options.file === '-'
          ? await writeLabels(labels, options, process.stdout)
          : await exportToFile(labels, options, options.file);
      // Whoever reads has seen enough, as `head` does.
      if (written === null) return 0;
      note(`Exported ${countsText(written)}.`);
      return verdict(written, options.strict, note);
    }
  }
}

/** Warns of every category with too few examples. */
function verdict(counts: LabelCounts, strict: boolean, warn: (sentence: string) => void): number {
  const missing = missingExamples(counts);
  for (const [category] of missing) {
    warn(
      `Only ${counts[category]} ${CATEGORY_NAMES[category]} examples: at least ${EXAMPLES_WANTED} of each category are advised.`,
    );
  }
  return strict && missing.size > 0 ? 1 : 0;
}

function note(text: string): void {
  process.stderr.write(`label: ${text}\n`);
}

process.exitCode = await main();
