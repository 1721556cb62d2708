import { setTimeout as delay } from 'node:timers/promises';
import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';

const TICK_MS = 250;
/** Ticks further apart than this mean that chat was not read in between: a frozen process or a sleeping machine. */
const JUMP_MS = 5_000;

export interface TickerOptions {
  readonly pipeline: Pipeline;
  readonly now: () => EpochMs;
  readonly observer: Observer;
}

/** Ticks the pipeline on the quarter seconds until disposed. A jump of the clock becomes a gap in every channel. */
export function startTicker({ pipeline, now, observer }: TickerOptions): AsyncDisposable {
  const controller = new AbortController();
  let last = now();
  const tick = (): void => {
    const at = now();
    if (at - last > JUMP_MS) for (const channel of pipeline.channels()) pipeline.accept(clockJump(channel, at));
    last = at;
    pipeline.tick(at);
  };
  const run = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      await delay(TICK_MS - (now() % TICK_MS), undefined, { signal: controller.signal }).catch(() => undefined);
      try {
        if (!controller.signal.aborted) tick();
      } catch (error) {
        observer.stageFailed('tick', error);
      }
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      controller.abort();
      await running;
    },
  };
}

function clockJump(channel: ChannelName, at: EpochMs) {
  return { kind: 'gap', channel, sentAt: at, receivedAt: at, reason: 'clock-jump' } as const;
}
