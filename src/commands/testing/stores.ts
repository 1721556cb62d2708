import type { DeliveryDecision } from '../../domain/alert.ts';
import { NO_VOTES } from '../../domain/desk.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { Cache, ChannelSettingsStore, MomentFilter, MomentStore, TrackStore } from '../../domain/ports/stores.ts';
import type { ChannelSettings, Track } from '../../domain/track.ts';
import { FakeDesk } from './desk.ts';

/** Stores in memory, for tests of this room. They keep the promises of the ports and nothing else. */

export class FakeTracks implements TrackStore {
  readonly #tracks = new Map<string, Track>();

  constructor(...tracks: readonly Track[]) {
    for (const track of tracks) this.#tracks.set(`${track.guildId}:${track.id}`, track);
  }

  async all(): Promise<readonly Track[]> {
    return [...this.#tracks.values()];
  }

  async ofGuild(guildId: string): Promise<readonly Track[]> {
    return [...this.#tracks.values()].filter((track) => track.guildId === guildId);
  }

  async get(guildId: string, trackId: string): Promise<Track | null> {
    return this.#tracks.get(`${guildId}:${trackId}`) ?? null;
  }

  async put(track: Track): Promise<void> {
    this.#tracks.set(`${track.guildId}:${track.id}`, track);
  }

  async remove(guildId: string, trackId: string): Promise<boolean> {
    return this.#tracks.delete(`${guildId}:${trackId}`);
  }
}

export class FakeMoments implements Pick<MomentStore, 'get' | 'list'> {
  readonly moments: HypeMoment[];
  /** What guilds made of the moments, for filters that ask. */
  desk = new FakeDesk();

  constructor(...moments: readonly HypeMoment[]) {
    this.moments = [...moments];
  }

  async get(id: string): ReturnType<MomentStore['get']> {
    const moment = this.moments.find((candidate) => candidate.id === id);
    return moment === undefined ? null : { moment, revision: 1 };
  }

  async list(filter: MomentFilter, limit: number, offset: number): ReturnType<MomentStore['list']> {
    const { channels, since = -Infinity, until = Infinity, minScore = -Infinity, category, streamId } = filter;
    const found = this.moments
      .filter(({ channel, startedAt, peakScore }) => {
        return channels.includes(channel) && startedAt >= since && startedAt < until && peakScore >= minScore;
      })
      .filter((moment) => category === undefined || moment.category === category)
      .filter((moment) => streamId === undefined || moment.streamId === streamId)
      .filter((moment) => this.#fitsDesk(moment, filter))
      .toSorted((a, b) => b.startedAt - a.startedAt);
    return { items: found.slice(offset, offset + limit), total: found.length };
  }

  #fitsDesk({ id }: HypeMoment, { voted, guildId = '', status, claimedBy }: MomentFilter): boolean {
    const entry = this.desk.peek(id, guildId);
    const votes = voted === undefined ? null : (this.desk.peek(id, voted.guildId)?.votes ?? NO_VOTES);
    const counted =
      votes === null ? 1 : voted?.vote === undefined ? votes.clip + votes.not + votes.duplicate : votes[voted.vote];
    if (counted === 0) return false;
    if (status !== undefined && (entry?.status ?? 'open') !== status) return false;
    return claimedBy === undefined || entry?.claimedBy === claimedBy;
  }
}

export class FakeDecisions {
  readonly decisions: DeliveryDecision[] = [];

  async recent(guildId: string, trackId: string | null, limit: number): Promise<readonly DeliveryDecision[]> {
    return this.decisions
      .filter((decision) => decision.guildId === guildId && (trackId === null || decision.trackId === trackId))
      .slice(0, limit);
  }
}

export class FakeStreams {
  readonly streams: StreamInfo[] = [];

  async get(id: string): Promise<StreamInfo | null> {
    return this.streams.find((stream) => stream.id === id) ?? null;
  }

  async recent(channel: string, limit: number): Promise<readonly StreamInfo[]> {
    const found = this.streams.filter((stream) => stream.channel === channel);
    return found.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, limit);
  }
}

export class FakeCache implements Cache {
  readonly #entries = new Map<string, unknown>();

  async get<T>(key: string): Promise<T | undefined> {
    return this.#entries.get(key) as T | undefined;
  }

  /** As a real cache would, it keeps what survives serialisation. */
  async set(key: string, value: unknown): Promise<void> {
    this.#entries.set(key, JSON.parse(JSON.stringify(value)));
  }

  clear(): void {
    this.#entries.clear();
  }
}

export class FakeChannelSettings implements ChannelSettingsStore {
  readonly #settings = new Map<string, ChannelSettings>();

  async get(channel: string): Promise<ChannelSettings> {
    return (
      this.#settings.get(channel) ?? { v: 1, channel, chatCommands: false, muted: false, trusted: [], summaries: false }
    );
  }

  async put(settings: ChannelSettings): Promise<void> {
    this.#settings.set(settings.channel, settings);
  }
}
