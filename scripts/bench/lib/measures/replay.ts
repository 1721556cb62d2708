import { benchReplay } from '../../replay/bench-replay.ts';
import type { Measure } from '../benchmark.ts';
import { atLeast, quantile, runs } from '../figure.ts';

const PER_SECOND_MIN = 200_000;

export const measure: Measure = async (quick) => {
  const rounds = quick ? 1 : 4;
  const messages = quick ? 300_000 : 1_000_000;
  const results = [];
  // The first round compiles the code; a quick run lives with that.
  for (let round = quick ? 1 : 0; round <= rounds; round++) {
    const result = await benchReplay(messages);
    if (round > 0) results.push(result);
  }
  const reading = results.map(({ readPerSecond }) => readPerSecond);
  const baseline = { name: 'reading alone', value: quantile(reading, 0.5) };
  return [
    runs('file to events (JSON lines), reading alone', 'msg/s', reading),
    runs(
      'file to moments',
      'msg/s',
      results.map(({ playedPerSecond }) => playedPerSecond),
      {
        bar: atLeast(PER_SECOND_MIN),
        baseline,
      },
    ),
    runs(
      'resident memory while playing, highest',
      'MB',
      results.map(({ peakRssMb }) => peakRssMb),
    ),
  ];
};
