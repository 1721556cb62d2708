/** `npm run -s classify`: what chat messages feel, one JSON line each. */
import { UserError } from '../domain/command.ts';
import { isClosedPipe, LineWriter } from '../lib/line-writer.ts';
import { classifyStream } from './classify/classify-stream.ts';
import { openSentimentModel } from './classify/open-model.ts';
import { CLASSIFY_USAGE, parseClassifyOptions } from './classify/options.ts';

const GATHER_CHARS = 64 * 1024;

/** Exit codes: 0 every line was judged, 1 at least one was not, 2 the command line is wrong. */
async function main(): Promise<number> {
  try {
    const options = parseClassifyOptions(process.argv.slice(2));
    if (options === 'help') {
      process.stdout.write(`${CLASSIFY_USAGE}\n`);
      return 0;
    }
    return await classify(options.model);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`classify: ${error.message}\n\nnpm run -s classify -- --help says more.\n`);
    return 2;
  }
}

async function classify(spec: string): Promise<number> {
  const stop = new AbortController();
  let broken: Error | null = null;
  await using model = await openSentimentModel(spec);
  await using out = new LineWriter(process.stdout, {
    gatherCharsMax: GATHER_CHARS,
    onClosed: (error) => {
      if (!isClosedPipe(error)) broken = error;
      stop.abort(error);
      process.stdin.destroy();
    },
  });
  if (process.stdin.isTTY) process.stderr.write('classify: type {"text":"…"} and Enter; Ctrl-D ends.\n');
  const { failed } = await classifyStream(untilClosed(stop.signal), model, out, stop.signal);
  if (broken !== null) {
    process.stderr.write(`classify: the answers could not be written (${String(broken)}).\n`);
    return 1;
  }
  return failed > 0 ? 1 : 0;
}

/** The standard input. Who stopped reading our answers ends it; that is no error. */
async function* untilClosed(signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of process.stdin) yield chunk as Buffer;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

process.exitCode = await main();
