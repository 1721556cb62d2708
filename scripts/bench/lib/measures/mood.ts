import { benchMood } from '../../mood/bench-mood.ts';
import type { Measure } from '../benchmark.ts';
import { atMost, quantile, runs } from '../figure.ts';

const WHOLE_CORE = 'whole core';
const NS_MAX = 2_000;
/** The lists of words that everybody begins with. */
const BESIDE = 'AFINN-165 alone: text to judgement';

/** What feeling and summing up cost a message; beside it two word lists on the same texts. */
export const measure: Measure = async (quick) => {
  const costs = benchMood(quick ? 3 : 9, quick ? 20_000 : 60_000);
  const beside = costs.find(({ name }) => name === BESIDE);
  if (beside === undefined) throw new Error(`nothing is called "${BESIDE}"`);
  const baseline = { name: 'AFINN-165', value: quantile(beside.nsPerMessage, 0.5) };
  return costs.map(({ name, nsPerMessage }) =>
    runs(name, 'ns/msg', nsPerMessage, { baseline, ...(name === WHOLE_CORE ? { bar: atMost(NS_MAX) } : {}) }),
  );
};
