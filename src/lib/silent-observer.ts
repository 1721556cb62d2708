import type { Observer } from '../domain/ports/observer.ts';

const ignore = (): void => undefined;

/** For whoever runs a part of the bot without telling anybody about it. @param heard what is listened to after all */
export function silentObserver(heard: Partial<Observer> = {}): Observer {
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
