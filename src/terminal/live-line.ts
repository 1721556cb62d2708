import type { Writable } from 'node:stream';
import type { ChannelMetrics, DetectorStatus } from '../domain/channel-metrics.ts';
import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import { count, rate } from '../lib/format.ts';
import { clip } from '../lib/markdown.ts';
import { sparkline } from '../lib/sparkline.ts';
import { clearUp, painter } from './terminal.ts';

const HISTORY_SECONDS = 60;
const SPARK_WIDTH = 30;
const BAR_WIDTH = 12;
const NAME_WIDTH = 16;

const STATUS_TEXT: Readonly<Record<DetectorStatus, string>> = {
  ready: '',
  'warming-up': 'learning what is usual',
  'not-enough-chat': 'not enough chat to judge',
};

export interface LiveLineOptions {
  readonly color: boolean;
  /** The score at which an alert goes out. */
  readonly threshold: number;
}

/** One channel on one line. `perSecond` holds the last minute, oldest first. */
export function renderLiveLine(
  metrics: ChannelMetrics,
  perSecond: readonly number[],
  options: LiveLineOptions,
): string {
  const paint = painter(options.color);
  const { detector } = metrics;
  const judged =
    detector.status === 'ready'
      ? `hype ${scoreBar(detector.score, options)} ${detector.score.toFixed(1)} of ${rate(options.threshold)}`
      : paint('dim', STATUS_TEXT[detector.status]);
  return [
    paint('bold', clip(metrics.channel, NAME_WIDTH).padEnd(NAME_WIDTH)),
    `${rate(metrics.messagesLastMinute / 60).padStart(4)} msg/s`,
    paint('cyan', sparkline(perSecond, SPARK_WIDTH).padEnd(SPARK_WIDTH)),
    `${count(metrics.uniqueChatters5Min)} chatters`,
    judged,
  ].join('  ');
}

/** Full at the threshold. */
function scoreBar(score: number, options: LiveLineOptions): string {
  const share = options.threshold > 0 ? Math.min(1, Math.max(0, score / options.threshold)) : 0;
  const filled = Math.round(share * BAR_WIDTH);
  const style = share >= 1 ? 'red' : share >= 0.6 ? 'yellow' : 'green';
  return `[${painter(options.color)(style, '█'.repeat(filled))}${'·'.repeat(BAR_WIDTH - filled)}]`;
}

export interface LiveDisplayOptions extends LiveLineOptions {
  readonly stream: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Channels beyond these are summed up in one more line. */
  readonly linesMax: number;
  /** Where no terminal refreshes, a line a channel is printed this often. */
  readonly plainEveryMs: number;
}

export const LIVE_DISPLAY_DEFAULTS = { linesMax: 4, plainEveryMs: 30_000 } as const;

interface ShownChannel {
  metrics: ChannelMetrics;
  readonly perSecond: number[];
}

/** Keeps the live lines at the bottom of a terminal, below whatever else is printed. */
export class LiveDisplay implements Disposable {
  readonly #options: LiveDisplayOptions;
  readonly #channels = new Map<ChannelName, ShownChannel>();
  #linesOnScreen = 0;
  #plainAt: EpochMs = -Infinity;

  constructor(options: LiveDisplayOptions) {
    this.#options = options;
  }

  /** Takes a channel's second; the screen follows with {@link refresh}. */
  update(metrics: ChannelMetrics): void {
    const known = this.#channels.get(metrics.channel);
    if (known === undefined) {
      this.#channels.set(metrics.channel, { metrics, perSecond: [metrics.messagesPerSecond] });
      return;
    }
    known.metrics = metrics;
    known.perSecond.push(metrics.messagesPerSecond);
    if (known.perSecond.length > HISTORY_SECONDS) known.perSecond.shift();
  }

  forget(channel: ChannelName): void {
    this.#channels.delete(channel);
  }

  /** Redraws on a terminal; elsewhere prints when `plainEveryMs` have passed. */
  refresh(now: EpochMs): void {
    if (this.#options.stream.isTTY === true) {
      this.#draw('');
    } else if (now - this.#plainAt >= this.#options.plainEveryMs && this.#channels.size > 0) {
      this.#plainAt = now;
      this.#options.stream.write(`${this.#lines().join('\n')}\n`);
    }
  }

  /** Prints text that stays, above the live lines. */
  print(text: string): void {
    if (this.#options.stream.isTTY === true) this.#draw(`${text}\n`);
    else this.#options.stream.write(`${text}\n`);
  }

  /** Leaves the last lines where they are. */
  [Symbol.dispose](): void {
    this.#linesOnScreen = 0;
  }

  #draw(above: string): void {
    const columns = this.#options.stream.columns ?? 80;
    // A line that wraps would be two on the screen, and the next redraw would leave one behind.
    const lines = this.#lines().map((line) => fit(line, columns - 1));
    const erase = this.#linesOnScreen > 0 ? clearUp(this.#linesOnScreen) : '';
    this.#options.stream.write(`${erase}${above}${lines.map((line) => `${line}\n`).join('')}`);
    this.#linesOnScreen = lines.length;
  }

  #lines(): string[] {
    const { linesMax } = this.#options;
    const shown = [...this.#channels.values()];
    const lines = shown
      .slice(0, linesMax)
      .map(({ metrics, perSecond }) => renderLiveLine(metrics, perSecond, this.#options));
    const rest = shown.slice(linesMax);
    if (rest.length === 0) return lines;
    const messages = rest.reduce((sum, { metrics }) => sum + metrics.messagesLastMinute, 0);
    return [...lines, `and ${count(rest.length)} more channels with ${rate(messages / 60)} msg/s`];
  }
}

/** Cuts a line at a number of columns without cutting a colour code. Everything in a live line is one column wide. */
export function fit(line: string, columns: number): string {
  let left = columns;
  let cut = false;
  // eslint-disable-next-line no-control-regex -- the codes are our own
  return line.replace(/\u001b\[\d+m|[\s\S]/gu, (part) => {
    if (part.length > 1 && part.startsWith('\u001b')) return part;
    cut ||= left <= 0;
    left--;
    return cut ? '' : part;
  });
}
