import type { ApiClient } from '@twurple/api';
import type { ChannelName, EpochMs, StreamInfo } from '../../../domain/chat-event.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { TwitchDirectory, TwitchUser } from '../../../domain/ports/chat.ts';
import { parseChannelName } from '../../../lib/channel-name.ts';
import { helix } from './helix-call.ts';

const usersMax = 5_000;
const knownMs = 3_600_000;
const unknownMs = 600_000;
const idsPerCall = 100;
const vodsPerCall = 20;
const searchResultsMax = 25;

interface Remembered {
  readonly user: TwitchUser | null;
  readonly until: EpochMs;
}

/** Looks things up with Helix. User look-ups are remembered: an hour when found, ten minutes when not. */
export class HelixDirectory implements TwitchDirectory {
  readonly #api: () => ApiClient;
  readonly #clock: Clock;
  /** Least recently learned first; the oldest goes when full. */
  readonly #users = new Map<ChannelName, Remembered>();

  /** @param api the client of the moment; throws while there is none */
  constructor(api: () => ApiClient, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async findUser(login: ChannelName): Promise<TwitchUser | null> {
    return (await this.findUsers([login])).get(login) ?? null;
  }

  /** Those that exist. @throws when Twitch does not answer */
  async findUsers(logins: readonly ChannelName[]): Promise<ReadonlyMap<ChannelName, TwitchUser>> {
    const now = this.#clock.now();
    const unknown = logins.filter(
      (login) => parseChannelName(login) === login && !((this.#users.get(login)?.until ?? 0) > now),
    );
    for (let i = 0; i < unknown.length; i += idsPerCall) {
      const asked = unknown.slice(i, i + idsPerCall);
      const answer = await helix('Get Users', () => this.#api().users.getUsersByNames(asked));
      const found = new Map(
        answer.map((user) => [user.name, { id: user.id, login: user.name, displayName: user.displayName }]),
      );
      for (const login of asked) this.#remember(login, found.get(login) ?? null, now);
    }
    return new Map(
      logins.flatMap((login) => {
        const user = this.#users.get(login)?.user;
        return user ? [[login, user] as const] : [];
      }),
    );
  }

  async searchChannels(query: string, limit: number): Promise<readonly TwitchUser[]> {
    const wanted = parseChannelName(query);
    const text = wanted ?? query.trim();
    if (text === '' || limit < 1) return [];
    const first = Math.min(limit, searchResultsMax);
    const answer = await helix('Search Channels', () => this.#api().search.searchChannels(text, { limit: first }));
    const found = answer.data.map((channel) => ({
      id: channel.id,
      login: channel.name,
      displayName: channel.displayName,
    }));
    const exact =
      wanted === null ? null : (found.find((user) => user.login === wanted) ?? (await this.findUser(wanted)));
    return [...(exact ? [exact] : []), ...found.filter((user) => user.login !== exact?.login)].slice(0, first);
  }

  async findVod(stream: StreamInfo): Promise<string | null> {
    const roomId = stream.roomId === '' ? (await this.findUser(stream.channel))?.id : stream.roomId;
    if (roomId === undefined) return null;
    const videos = await helix('Get Videos', () =>
      this.#api().videos.getVideosByUser(roomId, { type: 'archive', limit: vodsPerCall }),
    );
    return videos.data.find((video) => video.streamId === stream.id)?.id ?? null;
  }

  #remember(login: ChannelName, user: TwitchUser | null, now: EpochMs): void {
    this.#users.delete(login);
    if (this.#users.size >= usersMax) {
      const [oldest] = this.#users.keys();
      if (oldest !== undefined) this.#users.delete(oldest);
    }
    this.#users.set(login, { user, until: now + (user === null ? unknownMs : knownMs) });
  }
}
