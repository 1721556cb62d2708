import type { HeadlineFrame } from '../../../lib/wire/headline.ts';
import type { MoodFrame } from '../../../lib/wire/mood.ts';
import type { ChannelEntry, EmotePicture } from '../read/answers.ts';
import type { Moment } from '../read/live.ts';
import { EMPTY_FEED, type Feed } from './feed.ts';
import type { Lane } from './lane.ts';
import type { Route } from './route.ts';

export const LINKS = ['metrics', 'hype', 'chat', 'mood', 'headline'] as const;
/** The sockets of a page. */
export type LinkName = (typeof LINKS)[number];

export type LinkState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Lost; tried again at `retryAt`. */
  | { readonly kind: 'waiting'; readonly retryAt: number };

/** Something the person should know once, for example why a channel could not be added. */
export interface Notice {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

export interface Banner {
  readonly moment: Moment;
  readonly shownAt: number;
}

/** All a page knows. Times are the page's own clock, milliseconds since the Unix epoch. */
export interface AppState {
  readonly now: number;
  readonly route: Route;
  readonly links: Readonly<Record<LinkName, LinkState>>;
  /** When anything was last heard through any socket; null before. */
  readonly heardAt: number | null;
  /** Frames that were not what was agreed. */
  readonly unreadableFrames: number;
  /** Null until the bot named them. */
  readonly channels: readonly ChannelEntry[] | null;
  readonly channelsProblem: string | null;
  /** By channel, as the sockets and the list name them. */
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly moments: readonly Moment[];
  readonly banner: Banner | null;
  /** The moment that was announced last; it is announced once, however often the bot tells of it. */
  readonly announcedId: string | null;
  /** Of the channel on the screen. */
  readonly watched: Watched;
  /** Addresses of pictures that did not load, so that each is asked for once. */
  readonly failedPictures: ReadonlySet<string>;
  readonly notice: Notice | null;
}

/** What belongs to the channel on the screen and is dropped when another takes its place. */
export interface Watched {
  readonly channel: string | null;
  readonly mood: MoodFrame | null;
  readonly headline: HeadlineFrame | null;
  readonly feed: Feed;
  readonly emotes: ReadonlyMap<string, EmotePicture>;
}

export function nothingWatched(channel: string | null): Watched {
  return { channel, mood: null, headline: null, feed: EMPTY_FEED, emotes: new Map() };
}

export function initialState(now: number, route: Route): AppState {
  return {
    now,
    route,
    links: { metrics: OFF, hype: OFF, chat: OFF, mood: OFF, headline: OFF },
    heardAt: null,
    unreadableFrames: 0,
    channels: null,
    channelsProblem: null,
    lanes: new Map(),
    moments: [],
    banner: null,
    announcedId: null,
    watched: nothingWatched(null),
    failedPictures: new Set(),
    notice: null,
  };
}

const OFF: LinkState = { kind: 'off' };

/** The channel on the screen: the one the address names, or the first. */
export function chosenChannel({ route, channels }: Pick<AppState, 'route' | 'channels'>): string | null {
  return route.channel ?? channels?.[0]?.name ?? null;
}
