import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import type { ChannelName } from '../../domain/chat-event.ts';
import type { Headline } from '../../domain/headline.ts';
import type { HeadlineDisplay } from '../../terminal/headline-display.ts';

const HISTORY_SECONDS = 100;
/** Another channel takes the screen when it is this much busier. */
const BUSIER = 1.5;
const CHANNELS_MAX = 1_000;

/** Shows the busiest channel. */
export class ScreenOutput implements Disposable {
  readonly #display: HeadlineDisplay;
  readonly #perSecond = new Map<ChannelName, number[]>();
  readonly #rates = new Map<ChannelName, number>();
  #current: ChannelName | null = null;

  constructor(display: HeadlineDisplay) {
    this.#display = display;
  }

  metrics({ channel, messagesPerSecond, messagesLastMinute }: ChannelMetrics): void {
    if (!this.#rates.has(channel) && this.#rates.size >= CHANNELS_MAX) return;
    const history = this.#perSecond.get(channel) ?? [];
    this.#perSecond.set(channel, history);
    history.push(messagesPerSecond);
    if (history.length > HISTORY_SECONDS) history.shift();
    this.#rates.set(channel, messagesLastMinute);
    if (messagesLastMinute > BUSIER * (this.#rates.get(this.#current ?? '') ?? 0)) this.#current = channel;
  }

  headline(headline: Headline): void {
    this.#current ??= headline.channel;
    if (headline.channel !== this.#current) return;
    const perSecond = this.#perSecond.get(headline.channel) ?? [];
    this.#display.show(headline, { perSecond, otherChannels: Math.max(0, this.#rates.size - 1) });
  }

  [Symbol.dispose](): void {
    this.#display[Symbol.dispose]();
  }
}
