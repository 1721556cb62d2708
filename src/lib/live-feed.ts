import type { LiveFeed, LiveListener } from '../domain/ports/web.ts';

/** Both ends of a live feed: whoever produces events calls the listener's methods. */
export interface LiveHub extends LiveFeed, LiveListener {}

/**
 * Hands each event to every listener at once. Costs nothing while nobody listens, so it may stand in the hot path.
 * @param onError a listener threw: a bug of that listener, which the others must not notice
 */
export function createLiveHub(onError: (error: unknown) => void): LiveHub {
  let listeners: readonly Partial<LiveListener>[] = [];

  const tell = (call: (listener: Partial<LiveListener>) => void): void => {
    for (const listener of listeners) {
      try {
        call(listener);
      } catch (error) {
        onError(error);
      }
    }
  };

  return {
    subscribe(listener) {
      listeners = [...listeners, listener];
      return {
        [Symbol.dispose]() {
          listeners = listeners.filter((other) => other !== listener);
        },
      };
    },
    accepted(message, sentiment, emotes) {
      if (listeners.length > 0) tell((listener) => listener.accepted?.(message, sentiment, emotes));
    },
    noticed: (notice) => tell((listener) => listener.noticed?.(notice)),
    retracted: (retraction) => tell((listener) => listener.retracted?.(retraction)),
    forgotten: (chatterId) => tell((listener) => listener.forgotten?.(chatterId)),
    metrics(metrics) {
      if (listeners.length > 0) tell((listener) => listener.metrics?.(metrics));
    },
    hype: (event) => tell((listener) => listener.hype?.(event)),
  };
}
