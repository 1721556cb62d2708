import type { ChannelName } from '../domain/chat-event.ts';
import type { Track } from '../domain/track.ts';

export interface WatchListOptions {
  /** Watched whether or not a guild tracks them; asked anew at every refresh. */
  readonly others: () => Promise<Iterable<ChannelName>>;
  readonly loadTracks: () => Promise<readonly Track[]>;
  /** A channel that was not watched before: give it its memory back before its chat arrives. */
  readonly onAdded: (channel: ChannelName) => Promise<void>;
  readonly onRemoved: (channel: ChannelName) => void;
  readonly onChanged: (channels: ReadonlySet<ChannelName>, tracks: readonly Track[]) => void;
}

export interface WatchList {
  readonly channels: ReadonlySet<ChannelName>;
  /** Reads the tracks again and tells everybody what changed. Runs one after the other. */
  refresh(): Promise<void>;
}

/** Which channels the bot wants to be in: those somebody tracks, and those wanted for other reasons. */
export function createWatchList(options: WatchListOptions): WatchList {
  let channels: ReadonlySet<ChannelName> = new Set();
  let last: Promise<void> = Promise.resolve();

  async function refresh(): Promise<void> {
    const [tracks, others] = await Promise.all([options.loadTracks(), options.others()]);
    const wanted = new Set([...others, ...tracks.map((track) => track.channel)]);
    const added = [...wanted].filter((channel) => !channels.has(channel));
    const removed = [...channels].filter((channel) => !wanted.has(channel));
    channels = wanted;
    await Promise.all(added.map((channel) => options.onAdded(channel)));
    for (const channel of removed) options.onRemoved(channel);
    options.onChanged(wanted, tracks);
  }

  return {
    get channels() {
      return channels;
    },
    refresh() {
      last = last.then(refresh, refresh);
      return last;
    },
  };
}
