import type { ChatEvent, ChatMessage, ChatRetraction } from '../domain/chat-event.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { MessageStore, StreamStore } from '../domain/ports/stores.ts';
import type { JobQueue } from './job-queue.ts';

export interface ChatDeskOptions {
  readonly accept: (event: ChatEvent) => void;
  readonly messages: Pick<MessageStore, 'retract'>;
  readonly streams: Pick<StreamStore, 'save'>;
  /** Messages on their way into the store; null where none are kept. */
  readonly writer: { offer(message: ChatMessage): void; retract(retraction: ChatRetraction): void } | null;
  readonly jobs: JobQueue;
  /** A posted card may have lost a quote. */
  readonly wakeDelivery: () => void;
  readonly observer: Observer;
}

/** Hands what a source reads to the core and, where it concerns what is already stored, to the database. */
export function createChatDesk(options: ChatDeskOptions): (event: ChatEvent) => void {
  const { messages, streams, writer, jobs, observer } = options;
  return (event) => {
    observer.eventReceived(event.kind);
    options.accept(event);
    if (event.kind === 'retraction') {
      writer?.retract(event);
      jobs.push(async () => {
        const touched = await messages.retract(event);
        if (touched.moments.length > 0) options.wakeDelivery();
      });
    } else if (event.kind === 'stream') {
      jobs.push(() => streams.save(event.stream));
    }
  };
}
