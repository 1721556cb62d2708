import { parseArgs } from 'node:util';
import { total, verdictOf, type Verdict } from '../../src/cli/backtest/verdict.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { FEATURES } from '../../src/pipeline/hype/features.ts';
import { COEFFICIENTS } from '../../src/pipeline/hype/score-model.ts';
import { fitLogistic } from './logistic.ts';
import { readFeatures, tallyWith, type FeatureStream } from './read-features.ts';

const USAGE = `Fits the score's weights on labelled chat and reports how they do on streams and games they were not fitted on.

  node scripts/run.mjs scripts/fit-detector/fit-detector.ts FILE… --labels F

The burst features (short, emotes, outcry) are fitted. The others stay as shipped: they set how large a crowd must be and
how quiet and busy, calm and lively chats compare, which labels of single streams cannot say.`;

const ALERTS_AN_HOUR = 12;
const FOLDS = 6;
const RIDGE = 300;
const SEED = 1;
const FITTED = [0, 1, 2];
const SHIPPED = FEATURES.map((name) => COEFFICIENTS[name]);

const { values, positionals } = parseArgs({ allowPositionals: true, options: { labels: { type: 'string' } } });
if (values.labels === undefined || positionals.length === 0) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  report((await readFeatures(positionals, values.labels)).filter(({ labels }) => labels !== null));
}

function report(streams: readonly FeatureStream[]): void {
  const games = [...new Set(streams.map((stream) => gameOf(stream)))];
  const of = (game: string): FeatureStream[] => streams.filter((stream) => gameOf(stream) === game);
  console.log(`fitted on everything: ${describe(fit(streams))}`);
  console.log(`shipped:              ${describe(SHIPPED)}\n`);
  for (const game of games)
    console.log(`shipped, medium (10)           ${game.padEnd(8)} ${show(verdictAt(of(game), () => SHIPPED, 10))}`);
  const held = crossValidate(streams);
  const threshold = Math.max(...games.map((game) => thresholdFor(of(game), held)));
  for (const game of games) {
    console.log(
      `${FOLDS}-fold by stream, one threshold ${game.padEnd(8)} ${show(verdictAt(of(game), held, threshold))}`,
    );
  }
  for (const game of games) {
    const others = fit(streams.filter((stream) => gameOf(stream) !== game));
    const at = thresholdFor(of(game), () => others);
    console.log(
      `fitted on the other game       ${game.padEnd(8)} ${show(verdictAt(of(game), () => others, at))}   ${describe(others)}`,
    );
  }
}

function gameOf(stream: FeatureStream): string {
  return stream.labels?.game ?? '';
}

/** Fitted weights, scaled so that their sum is that of the shipped ones, beside the two that are not fitted. */
function fit(streams: readonly FeatureStream[]): number[] {
  const weights = fitLogistic(streams, FITTED, RIDGE);
  const bursts = (all: readonly number[]): number => all.slice(0, 3).reduce((sum, value) => sum + value, 0);
  const scale = bursts(SHIPPED) / bursts(weights);
  return SHIPPED.map((value, index) => (index < FITTED.length ? (weights[index] ?? 0) * scale : value));
}

type WeightsOf = (stream: FeatureStream) => readonly number[];

function crossValidate(streams: readonly FeatureStream[]): WeightsOf {
  const random = seededRandom(SEED);
  const shuffled = streams.map((stream) => ({ stream, at: random() })).sort((a, b) => a.at - b.at);
  const foldOf = new Map(shuffled.map(({ stream }, index) => [stream, index % FOLDS]));
  const weights = Array.from({ length: FOLDS }, (_, fold) =>
    fit(streams.filter((stream) => foldOf.get(stream) !== fold)),
  );
  return (stream) => weights[foldOf.get(stream) ?? 0] ?? SHIPPED;
}

function verdictAt(streams: readonly FeatureStream[], weightsOf: WeightsOf, threshold: number): Verdict {
  return verdictOf(total(streams.map((stream) => tallyWith(stream, weightsOf(stream), threshold))));
}

/** The lowest threshold with at most {@link ALERTS_AN_HOUR}. */
function thresholdFor(streams: readonly FeatureStream[], weightsOf: WeightsOf): number {
  let [low, high] = [3, 30];
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (verdictAt(streams, weightsOf, middle).alertsPerHour > ALERTS_AN_HOUR) low = middle;
    else high = middle;
  }
  return high;
}

function describe(weights: readonly number[]): string {
  return FEATURES.map((name, index) => `${name} ${(weights[index] ?? 0).toFixed(2)}`).join('  ');
}

function show({ precision, recall, alertsPerHour }: Verdict): string {
  return `precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  at ${alertsPerHour.toFixed(1)} an hour`;
}
