import type { Config } from '../config/config.ts';
import type { ChatEvent } from '../domain/chat-event.ts';
import type { ChatSpeaker, StreamWatcher, TwitchDirectory } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { HealthPart } from '../domain/ports/health.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { fixedHealth } from '../runtime/health-parts.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Stores } from './stores.ts';

export interface TwitchApi extends AsyncDisposable {
  readonly directory: TwitchDirectory | null;
  readonly watcher: StreamWatcher | null;
  readonly speaker: ChatSpeaker | null;
  readonly hints: readonly string[];
  status(): HealthPart;
}

export interface TwitchApiDeps {
  readonly config: Config;
  readonly stores: Stores;
  readonly accept: (event: ChatEvent) => void;
  readonly wakeDelivery: () => void;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly logger: Logger;
}

/** Everything that needs a Twitch token; without one every part is null and the hints say what it would add. */
export async function connectTwitchApi(_deps: TwitchApiDeps): Promise<TwitchApi> {
  return {
    directory: null,
    watcher: null,
    speaker: null,
    hints: [],
    status: () => fixedHealth('twitch api', false, ''),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
