import type { ChannelName, ChatEvent, EpochMs } from '../domain/chat-event.ts';

export const DEMO_CHANNEL: ChannelName = 'hypewire_demo';
const GIFT_ID = 'msg-param-community-gift-id';

/** A recording in memory, in order, with times since its beginning. */
export interface DemoStream {
  readonly events: readonly ChatEvent[];
  readonly beganAt: EpochMs;
  readonly durationMs: number;
}

/** One pass over the recording, moved to another time and given ids of its own. */
export class DemoRound {
  readonly #stream: DemoStream;
  /** Distinguishes starts of the program. */
  readonly #run: string;
  readonly #number: number;
  #startsAt: EpochMs;

  constructor(stream: DemoStream, startsAt: EpochMs, run: string, number = 0) {
    this.#stream = stream;
    this.#startsAt = startsAt;
    this.#run = run;
    this.#number = number;
  }

  get startsAt(): EpochMs {
    return this.#startsAt;
  }

  dueAt(event: ChatEvent): EpochMs {
    return this.#startsAt + event.receivedAt - this.#stream.beganAt;
  }

  delay(ms: number): void {
    this.#startsAt += ms;
  }

  /** The round that follows without a gap. */
  next(): DemoRound {
    return new DemoRound(this.#stream, this.#startsAt + this.#stream.durationMs, this.#run, this.#number + 1);
  }

  /** The broadcast that all rounds of this start belong to. */
  announcement(): ChatEvent {
    const at = this.#startsAt;
    const stream = {
      id: `demo-${this.#run}`,
      channel: DEMO_CHANNEL,
      roomId: '',
      startedAt: at,
      endedAt: null,
      title: 'Lantern Depths, blind run (demo)',
      category: 'Lantern Depths',
      vodId: null,
    };
    return { kind: 'stream', channel: DEMO_CHANNEL, sentAt: at, receivedAt: at, stream };
  }

  /** The event of this round. @param receivedAt when it is handed on, at or a little after its due time */
  event(event: ChatEvent, receivedAt: EpochMs): ChatEvent {
    const times = { sentAt: this.dueAt(event), receivedAt };
    switch (event.kind) {
      case 'message': {
        const replyTo =
          event.replyTo === null ? null : { ...event.replyTo, messageId: this.#fresh(event.replyTo.messageId) };
        return { ...event, ...times, id: this.#fresh(event.id), replyTo };
      }
      case 'notice': {
        const giftId = event.params[GIFT_ID];
        const params = giftId === undefined ? event.params : { ...event.params, [GIFT_ID]: this.#fresh(giftId) };
        return { ...event, ...times, id: this.#fresh(event.id), params };
      }
      case 'retraction': {
        const { scope } = event;
        const fresh = scope.what === 'message' ? { ...scope, messageId: this.#fresh(scope.messageId) } : scope;
        return { ...event, ...times, scope: fresh };
      }
      default:
        return { ...event, ...times };
    }
  }

  #fresh(id: string): string {
    return `${id}.${this.#run}.${this.#number}`;
  }
}
