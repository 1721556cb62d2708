import type { ChannelName } from '../../../domain/chat-event.ts';
import type { Emote } from '../../../domain/emote.ts';
import type { EmoteDirectory, EmoteProviderStatus } from '../../../domain/ports/emotes.ts';
import { TtlMap } from '../../../lib/ttl-map.ts';
import { bttvSource } from './bttv.ts';
import type { EmoteAddresses } from './addresses.ts';
import { ffzSource } from './ffz.ts';
import { EMOTE_LIMITS, type EmoteLimits } from './limits.ts';
import { bttvProtocol } from './live/bttv-protocol.ts';
import { sevenTvProtocol } from './live/seven-tv-protocol.ts';
import type { LiveProtocol } from './live/protocol.ts';
import { ProviderShelves, type ProviderOptions } from './provider-shelves.ts';
import { Rooms } from './rooms.ts';
import { sevenTvSource } from './seven-tv.ts';
import type { EmoteSource } from './source.ts';

export interface EmoteDirectoryDeps extends Pick<ProviderOptions, 'cache' | 'clock' | 'observer'> {
  readonly addresses: EmoteAddresses;
  /** All names of the channel's own emotes, or with null of those of every channel, after they changed. */
  readonly onChange: (channel: ChannelName | null, names: readonly string[]) => void;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random?: () => number;
  readonly limits?: Partial<EmoteLimits>;
}

/** The port, and what it takes to fill it without a Twitch token: every chat message carries the id of its room. */
export interface TwitchEmoteDirectory extends EmoteDirectory {
  /** The Twitch id of a wanted channel became known. Cheap enough to be called for every message. */
  identify(channel: ChannelName, roomId: string): void;
}

type Index = ReadonlyMap<string, Emote>;

const INDEX_TTL_MS = 600_000;
const NO_EMOTES: Index = new Map();

interface Provider {
  readonly source: EmoteSource;
  readonly shelves: ProviderShelves;
}

/**
 * BetterTTV, FrankerFaceZ and 7TV behind one port. Nothing is asked before `start`. Where a name means several emotes,
 * the channel's own win over global ones, and among equals 7TV over BetterTTV over FrankerFaceZ.
 */
export function createEmoteDirectory(deps: EmoteDirectoryDeps): TwitchEmoteDirectory {
  return new ThirdPartyEmotes(deps);
}

class ThirdPartyEmotes implements TwitchEmoteDirectory {
  readonly #deps: EmoteDirectoryDeps;
  /** The first wins. */
  readonly #providers: readonly Provider[];
  readonly #rooms = new Rooms();
  readonly #ownIndexes: TtlMap<Index>;
  #globalIndex = NO_EMOTES;

  constructor(deps: EmoteDirectoryDeps) {
    this.#deps = deps;
    const { cache, clock, observer, addresses, random = Math.random } = deps;
    const limits: EmoteLimits = { ...EMOTE_LIMITS, ...deps.limits };
    this.#ownIndexes = new TtlMap({ ttlMs: INDEX_TTL_MS, entriesMax: limits.indexesMax });
    const common = { limits, cache, clock, observer, random, onChange: (id: string | null) => this.#changed(id) };
    const provider = (source: EmoteSource, url: string, live: ProviderOptions['live']): Provider => {
      return { source, shelves: new ProviderShelves({ ...common, source, url, live }) };
    };
    this.#providers = [
      provider(sevenTvSource, addresses.sevenTvUrl, liveOf(addresses.sevenTvSocketUrl, sevenTvProtocol)),
      provider(bttvSource, addresses.bttvUrl, liveOf(addresses.bttvSocketUrl, bttvProtocol)),
      provider(ffzSource, addresses.ffzUrl, null),
    ];
  }

  start(): void {
    for (const { shelves } of this.#providers) shelves.start();
  }

  want(channels: ReadonlyMap<ChannelName, string | null>): void {
    for (const channel of this.#rooms.channels()) if (!channels.has(channel)) this.#leave(channel);
    for (const [channel, roomId] of channels) {
      this.#rooms.want(channel);
      if (roomId !== null) this.identify(channel, roomId);
    }
  }

  identify(channel: ChannelName, roomId: string): void {
    const entered = this.#rooms.enter(channel, roomId);
    if (entered === null) return;
    this.#drop(entered.left);
    for (const { shelves } of this.#providers) shelves.add(roomId);
    // Another channel may have had the id already; usually there is nothing to tell yet.
    this.#ownIndexes.delete(channel);
    this.#tell(channel, this.#ownIndex(channel));
  }

  refresh(channel: ChannelName): void {
    const roomId = this.#rooms.roomOf(channel);
    if (roomId !== null) for (const { shelves } of this.#providers) shelves.refresh(roomId);
  }

  of(channel: ChannelName): readonly Emote[] {
    const own = this.#ownIndex(channel);
    return [...own.values(), ...[...this.#globalIndex.values()].filter(({ name }) => !own.has(name))];
  }

  find(channel: ChannelName, name: string): Emote | null {
    return this.#ownIndex(channel).get(name) ?? this.#globalIndex.get(name) ?? null;
  }

  status(): readonly EmoteProviderStatus[] {
    return this.#providers.map(({ shelves }) => shelves.status());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#providers.map(({ shelves }) => shelves[Symbol.asyncDispose]()));
  }

  #leave(channel: ChannelName): void {
    this.#drop(this.#rooms.leave(channel));
    this.#ownIndexes.delete(channel);
    this.#tell(channel, NO_EMOTES);
  }

  #drop(roomId: string | null): void {
    if (roomId !== null) for (const { shelves } of this.#providers) shelves.drop(roomId);
  }

  #changed(roomId: string | null): void {
    const index = indexOf(this.#providers, roomId);
    if (roomId === null) {
      this.#globalIndex = index;
      return this.#tell(null, index);
    }
    for (const channel of this.#rooms.channelsOf(roomId)) {
      this.#ownIndexes.set(channel, index, this.#deps.clock.now());
      this.#tell(channel, index);
    }
  }

  #tell(channel: ChannelName | null, index: Index): void {
    try {
      this.#deps.onChange(channel, [...index.keys()]);
    } catch (error) {
      this.#deps.observer.stageFailed('emotes-listener', error);
    }
  }

  #ownIndex(channel: ChannelName): Index {
    const roomId = this.#rooms.roomOf(channel);
    if (roomId === null) return NO_EMOTES;
    const now = this.#deps.clock.now();
    const known = this.#ownIndexes.get(channel, now);
    if (known !== undefined) return known;
    const index = indexOf(this.#providers, roomId);
    this.#ownIndexes.set(channel, index, now);
    return index;
  }
}

function liveOf(url: string | null, protocol: LiveProtocol): ProviderOptions['live'] {
  return url === null ? null : { url, protocol };
}

/** Every name once. */
function indexOf(providers: readonly Provider[], roomId: string | null): Index {
  const index = new Map<string, Emote>();
  for (const { source, shelves } of providers) {
    for (const { id, name, animated, zeroWidth, imageUrl } of shelves.entries(roomId)) {
      if (index.has(name)) continue;
      index.set(name, {
        id,
        name,
        provider: source.provider,
        imageUrl: imageUrl ?? source.imageUrl(id, animated),
        animated,
        zeroWidth,
        scope: roomId === null ? 'global' : 'channel',
      });
    }
  }
  return index;
}
