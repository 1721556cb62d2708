import { createBenchPipeline } from '../bench-pipeline.ts';
import { createChat } from '../made-up-chat.ts';

export interface Load {
  readonly channels: number;
  /** Messages a second and channel. */
  readonly perSecond: number;
  /** Simulated time that is measured, after as much again as the detector needs to know the channel. */
  readonly seconds: number;
}

export interface Evening {
  /** One sample a simulated second. */
  readonly nsPerMessage: readonly number[];
  readonly nsPerAccept: readonly number[];
  /** One sample a tick. */
  readonly tickMs: readonly number[];
}

const WARM_UP_SECONDS = 90;
const TICKS_PER_SECOND = 4;
const CHATTERS = 2_000;

/** Plays made-up chat through the whole pipeline, quarter second by quarter second, and times accept and tick apart. */
export function playEvening({ channels, perSecond, seconds }: Load): Evening {
  const pipeline = createBenchPipeline();
  const chat = createChat(1, CHATTERS);
  const names = Array.from({ length: channels }, (_, i) => `channel${i}`);
  const evening = { nsPerMessage: [] as number[], nsPerAccept: [] as number[], tickMs: [] as number[] };
  const perTick = (channels * perSecond) / TICKS_PER_SECOND;
  let turn = 0;
  for (let second = 0; second < WARM_UP_SECONDS + seconds; second++) {
    let acceptMs = 0;
    let tickMs = 0;
    for (let tick = 0; tick < TICKS_PER_SECOND; tick++) {
      const at = second * 1_000 + tick * 250;
      const messages = Array.from({ length: perTick }, (_, i) =>
        chat(names[turn++ % channels]!, at + (i / perTick) * 250),
      );
      const from = performance.now();
      for (const message of messages) pipeline.accept(message);
      const between = performance.now();
      pipeline.tick(at + 250);
      const end = performance.now();
      acceptMs += between - from;
      tickMs += end - between;
      if (second >= WARM_UP_SECONDS) evening.tickMs.push(end - between);
    }
    if (second < WARM_UP_SECONDS) continue;
    const count = perTick * TICKS_PER_SECOND;
    evening.nsPerAccept.push((acceptMs * 1e6) / count);
    evening.nsPerMessage.push(((acceptMs + tickMs) * 1e6) / count);
  }
  return evening;
}
