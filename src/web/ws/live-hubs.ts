import { repeatAligned } from '../../lib/aligned-repeat.ts';
import type { WebDeps } from '../deps.ts';
import { ChannelHolds } from './channel-holds.ts';
import { EventHub } from './event-hub.ts';
import { EventIds } from './event-ids.ts';
import { HypeHub } from './hype-hub.ts';
import { SOCKET_LIMITS, type SocketLimits } from './limits.ts';
import { Sockets } from './sockets.ts';
import { StateHub } from './state-hub.ts';

const STATE_EVERY_MS = 500;

/** Everything that is sent live, and everybody it is sent to. */
export interface LiveHubs extends AsyncDisposable {
  readonly sockets: Sockets;
  readonly events: EventHub;
  readonly hype: HypeHub;
  readonly state: StateHub;
}

export function openLiveHubs(deps: WebDeps, limits: SocketLimits = SOCKET_LIMITS): LiveHubs {
  const { observer, now, live, feed, channels, hypeThreshold } = deps;
  const stack = new AsyncDisposableStack();
  const ids = new EventIds(now());
  const holds = new ChannelHolds({ channels, limits, now });
  const sockets = stack.use(new Sockets({ limits, observer, now }));
  const events = new EventHub({ ids, holds, limits, observer, now });
  const hype = new HypeHub({ ids, limits, threshold: hypeThreshold, observer, now });
  const state = new StateHub({ live, observer, now });
  stack.use(
    repeatAligned({ everyMs: STATE_EVERY_MS, now, onError: (error) => observer.stageFailed('ws-state', error) }, () =>
      state.publish(),
    ),
  );
  for (const hub of [
    { accepted: events.accepted.bind(events), noticed: events.noticed.bind(events) },
    { retracted: events.retracted.bind(events), forgotten: events.forgotten.bind(events) },
    { hype: hype.hype.bind(hype), metrics: state.metrics.bind(state) },
  ])
    stack.use(feed.subscribe(hub));
  return { sockets, events, hype, state, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
