import type { Figure } from './figure.ts';

/** What a benchmark's module exports. `quick` asks for a rough answer in seconds. */
export type Measure = (quick: boolean) => Promise<readonly Figure[]>;

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  /** Exports `measure`; loaded in a process of its own. */
  readonly module: URL;
  /** Longer than this it has not ended by itself; {@link USUAL_MINUTES_MAX} where it is left out. */
  readonly minutesMax?: number;
  /** Runs only when it is named: it takes longer than all others together. */
  readonly onlyNamed?: boolean;
}

export const USUAL_MINUTES_MAX = 10;

const here = (file: string): URL => new URL(file, import.meta.url);

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  {
    name: 'live-path',
    about: 'chat over a loopback WebSocket, flooded, in turns with the bare clients',
    module: here('measures/live-path.ts'),
  },
  { name: 'core', about: 'one message through the pipeline, ticks included', module: here('measures/core.ts') },
  { name: 'replay', about: 'a recorded evening from its file to its moments', module: here('measures/replay.ts') },
  { name: 'storage', about: 'a month of history in SQLite', module: here('measures/storage.ts') },
  { name: 'charts', about: 'alert charts drawn locally', module: here('measures/charts.ts') },
  { name: 'memory', about: 'many channels for five minutes', module: here('../memory/bench-memory.ts') },
  { name: 'queries', about: 'slash commands over a month of history', module: here('../queries/bench-queries.ts') },
  {
    name: 'alert-latency',
    about: 'the real program, from an eruption in chat to the request at Discord',
    module: here('../alert-latency/bench-alert-latency.ts'),
  },
  { name: 'mood', about: 'what feeling and summing up cost a message', module: here('measures/mood.ts') },
  {
    name: 'websocket',
    about: 'the real program with 500 WebSocket clients (11 min, only when named)',
    module: here('measures/websocket.ts'),
    minutesMax: 20,
    onlyNamed: true,
  },
  {
    name: 'stress',
    about: 'the real program with models under an hour of steady chat (72 min, only when named)',
    module: here('measures/stress.ts'),
    minutesMax: 90,
    onlyNamed: true,
  },
];

/** @throws a sentence for a name that is none */
export function chooseBenchmarks(names: readonly string[]): readonly Benchmark[] {
  const known = BENCHMARKS.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no benchmark "${unknown}". There are: ${known.join(', ')}.`);
  return BENCHMARKS.filter(({ name, onlyNamed = false }) => (names.length === 0 ? !onlyNamed : names.includes(name)));
}
