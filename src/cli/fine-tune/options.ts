import { UserError } from '../../domain/command.ts';
import { readCommandLine } from '../../lib/command-line.ts';

const STEPS = ['prepare', 'upload', 'start', 'status', 'wait'] as const;
export type Step = (typeof STEPS)[number];

export const FINE_TUNE_USAGE = `Teaches a language model what this chat feels like, from labels (npm run -s label).

  npm run -s fine-tune -- STEP

  prepare   writes training and validation examples from all labels, and says what is wrong with them
  upload    sends them to the server that OPENAI_API_KEY and OPENAI_BASE_URL name
  start     starts the training; this is what costs money
  status    how far it is
  wait      follows it to its end, and says how to use the model

  --model BASE   with start: the model to begin with (OPENAI_MODEL if left out); one the server can fine-tune
  --write-env    with status and wait: write the resulting MOOD_MODEL into .env

Every step can be repeated: what is done already is not done twice. It stands in fine-tune/ beside the database.
Ends with 0 when all went well, 1 when something failed, 2 when the command line is wrong.`;

export interface FineTuneOptions {
  readonly step: Step;
  readonly model: string | null;
  readonly writeEnv: boolean;
}

/** @throws UserError for anything unclear */
export function parseFineTuneOptions(args: readonly string[]): FineTuneOptions | 'help' {
  const { values, positionals } = readCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      model: { type: 'string' },
      'write-env': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [typed, ...others] = positionals;
  const step = STEPS.find((known) => known === typed);
  if (step === undefined || others.length > 0) throw new UserError(`Say one step: ${STEPS.join(', ')}.`);
  if (values.model !== undefined && step !== 'start') throw new UserError('--model belongs to start.');
  if (values.model?.trim() === '') throw new UserError('--model names no model.');
  if (values['write-env'] && step !== 'status' && step !== 'wait') {
    throw new UserError('--write-env belongs to status and wait: only they know the resulting model.');
  }
  return { step, model: values.model?.trim() ?? null, writeEnv: values['write-env'] };
}
