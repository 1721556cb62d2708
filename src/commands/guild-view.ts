import type { DeliveryDecision } from '../domain/alert.ts';
import type { ChannelName } from '../domain/chat-event.ts';
import type { HypeMoment, MomentId } from '../domain/hype-moment.ts';
import type {
  ChatterStore,
  DecisionStore,
  LabelStore,
  MomentFilter,
  MomentStore,
  TrackStore,
} from '../domain/ports/stores.ts';
import type { Track } from '../domain/track.ts';
import { createGuildChatters, type GuildChatters } from './guild-chatters.ts';
import { createGuildDesk, type DeskStores, type GuildDesk } from './guild-desk.ts';
import { createGuildLabels, type GuildLabels } from './guild-labels.ts';
import { searchMoments, type DeskQuery, type FoundMoments } from './moment-search.ts';

/**
 * What one guild may see and change: its own tracks, their log, and the moments of the channels it tracks. The only
 * door between commands and the stores, so the rule stands in one place.
 */
export interface GuildView {
  readonly guildId: string;
  /** By channel name. */
  tracks(): Promise<readonly Track[]>;
  track(trackId: string): Promise<Track | null>;
  trackOf(channel: ChannelName): Promise<Track | null>;
  put(track: Track): Promise<void>;
  remove(trackId: string): Promise<boolean>;
  /** Null as well when the moment's channel is not tracked here: the two must not be told apart. */
  moment(id: MomentId): Promise<HypeMoment | null>;
  /** Newest first, of `channel` or of all tracked channels; nothing for a channel that is not tracked here. */
  moments(query: GuildMomentQuery, limit: number, offset: number): Promise<FoundMoments>;
  /** What the guild's members made of its moments. */
  readonly desk: GuildDesk;
  /** Those who write in the channels tracked here. */
  readonly chatters: GuildChatters;
  /** What messages of the channels tracked here were labelled with. */
  readonly labels: GuildLabels;
  /** Newest first. */
  decisions(trackId: string | null, limit: number): Promise<readonly DeliveryDecision[]>;
}

export interface GuildMomentQuery
  extends Pick<MomentFilter, 'since' | 'until' | 'category' | 'streamId' | 'minScore'>, DeskQuery {
  readonly channel?: ChannelName | null;
}

/** The stores behind the view. */
export interface GuildStores extends DeskStores {
  readonly tracks: TrackStore;
  readonly moments: Pick<MomentStore, 'get' | 'list'>;
  readonly decisions: Pick<DecisionStore, 'recent'>;
  readonly chatters: ChatterStore;
  readonly labels: Pick<LabelStore, 'label' | 'remove' | 'counts' | 'unlabelled'>;
}

export function createGuildView(stores: GuildStores, guildId: string): GuildView {
  const tracks = async (): Promise<readonly Track[]> => {
    const found = await stores.tracks.ofGuild(guildId);
    return found.toSorted((a, b) => (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : 0));
  };
  const trackOf = async (channel: ChannelName): Promise<Track | null> =>
    (await tracks()).find((track) => track.channel === channel) ?? null;

  const desk = createGuildDesk(stores, guildId);
  const channels = async (): Promise<readonly ChannelName[]> => (await tracks()).map(({ channel }) => channel);

  return {
    guildId,
    desk,
    chatters: createGuildChatters(stores.chatters, channels),
    labels: createGuildLabels(stores.labels, channels),
    tracks,
    track: (trackId) => stores.tracks.get(guildId, trackId),
    trackOf,
    async put(track) {
      if (track.guildId !== guildId) throw new Error('A track of another guild cannot be stored here');
      await stores.tracks.put(track);
    },
    remove: (trackId) => stores.tracks.remove(guildId, trackId),
    async moment(id) {
      const stored = await stores.moments.get(id);
      if (stored === null || (await trackOf(stored.moment.channel)) === null) return null;
      return stored.moment;
    },
    async moments({ channel, voted, claimed, status, ...filter }, limit, offset) {
      const tracked = (await tracks()).map((track) => track.channel);
      const channels = channel === undefined || channel === null ? tracked : tracked.filter((name) => name === channel);
      if (channels.length === 0) return { items: [], total: 0, complete: true };
      const query: DeskQuery = {
        ...(voted !== undefined && { voted }),
        ...(claimed !== undefined && { claimed }),
        ...(status !== undefined && { status }),
      };
      return searchMoments({ moments: stores.moments, desk, guildId }, { ...filter, channels }, query, limit, offset);
    },
    decisions: (trackId, limit) => stores.decisions.recent(guildId, trackId, limit),
  };
}
