import type { Observer } from '../../domain/ports/observer.ts';

const ignore = (): void => undefined;

/** The doctor reports findings, not events: what parts of the bot tell their observer is not for people. */
export function deafObserver(heard: Partial<Observer> = {}): Observer {
  return {
    eventReceived: ignore,
    eventDropped: ignore,
    stageFailed: ignore,
    momentDetected: ignore,
    alertPosted: ignore,
    chatConnection: ignore,
    channelJoin: ignore,
    commandAnswered: ignore,
    ...heard,
  };
}
