/** `npm run bench -- [NAME…] [--quick] [--json] [--markdown]`: measures, prints, asserts nothing. */
import { parseArgs } from 'node:util';
import { errorMessage } from '../../src/lib/error-message.ts';
import { BENCHMARKS, chooseBenchmarks, type Benchmark } from './lib/benchmark.ts';
import type { Figure } from './lib/figure.ts';
import { describeMachine, loadNow, machineLine } from './lib/machine.ts';
import { runBenchmark } from './lib/run-benchmark.ts';
import { renderMarkdown, renderTable } from './lib/table.ts';

const USAGE = `Measures Hypewire on this machine.

  npm run -s bench -- [NAME…] [--quick] [--json | --markdown]

${BENCHMARKS.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`).join('\n')}

  --quick      rough figures, in a minute or two
  --json       one JSON object with the machine and all figures
  --markdown   tables for a document`;

interface Outcome {
  readonly benchmark: Benchmark;
  readonly figures: readonly Figure[];
  readonly seconds: number;
  /** At its end, its own included: far more than the machine's cores means that others worked too. */
  readonly load: number;
  readonly failure: string | null;
}

/** Exit codes: 0 measured, 1 a benchmark broke, 2 the command line is wrong. A missed bar is no failure. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const chosen = chooseBenchmarks(positionals);
  const machine = describeMachine(new Date());
  const render = values.markdown ? renderMarkdown : renderTable;
  if (!values.json) console.log(`${machineLine(machine)}\n`);
  const outcomes: Outcome[] = [];
  for (const benchmark of chosen) {
    if (process.stderr.isTTY) process.stderr.write(`measuring ${benchmark.name} …\r\x1b[K`);
    const outcome = await measured(benchmark, values.quick);
    outcomes.push(outcome);
    if (!values.json) console.log(describe(outcome, render, values.markdown));
  }
  if (values.json) {
    const benchmarks = outcomes.map(({ benchmark, ...rest }) => ({ name: benchmark.name, ...rest }));
    console.log(JSON.stringify({ machine, quick: values.quick, benchmarks }, null, 2));
  }
  return outcomes.some(({ failure }) => failure !== null) ? 1 : 0;
}

async function measured(benchmark: Benchmark, quick: boolean): Promise<Outcome> {
  const from = performance.now();
  const ended = (figures: readonly Figure[], failure: string | null): Outcome => {
    const seconds = Math.round((performance.now() - from) / 1_000);
    return { benchmark, figures, seconds, load: loadNow(), failure };
  };
  try {
    return ended(await runBenchmark(benchmark, quick), null);
  } catch (error) {
    return ended([], errorMessage(error));
  }
}

function describe(outcome: Outcome, render: typeof renderTable, markdown: boolean): string {
  const { benchmark, figures, seconds, load, failure } = outcome;
  const title = `${benchmark.name}: ${benchmark.about} (${seconds} s, load ${load})`;
  const body = failure === null ? render(figures) : [`failed: ${failure}`];
  return [markdown ? `### ${title}\n` : title, ...body, ''].join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`bench: ${errorMessage(error)}\n\n${USAGE}\n`);
  process.exitCode = 2;
}
