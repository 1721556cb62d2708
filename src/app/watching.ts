import type { Config } from '../config/config.ts';
import type { ChannelName } from '../domain/chat-event.ts';
import type { ChatSource, StreamWatcher } from '../domain/ports/chat.ts';
import type { ChannelControl } from '../domain/ports/web.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { AlertRouter } from '../pipeline/alerting/alert-router.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { DEMO_CHANNEL } from '../replay/demo-round.ts';
import { restoreChannel } from '../runtime/restore.ts';
import { TERMINAL_GUILD, terminalTrack } from '../runtime/terminal-tracks.ts';
import { createChannelControl } from '../runtime/channel-control.ts';
import { createWatchList } from '../runtime/watch-list.ts';
import type { Stores } from './stores.ts';

export interface WatchingDeps {
  readonly stores: Stores;
  readonly config: Config;
  /** Nobody is told over Discord, so the operator's screen is. */
  readonly alertsInTerminal: boolean;
  readonly source: ChatSource;
  readonly watcher: StreamWatcher | null;
  readonly pipeline: Pipeline;
  readonly router: AlertRouter;
  /** Whoever else follows which channels are watched. */
  /** The channel is no longer watched: what is remembered of it may go. */
  readonly onForgotten: (channel: ChannelName) => void;
  readonly onChannels: (channels: ReadonlySet<ChannelName>) => void;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** Keeps chat source, stream watcher, router and core in step with what is watched. */
export interface Watching extends Disposable {
  readonly control: ChannelControl;
  readonly channels: ReadonlySet<ChannelName>;
  refresh(): Promise<void>;
}

export async function createWatching(deps: WatchingDeps): Promise<Watching> {
  const { config, stores, source, watcher, pipeline, router, clock, observer } = deps;
  const { storage, settings } = stores;
  const control = createChannelControl({
    configured: config.mode === 'demo' ? [DEMO_CHANNEL] : config.twitch.channels,
    added: settings.added,
    source,
    refresh: () => list.refresh(),
    observer,
  });
  await control.load();
  const list = createWatchList({
    others: async () => control.others(),
    loadTracks: async () => {
      const tracks = await settings.tracks.all();
      return deps.alertsInTerminal ? [...tracks, ...[...control.others()].map(terminalTrack)] : tracks;
    },
    onAdded: async (channel) => {
      try {
        await restoreChannel(storage, pipeline, channel, clock.now());
      } catch (error) {
        // Without its past the channel learns what is usual anew.
        observer.stageFailed('restore', error);
      }
    },
    onRemoved(channel) {
      pipeline.forget(channel);
      deps.onForgotten(channel);
    },
    onChanged: (channels, tracks) => {
      router.setTracks(tracks);
      control.setTracked(
        new Set(tracks.filter(({ guildId }) => guildId !== TERMINAL_GUILD).map(({ channel }) => channel)),
      );
      source.want(channels);
      watcher?.want(channels);
      deps.onChannels(channels);
    },
  });
  return {
    control,
    get channels() {
      return list.channels;
    },
    refresh: () => list.refresh(),
    [Symbol.dispose]: () => control[Symbol.dispose](),
  };
}
