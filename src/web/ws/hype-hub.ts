import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { HypeEvent } from '../../domain/hype-moment.ts';
import type { WebObserver } from '../../domain/ports/web.ts';
import { hypeEventFrame } from '../../lib/wire/hype-event.ts';
import { Audience } from './audience.ts';
import type { Client } from './client.ts';
import type { EventIds } from './event-ids.ts';
import { EventLog } from './event-log.ts';
import type { SocketLimits } from './limits.ts';
import { textFrame } from './text-frame.ts';
import { ToldMoments } from './told-moments.ts';

export interface HypeHubOptions {
  readonly ids: EventIds;
  readonly limits: SocketLimits;
  /** Score a moment must reach to be told of. */
  readonly threshold: number;
  readonly observer: Pick<WebObserver, 'frameSent'>;
  readonly now: () => EpochMs;
}

/** Hype moments to the sockets that listen for them: once when one reaches the threshold, once when it is over. */
export class HypeHub {
  readonly #options: HypeHubOptions;
  readonly #audience = new Audience();
  readonly #log: EventLog;
  readonly #told: ToldMoments;

  constructor(options: HypeHubOptions) {
    this.#options = options;
    this.#told = new ToldMoments(options.threshold);
    this.#log = new EventLog(options.limits, options.ids.last);
  }

  /** @param channels none means all @param lastId what comes after this event is sent at once; null sends nothing of the past */
  add(client: Client, channels: readonly ChannelName[], lastId: string | null): void {
    this.#audience.add(client, channels);
    const point = lastId === null ? null : this.#options.ids.parse(lastId);
    if (point === null) return;
    for (const { frame, channel } of this.#log.after(point.sequence).events) {
      if (channels.length === 0 || channels.includes(channel)) client.send(frame);
    }
  }

  remove(client: Client): void {
    this.#audience.remove(client);
  }

  hype(event: HypeEvent): void {
    const phase = this.#told.judge(event);
    if (phase === null) return;
    const { channel } = event.moment;
    const { sequence, id } = this.#options.ids.next();
    const body = { ...hypeEventFrame(event.moment, phase, event.at), event_id: id };
    const frame = textFrame(JSON.stringify(body));
    this.#log.push({ sequence, channel, frame, messageId: '', chatterId: '' });
    let clients = 0;
    for (const client of this.#audience.of(channel)) {
      client.send(frame);
      clients++;
    }
    this.#options.observer.frameSent('hype_event', clients, this.#options.now() - event.at);
  }
}
