import type { ChannelName, ChatRetraction } from '../../domain/chat-event.ts';

/** One event as it went out, and whose words it holds. */
export interface LoggedEvent {
  /** Grows from event to event. */
  readonly sequence: number;
  readonly channel: ChannelName;
  readonly frame: Buffer;
  /** '' where it holds no message. */
  readonly messageId: string;
  /** '' where it is about nobody. */
  readonly chatterId: string;
}

/** The latest events of one series, for clients that were away for a moment. The oldest make room. */
export class EventLog {
  readonly #eventsMax: number;
  readonly #bytesMax: number;
  #events: LoggedEvent[] = [];
  #bytes = 0;
  #missingUpTo: number;

  /** @param since the sequence before the first event this log can hold */
  constructor(limits: { readonly logEventsMax: number; readonly logBytesMax: number }, since: number) {
    this.#eventsMax = limits.logEventsMax;
    this.#bytesMax = limits.logBytesMax;
    this.#missingUpTo = since;
  }

  push(event: LoggedEvent): void {
    this.#events.push(event);
    this.#bytes += event.frame.length;
    while (this.#events.length > this.#eventsMax || this.#bytes > this.#bytesMax) {
      const oldest = this.#events.shift();
      if (oldest === undefined) return;
      this.#bytes -= oldest.frame.length;
      this.#missingUpTo = oldest.sequence;
    }
  }

  /** Events after `sequence`, and whether they are all that there were. */
  after(sequence: number): { readonly events: readonly LoggedEvent[]; readonly complete: boolean } {
    return {
      events: this.#events.filter((event) => event.sequence > sequence),
      complete: sequence >= this.#missingUpTo,
    };
  }

  /** Forgets what was taken back. */
  retract(scope: ChatRetraction['scope']): void {
    if (scope.what === 'everything') this.#keep(({ messageId }) => messageId === '');
    else if (scope.what === 'message') this.#keep(({ messageId }) => messageId !== scope.messageId);
    else this.forget(scope.chatterId);
  }

  forget(chatterId: string): void {
    if (chatterId !== '') this.#keep((event) => event.chatterId !== chatterId);
  }

  #keep(wanted: (event: LoggedEvent) => boolean): void {
    this.#events = this.#events.filter(wanted);
    this.#bytes = this.#events.reduce((sum, { frame }) => sum + frame.length, 0);
  }
}
