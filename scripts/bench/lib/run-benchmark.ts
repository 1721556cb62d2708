import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { USUAL_MINUTES_MAX, type Benchmark } from './benchmark.ts';
import type { Figure } from './figure.ts';

const RUNNER = fileURLToPath(new URL('run-one.ts', import.meta.url));
const MINUTE_MS = 60_000;

/**
 * Runs a benchmark in a process of its own, so that the heap and the compiled code of one do not colour the next. What it
 * prints goes to stderr.
 * @throws Error when it fails or takes longer than it may
 */
export async function runBenchmark(benchmark: Benchmark, quick: boolean): Promise<readonly Figure[]> {
  const { name, module, minutesMax = USUAL_MINUTES_MAX } = benchmark;
  const child = fork(RUNNER, [module.href, quick ? 'quick' : 'full'], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
    timeout: minutesMax * MINUTE_MS,
  });
  let figures: readonly Figure[] | null = null;
  child.on('message', (message) => (figures = message as readonly Figure[]));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (figures === null || code !== 0) throw new Error(`${name} ended with ${code ?? signal ?? 'nothing'}`);
  return figures;
}
