import type { ChannelEntry, EmotePicture, SecondSeries } from '../read/answers.ts';
import type { LiveFrame } from '../read/frame.ts';
import type { Moment } from '../read/live.ts';
import {
  chosenChannel,
  nothingWatched,
  type AppState,
  type LinkName,
  type LinkState,
  type Notice,
} from './app-state.ts';
import { withEvent, withMessage } from './feed.ts';
import { EMPTY_LANE, laneAfter, laneWithPast, type Lane } from './lane.ts';
import { mergeMoments } from './moments.ts';
import type { Route } from './route.ts';

/** How long a moment stays announced at the top of the page. */
export const BANNER_MS = 10_000;
/** A moment heard of later than this is history, not news: a page that was asleep announces nothing. */
const NEWS_MS = 30_000;
/** Channels whose numbers are kept; of more, those heard of last stay. */
const LANES_MAX = 200;

/** Of more, those that failed first are asked for again. */
const FAILED_PICTURES_MAX = 500;

export type Action =
  | { readonly type: 'ticked'; readonly now: number }
  | { readonly type: 'navigated'; readonly route: Route }
  | { readonly type: 'link-changed'; readonly link: LinkName; readonly state: LinkState }
  | { readonly type: 'heard'; readonly frames: readonly LiveFrame[]; readonly at: number; readonly unreadable: number }
  | { readonly type: 'channels-loaded'; readonly channels: readonly ChannelEntry[] }
  | { readonly type: 'channels-failed'; readonly problem: string }
  | { readonly type: 'moments-loaded'; readonly moments: readonly Moment[] }
  | { readonly type: 'past-loaded'; readonly channel: string; readonly past: SecondSeries }
  | { readonly type: 'emotes-loaded'; readonly channel: string; readonly emotes: readonly EmotePicture[] }
  /** Something may have been taken back unheard: nothing of that chat may stay on the screen. */
  | { readonly type: 'chat-missed'; readonly channel: string }
  | { readonly type: 'banner-closed'; readonly id: string }
  | { readonly type: 'picture-failed'; readonly url: string }
  | { readonly type: 'noticed'; readonly notice: Omit<Notice, 'id'> | null };

/** The next state. Pure: the same state and action give the same answer. */
export function reduce(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'ticked':
      return { ...state, now: action.now };
    case 'navigated':
      return watching({ ...state, route: action.route });
    case 'link-changed':
      return { ...state, links: { ...state.links, [action.link]: action.state } };
    case 'heard':
      return heard(state, action);
    case 'channels-loaded':
      return watching(withoutGoneLanes({ ...state, channels: action.channels, channelsProblem: null }));
    case 'channels-failed':
      return { ...state, channelsProblem: action.problem };
    case 'moments-loaded':
      return { ...state, moments: mergeMoments(state.moments, action.moments) };
    case 'past-loaded': {
      const lane = laneWithPast(state.lanes.get(action.channel) ?? EMPTY_LANE, action.past);
      return { ...state, lanes: new Map(state.lanes).set(action.channel, lane) };
    }
    case 'emotes-loaded':
      return action.channel === state.watched.channel
        ? {
            ...state,
            watched: { ...state.watched, emotes: new Map(action.emotes.map((emote) => [emote.name, emote])) },
          }
        : state;
    case 'chat-missed':
      return action.channel === state.watched.channel
        ? { ...state, watched: { ...state.watched, feed: { ...state.watched.feed, rows: [] } } }
        : state;
    case 'banner-closed':
      return state.banner?.moment.id === action.id ? { ...state, banner: null } : state;
    case 'picture-failed':
      return {
        ...state,
        failedPictures: new Set([...state.failedPictures].slice(-(FAILED_PICTURES_MAX - 1))).add(action.url),
      };
    case 'noticed':
      return { ...state, notice: action.notice && { ...action.notice, id: (state.notice?.id ?? 0) + 1 } };
  }
}

/** What belonged to the former channel goes when another comes on the screen. */
function watching(state: AppState): AppState {
  const channel = chosenChannel(state);
  return channel === state.watched.channel ? state : { ...state, watched: nothingWatched(channel) };
}

function withoutGoneLanes(state: AppState): AppState {
  const names = new Set(state.channels?.map(({ name }) => name));
  const lanes = [...state.lanes].filter(([name]) => names.has(name));
  return lanes.length === state.lanes.size ? state : { ...state, lanes: new Map(lanes) };
}

function heard(state: AppState, { frames, at, unreadable }: Extract<Action, { type: 'heard' }>): AppState {
  const before: AppState = {
    ...state,
    now: Math.max(state.now, at),
    heardAt: at,
    unreadableFrames: state.unreadableFrames + unreadable,
    lanes: lanesAfter(state.lanes, frames),
  };
  return frames.reduce((next, frame) => applied(next, frame, at), before);
}

function lanesAfter(lanes: AppState['lanes'], frames: readonly LiveFrame[]): AppState['lanes'] {
  const metrics = frames.filter((frame) => frame.type === 'metrics');
  if (metrics.length === 0) return lanes;
  const next = new Map<string, Lane>(lanes);
  for (const frame of metrics) {
    const lane = laneAfter(next.get(frame.channel) ?? EMPTY_LANE, frame);
    next.delete(frame.channel);
    next.set(frame.channel, lane);
  }
  return next.size <= LANES_MAX ? next : new Map([...next].slice(-LANES_MAX));
}

function applied(state: AppState, frame: LiveFrame, at: number): AppState {
  if (frame.type === 'metrics') return state;
  if (frame.type === 'hype_event') return withMoment(state, frame, at);
  const { watched } = state;
  if (frame.channel !== watched.channel) return state;
  switch (frame.type) {
    case 'mood':
      return { ...state, watched: { ...watched, mood: frame } };
    case 'headline':
      return { ...state, watched: { ...watched, headline: frame } };
    case 'chat_message':
      return { ...state, watched: { ...watched, feed: withMessage(watched.feed, frame) } };
    case 'twitch_event':
      return { ...state, watched: { ...watched, feed: withEvent(watched.feed, frame) } };
  }
}

function withMoment(state: AppState, moment: Moment, at: number): AppState {
  const moments = mergeMoments(state.moments, [moment]);
  const isNews =
    moment.phase === 'started' && moment.id !== state.announcedId && at - Date.parse(moment.timestamp) < NEWS_MS;
  return isNews
    ? { ...state, moments, banner: { moment, shownAt: at }, announcedId: moment.id }
    : { ...state, moments };
}
