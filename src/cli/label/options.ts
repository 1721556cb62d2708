import { UserError } from '../../domain/command.ts';
import { parseChannelName } from '../../lib/channel-name.ts';
import { readCommandLine } from '../../lib/command-line.ts';
import { EXAMPLE_FORMS, type ExampleForm } from '../examples/plain-example.ts';

export const LABEL_USAGE = `Says what stored chat messages feel like, to teach a model. Works beside the running bot.

  npm run -s label -- --channel NAME                one message after the other: p positive, n negative,
                                                    m neutral, s skip, u undo, q quit
  npm run -s label -- --counts [--channel NAME]     how many labels there are
  npm run -s label -- --export FORM FILE|-          all labels as training data: ${EXAMPLE_FORMS.join(', ')}

  --channel NAME   only labels of this channel
  --strict         end with 1 where a category has fewer than 100 examples

Ends with 0 when all went well, 1 when something failed, 2 when the command line is wrong.`;

export type LabelOptions = { readonly strict: boolean } & (
  | { readonly what: 'ask'; readonly channel: string }
  | { readonly what: 'counts'; readonly channel: string | null }
  | { readonly what: 'export'; readonly channel: string | null; readonly form: ExampleForm; readonly file: string }
);

/** @throws UserError for anything unclear */
export function parseLabelOptions(args: readonly string[]): LabelOptions | 'help' {
  const { values, positionals } = readCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      channel: { type: 'string' },
      export: { type: 'string' },
      counts: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const channel = values.channel === undefined ? null : readChannel(values.channel);
  const { strict } = values;
  if (values.export !== undefined) {
    if (values.counts) throw new UserError('--counts and --export are two things. Ask for one of them.');
    return { what: 'export', strict, channel, form: readForm(values.export), file: readFile(positionals) };
  }
  if (positionals.length > 0) throw new UserError(`"${positionals[0]}" is not understood. Files belong to --export.`);
  if (values.counts) return { what: 'counts', strict, channel };
  if (channel === null) throw new UserError('Say whose chat is to be labelled: --channel NAME.');
  return { what: 'ask', strict, channel };
}

function readChannel(typed: string): string {
  const name = parseChannelName(typed);
  if (name === null) throw new UserError(`--channel ${typed} cannot be a Twitch channel.`);
  return name;
}

function readForm(typed: string): ExampleForm {
  const form = EXAMPLE_FORMS.find((known) => known === typed);
  if (form === undefined) throw new UserError(`--export ${typed} is unknown. There are: ${EXAMPLE_FORMS.join(', ')}.`);
  return form;
}

function readFile(positionals: readonly string[]): string {
  const [file, ...others] = positionals;
  if (file === undefined || file === '') throw new UserError('Say where the export shall go: a file, or - for stdout.');
  if (others.length > 0) throw new UserError('An export goes into one file.');
  return file;
}
