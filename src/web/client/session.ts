import type { BotApi } from './api/bot.ts';
import { tokenInHash, type TokenKeeper } from './api/token.ts';
import { openConnections, type Connections } from './connection/connections.ts';
import type { SocketLike } from './connection/live-socket.ts';
import { createSnapshots } from './snapshots.ts';
import { repeat, type Timers } from './kit/timers.ts';
import { createStore, type Store } from './kit/store.ts';
import { initialState, type AppState, type LinkName, type LinkState } from './state/app-state.ts';
import { reduce, type Action } from './state/reduce.ts';
import { parseRoute } from './state/route.ts';

export interface SessionDeps {
  readonly base: string;
  readonly api: BotApi;
  readonly token: TokenKeeper;
  readonly timers: Timers;
  readonly random: () => number;
  readonly openSocket: (url: string) => SocketLike;
  /** The address bar. */
  readonly address: { hash(): string; replaceHash(hash: string): void };
}

/** One open page: its state, its sockets and what it asks the bot for. */
export interface Session {
  readonly store: Store<AppState, Action>;
  readonly api: BotApi;
  readonly token: TokenKeeper;
  /** The address bar changed. */
  navigated(): void;
  /** Tries lost connections at once: somebody asked for it, or the machine woke up. */
  readonly retryNow: () => void;
  readonly reloadChannels: () => Promise<void>;
  close(): void;
}

const CHANNELS_EVERY_MS = 10_000;
/** Moments gain the link into their recording some time after they ended. */
const MOMENTS_EVERY_MS = 60_000;
const EMOTES_EVERY_MS = 5 * 60_000;
const TICK_MS = 1_000;

export function startSession(deps: SessionDeps): Session {
  const { api, timers, address } = deps;
  takeToken(deps);
  const store = createStore(reduce, initialState(timers.now(), parseRoute(address.hash())));
  const snapshots = createSnapshots(store, api, timers);
  const connections: Connections = openConnections({
    ...deps,
    open: deps.openSocket,
    heard: (frames, unreadable) => store.dispatch({ type: 'heard', frames, unreadable, at: timers.now() }),
    changed: linkChanged,
    refused: (problem) => store.dispatch({ type: 'noticed', notice: { tone: 'bad', text: problem } }),
    missed: (channel) => store.dispatch({ type: 'chat-missed', channel }),
  });

  /** Each connection begins with what happened while there was none. */
  function linkChanged(link: LinkName, state: LinkState): void {
    store.dispatch({ type: 'link-changed', link, state });
    if (state.kind !== 'open') return;
    if (link === 'metrics') {
      void snapshots.channels();
      void snapshots.past();
    }
    if (link === 'hype') void snapshots.moments();
  }
  function followChannel(): void {
    const { channel } = store.get().watched;
    connections.watch(channel);
    if (channel === null) return;
    void snapshots.emotes();
    void snapshots.past();
    void snapshots.words();
  }

  let followed: string | null = null;
  const stops = [
    store.subscribe(() => {
      const { channel } = store.get().watched;
      if (channel === followed) return;
      followed = channel;
      followChannel();
    }),
    repeat(timers, TICK_MS, () => store.dispatch({ type: 'ticked', now: timers.now() })),
    repeat(timers, CHANNELS_EVERY_MS, () => void snapshots.channels()),
    repeat(timers, MOMENTS_EVERY_MS, () => void snapshots.moments()),
    repeat(timers, EMOTES_EVERY_MS, () => void snapshots.emotes()),
  ];
  store.dispatch({ type: 'navigated', route: parseRoute(address.hash()) });
  return {
    ...deps,
    store,
    navigated() {
      takeToken(deps);
      store.dispatch({ type: 'navigated', route: parseRoute(address.hash()) });
    },
    retryNow: () => connections.retryNow(),
    reloadChannels: () => snapshots.channels(),
    close() {
      for (const stop of stops) stop();
      connections.close();
    },
  };
}

/** A token that came in the address is kept and leaves the address bar and the history at once. */
function takeToken({ address, token }: SessionDeps): void {
  const given = tokenInHash(address.hash());
  if (given === null) return;
  token.set(given);
  address.replaceHash('#/live');
}
