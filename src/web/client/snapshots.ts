import type { BotApi } from './api/bot.ts';
import type { Store } from './kit/store.ts';
import type { Timers } from './kit/timers.ts';
import type { AppState } from './state/app-state.ts';
import { SERIES_POINTS_MAX } from './state/lane.ts';
import type { Action } from './state/reduce.ts';

const MOMENTS_AT_START = 100;

/** What the bot is asked for besides what its sockets tell: the past, and what changes seldom. */
export interface Snapshots {
  channels(): Promise<void>;
  moments(): Promise<void>;
  /** Of the channel on the screen, like the others below. */
  emotes(): Promise<void>;
  past(): Promise<void>;
  words(): Promise<void>;
}

/**
 * A list of channels that cannot be loaded is told on the page. The others are an addition to what the sockets tell and
 * are asked for again, so a failure of theirs is not.
 */
export function createSnapshots(store: Store<AppState, Action>, api: BotApi, timers: Timers): Snapshots {
  const shown = (): string | null => store.get().watched.channel;
  return {
    async channels() {
      const answer = await api.channels();
      if (answer.kind === 'ok') {
        // The page itself holds the channel on the screen: that must not keep it in the list.
        const channels = answer.value.channels.filter(({ tracked }) => tracked);
        store.dispatch({ type: 'channels-loaded', channels });
      } else store.dispatch({ type: 'channels-failed', problem: answer.problem });
    },
    async moments() {
      const answer = await api.moments({ channel: null, limit: MOMENTS_AT_START });
      if (answer.kind === 'ok') store.dispatch({ type: 'moments-loaded', moments: answer.value.events });
    },
    async emotes() {
      const channel = shown();
      const answer = channel === null ? null : await api.emotes(channel);
      if (channel === null || answer?.kind !== 'ok') return;
      store.dispatch({ type: 'emotes-loaded', channel, emotes: answer.value.emotes });
    },
    async past() {
      const channel = shown();
      const answer = channel === null ? null : await api.series(channel, SERIES_POINTS_MAX);
      if (channel === null || answer?.kind !== 'ok') return;
      store.dispatch({ type: 'past-loaded', channel, past: answer.value });
    },
    async words() {
      const channel = shown();
      if (channel === null) return;
      for (const answer of await Promise.all([api.mood(channel), api.headline(channel)])) {
        // What a socket told meanwhile is newer than this answer.
        if (answer.kind !== 'ok' || store.get().watched[answer.value.type] !== null) continue;
        store.dispatch({ type: 'heard', frames: [answer.value], unreadable: 0, at: timers.now() });
      }
    },
  };
}
