import type { Writable } from 'node:stream';
import type { ChannelMetrics } from '../domain/channel-metrics.ts';
import { LIVE_DISPLAY_DEFAULTS, LiveDisplay } from './live-line.ts';
import { wantsColor } from './terminal.ts';
import { readableLog } from './log-line.ts';

const RECENT_MS = 5_000;

export interface Screen extends Disposable {
  readonly color: boolean;
  /** Log lines for people, above the live lines. */
  readonly log: Writable;
  print(text: string): void;
  metrics(metrics: ChannelMetrics): void;
}

/** What the operator sees: lines that stay, and below them one live line a channel. */
export function createScreen(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv, threshold: number): Screen {
  const color = wantsColor(stream, env);
  const display = new LiveDisplay({ ...LIVE_DISPLAY_DEFAULTS, stream, color, threshold });
  const print = (text: string): void => display.print(text);
  return {
    color,
    log: readableLog(print),
    print,
    metrics(metrics) {
      display.update(metrics);
      // History that is caught up with at the start is not news.
      if (Date.now() - metrics.at < RECENT_MS) display.refresh(metrics.at);
    },
    [Symbol.dispose]: () => display[Symbol.dispose](),
  };
}
