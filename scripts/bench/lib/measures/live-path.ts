import { benchLivePath } from '../../live-path/bench-live-path.ts';
import type { Measure } from '../benchmark.ts';
import { atLeast, quantile, runs, type Figure } from '../figure.ts';
import { readEverything } from './read-everything.ts';

/** Each round is a turn of every client; one round more warms each of them up. */
export const measure: Measure = async (quick) => {
  const rounds = quick ? 1 : 4;
  const messages = quick ? 50_000 : 150_000;
  const twurple: number[] = [];
  const tmi: number[] = [];
  const bare: number[] = [];
  const everything: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const result = await benchLivePath(1, messages);
    twurple.push(result.twurple);
    tmi.push(result.tmi);
    bare.push(result.ours);
    everything.push(await readEverything(messages));
  }
  const rate = (name: string, values: readonly number[], more = {}): Figure => runs(name, 'msg/s', values, more);
  const baseline = { name: 'bare @twurple/chat', value: quantile(twurple, 0.5) };
  const fastest = atLeast(Math.max(baseline.value, quantile(tmi, 0.5)));
  return [
    rate('bare @twurple/chat, handler does nothing', twurple),
    rate('bare tmi.js, handler does nothing', tmi, { baseline }),
    rate('Hypewire, handler does nothing', bare, { bar: fastest, baseline }),
    rate('Hypewire, whole pipeline behind it', everything, { bar: fastest, baseline }),
  ];
};
