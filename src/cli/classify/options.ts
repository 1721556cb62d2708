import { UserError } from '../../domain/command.ts';
import { readCommandLine } from '../../lib/command-line.ts';

export interface ClassifyOptions {
  /** As `MOOD_MODEL` takes it. */
  readonly model: string;
}

export const CLASSIFY_USAGE = `Judges chat messages: positive, neutral or negative, how much so, how sure, and in which mood.

  npm run -s classify -- [options] < messages.jsonl

Reads JSON lines {"text": "…"} from the standard input and answers each with one line, in order:

  {"label":"pos","score":0.54,"confidence":0.75,"mood":"joy"}

  text         the message
  emotes       optional: names of the emotes in it, as the platform or a channel knows them
  id           optional: comes back with the answer

  label        pos, neu or neg
  score        -1 to 1
  confidence   0 to 1: how much there was to judge by
  mood         joy, hype, sad, anger, confusion or calm

A line that is no such object is answered with {"error":"…","line":7} and the rest goes on.

  --model SPEC   lexicon (default), or another model as MOOD_MODEL names it
  --help         this text

Exit codes: 0 every line was judged, 1 at least one was not, 2 the command line is wrong.`;

/** Reads the command line. @returns 'help' when asked for it @throws UserError for anything unclear */
export function parseClassifyOptions(argv: readonly string[]): ClassifyOptions | 'help' {
  const { values, positionals } = readCommandLine({
    args: [...argv],
    allowPositionals: true,
    options: { model: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) return 'help';
  const [file] = positionals;
  if (file !== undefined) throw new UserError(`Messages come from the standard input: npm run -s classify < ${file}`);
  return { model: values.model ?? 'lexicon' };
}
