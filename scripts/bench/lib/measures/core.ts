import { LineParser } from '../../../../src/lib/irc/line-parser.ts';
import { benchCore } from '../../core/bench-core.ts';
import { chatLines } from '../../live-path/lines.ts';
import type { Measure } from '../benchmark.ts';
import { atMost, quantile, runs, sampled, single, type Figure } from '../figure.ts';
import { playEvening, type Load } from './play-evening.ts';

const NS_MAX = 2_000;
const LINES = 20_000;

/** What a message costs in the detector alone and in the whole pipeline; beside it, what reading its line costs. */
export const measure: Measure = async (quick) => {
  const parsing = parseRounds(quick ? 5 : 15);
  const baseline = { name: 'reading its line', value: quantile(parsing, 0.5) };
  const detector = benchCore().map(({ scenario, nsPerMessage }) =>
    single(`detector alone, ${scenario}`, 'ns/msg', nsPerMessage, { baseline }),
  );
  const loads: readonly Load[] = [
    { channels: 1, perSecond: 1_000, seconds: quick ? 60 : 240 },
    { channels: 2_000, perSecond: 2.5, seconds: quick ? 20 : 60 },
  ];
  return [
    runs('reading one line with all its tags', 'ns/msg', parsing),
    ...detector,
    ...loads.flatMap((load) => wholePipeline(load, baseline)),
  ];
};

function wholePipeline(load: Load, baseline: { readonly name: string; readonly value: number }): readonly Figure[] {
  const evening = playEvening(load);
  const where = `${load.channels === 1 ? '1 channel' : `${load.channels.toLocaleString('en-US')} channels`} × ${load.perSecond.toLocaleString('en-US')} msg/s`;
  return [
    sampled(`pipeline, ${where}: a message, ticks included`, 'ns/msg', evening.nsPerMessage, {
      bar: atMost(NS_MAX),
      baseline,
    }),
    sampled(`pipeline, ${where}: a message, accept alone`, 'ns/msg', evening.nsPerAccept, { baseline }),
    sampled(`pipeline, ${where}: one tick of all channels`, 'ms', evening.tickMs),
  ];
}

function parseRounds(rounds: number): readonly number[] {
  const lines = chatLines(LINES, 'parsed');
  const parser = new LineParser();
  const now = Date.now();
  return Array.from({ length: rounds + 1 }, () => {
    const from = performance.now();
    for (const line of lines) parser.parse(line, now);
    return ((performance.now() - from) * 1e6) / LINES;
  }).slice(1);
}
