import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import type { LiveView } from '../../domain/ports/live-view.ts';
import type { WebObserver } from '../../domain/ports/web.ts';
import { headlineFrame } from '../../lib/wire/headline.ts';
import { metricsFrame } from '../../lib/wire/metrics.ts';
import { moodFrame } from '../../lib/wire/mood.ts';
import { Audience } from './audience.ts';
import type { Client } from './client.ts';
import { textFrame } from './text-frame.ts';

/** Sockets that hear of all channels hear of so many, by name, twice a second; more are asked for by name. */
const ALL_CHANNELS_MAX = 50;

export interface StateHubOptions {
  readonly live: Pick<LiveView, 'channels' | 'metrics' | 'mood' | 'headline'>;
  readonly observer: Pick<WebObserver, 'frameSent'>;
  readonly now: () => EpochMs;
}

type Asked = 'mood' | 'headline';

/**
 * How channels are now: metrics when the pipeline publishes them, mood and headline when asked. A client that is slow
 * gets fewer of these frames, never old ones.
 */
export class StateHub {
  readonly #options: StateHubOptions;
  readonly #metrics = new Audience();
  readonly #asked: Readonly<Record<Asked, Audience>> = { mood: new Audience(), headline: new Audience() };

  constructor(options: StateHubOptions) {
    this.#options = options;
  }

  /** Sends what is known at once, then goes on. @param channels none means all */
  add(client: Client, kind: 'metrics' | Asked, channels: readonly ChannelName[]): void {
    const audience = kind === 'metrics' ? this.#metrics : this.#asked[kind];
    audience.add(client, channels);
    for (const channel of channels.length > 0 ? channels : this.#first()) {
      const frame = this.#frame(kind, channel);
      if (frame !== null) client.offer(channel, frame);
    }
  }

  remove(client: Client): void {
    for (const audience of [this.#metrics, this.#asked.mood, this.#asked.headline]) audience.remove(client);
  }

  metrics(metrics: ChannelMetrics): void {
    if (!this.#metrics.hears(metrics.channel)) return;
    this.#offer(this.#metrics, metrics.channel, textFrame(JSON.stringify(metricsFrame(metrics))), 'metrics');
  }

  /** To be called twice a second. */
  publish(): void {
    for (const kind of ['mood', 'headline'] as const) {
      const audience = this.#asked[kind];
      for (const channel of new Set([...audience.channels, ...(audience.wantsAll ? this.#first() : [])])) {
        const frame = this.#frame(kind, channel);
        if (frame !== null) this.#offer(audience, channel, frame, kind);
      }
    }
  }

  #offer(audience: Audience, channel: ChannelName, frame: Buffer, kind: string): void {
    let clients = 0;
    for (const client of audience.of(channel)) {
      client.offer(channel, frame);
      clients++;
    }
    this.#options.observer.frameSent(kind, clients, 0);
  }

  /** A socket has one kind, so the channel alone is the key of a frame. */
  #frame(kind: 'metrics' | Asked, channel: ChannelName): Buffer | null {
    const { live } = this.#options;
    if (kind === 'metrics') return bytes(live.metrics(channel), metricsFrame);
    return kind === 'mood' ? bytes(live.mood(channel), moodFrame) : bytes(live.headline(channel), headlineFrame);
  }

  #first(): readonly ChannelName[] {
    return this.#options.live.channels().toSorted().slice(0, ALL_CHANNELS_MAX);
  }
}

function bytes<T>(state: T | null, frameOf: (state: T) => object): Buffer | null {
  return state === null ? null : textFrame(JSON.stringify(frameOf(state)));
}
