/** `npm run -s fine-tune`: from labels to a model of one's own. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, loadConfig, type Config } from '../config/config.ts';
import { UserError } from '../domain/command.ts';
import { systemClock } from '../lib/clock.ts';
import { openLabelsBeside } from '../storage/labels/beside.ts';
import { FINE_TUNE_USAGE, parseFineTuneOptions, type FineTuneOptions } from './fine-tune/options.ts';
import { connectTraining } from './fine-tune/remote.ts';
import { prepare, start, status, upload, wait, type FineTuning } from './fine-tune/steps.ts';
import { moodModelLine, writeEnvLine } from './fine-tune/write-env.ts';
import { storedDatabase } from './stored-database.ts';

const FOLDER = 'fine-tune';
const ENV_FILE = '.env';

/** Exit codes: 0 done, 1 something failed, 2 the command line is wrong, 130 interrupted. */
async function main(): Promise<number> {
  let options;
  try {
    options = parseFineTuneOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    note(`${error.message}\n\nnpm run -s fine-tune -- --help says more.`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(`${FINE_TUNE_USAGE}\n`);
    return 0;
  }
  const stop = new AbortController();
  const interrupt = (): void => stop.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE);
    await run(options, loadConfig(process.env), stop.signal);
    return 0;
  } catch (error) {
    if (stop.signal.aborted) return 130;
    if (!(error instanceof UserError || error instanceof ConfigError)) throw error;
    note(error.message);
    return 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

async function run({ step, model, writeEnv }: FineTuneOptions, config: Config, signal: AbortSignal): Promise<void> {
  const context = contextOf(config);
  switch (step) {
    case 'prepare':
      return void (await prepare(context));
    case 'upload':
      return upload(context);
    case 'start':
      return start(context, model ?? config.models.openai?.model ?? null);
    case 'status':
      return finish(await status(context), writeEnv);
    case 'wait':
      return finish(await wait(context, signal), writeEnv);
  }
}

async function finish(model: string | null, writeEnv: boolean): Promise<void> {
  if (model === null) return;
  const line = moodModelLine(model);
  if (!writeEnv)
    return say(`The model is ready. Put this line into ${ENV_FILE}, or repeat this with --write-env:\n${line}`);
  await writeEnvLine(ENV_FILE, line);
  say(`Wrote ${line} into ${ENV_FILE}. It is used from the next start of the bot.`);
}

function contextOf(config: Config): FineTuning {
  const { url, folder } = storedDatabase(config, process.env);
  const { openai } = config.models;
  return {
    labels: () => openLabelsBeside(url, systemClock),
    server() {
      if (openai !== null) return connectTraining(openai);
      throw new UserError('No server is known that could train. Set OPENAI_API_KEY, or OPENAI_BASE_URL.');
    },
    folder: path.join(folder, FOLDER),
    baseUrl: openai?.baseUrl ?? '',
    clock: systemClock,
    say,
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function note(text: string): void {
  process.stderr.write(`fine-tune: ${text}\n`);
}

process.exitCode = await main();
