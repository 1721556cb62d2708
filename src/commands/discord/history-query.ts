import { DESK_STATUSES, VOTES, type DeskStatus, type Vote } from '../../domain/desk.ts';
import type { EpochMs } from '../../domain/chat-event.ts';
import { MOMENT_CATEGORIES, type MomentCategory } from '../../domain/hype-moment.ts';
import type { Strength } from './strength.ts';
import { WINDOW_NAMES, type WindowName } from './windows.ts';

export const VOTED_CHOICES = [...VOTES, 'any', 'none'] as const;
export const CLAIMED_CHOICES = ['me', 'anyone', 'nobody'] as const;
const STRENGTHS = ['here', 'all'] as const satisfies readonly Strength[];

/** Which moments `/history` lists. Null stands for "whichever". */
export interface HistoryQuery {
  readonly channel: string | null;
  /** One broadcast; it belongs to a channel, so `channel` is null beside it. */
  readonly streamId: string | null;
  readonly window: WindowName;
  /** Takes the place of the window; whole minutes, which is what a button's id has room for. */
  readonly since: EpochMs | null;
  readonly strength: Strength;
  readonly category: MomentCategory | null;
  readonly voted: Vote | 'any' | 'none' | null;
  /** `me` is whoever presses or asks. */
  readonly claimed: (typeof CLAIMED_CHOICES)[number] | null;
  readonly status: DeskStatus | null;
}

/** One character each, in this order; `0` is "whichever". New choices go to the end: old buttons keep their meaning. */
const CODED = [
  ['window', WINDOW_NAMES],
  ['strength', STRENGTHS],
  ['category', MOMENT_CATEGORIES],
  ['voted', VOTED_CHOICES],
  ['claimed', CLAIMED_CHOICES],
  ['status', DESK_STATUSES],
] as const satisfies readonly (readonly [keyof HistoryQuery, readonly string[]])[];

const ALL_CHANNELS = '-';
/** No Twitch login begins with it. */
const STREAM_SIGN = '*';
const MINUTE_MS = 60_000;
const MINUTES_MAX = 0xffff_ffff;

/** The query as two arguments of a custom id: at most 42 characters with the stream ids and names that Twitch gives. */
export function encodeQuery(query: HistoryQuery): readonly [scope: string, filter: string] {
  const scope = query.streamId === null ? (query.channel ?? ALL_CHANNELS) : `${STREAM_SIGN}${query.streamId}`;
  const letters = CODED.map(([field, choices]) => {
    const index = (choices as readonly (string | null)[]).indexOf(query[field]);
    return (index + 1).toString(36);
  });
  const since = query.since === null ? '' : Math.floor(query.since / MINUTE_MS).toString(36);
  return [scope, `${letters.join('')}${since}`];
}

/** Null for what {@link encodeQuery} of this version did not write: custom ids come from outside. */
export function decodeQuery(scope: string | undefined, filter: string | undefined): HistoryQuery | null {
  const read = /^([0-9a-z]{6})([0-9a-z]{0,7})$/.exec(filter ?? '');
  if (read === null || scope === undefined || scope === '' || scope === STREAM_SIGN) return null;
  const [, letters = '', minutes = ''] = read;
  const choice = <T extends string>(position: number, choices: readonly T[]): T | null | undefined => {
    const index = Number.parseInt(letters[position] ?? '', 36);
    return index === 0 ? null : choices[index - 1];
  };
  const window = choice(0, WINDOW_NAMES);
  const strength = choice(1, STRENGTHS);
  const category = choice(2, MOMENT_CATEGORIES);
  const voted = choice(3, VOTED_CHOICES);
  const claimed = choice(4, CLAIMED_CHOICES);
  const status = choice(5, DESK_STATUSES);
  const since = minutes === '' ? null : Number.parseInt(minutes, 36);
  if (!window || !strength || (since !== null && since > MINUTES_MAX)) return null;
  if (category === undefined || voted === undefined || claimed === undefined || status === undefined) return null;
  const ofStream = scope.startsWith(STREAM_SIGN);
  return {
    channel: ofStream || scope === ALL_CHANNELS ? null : scope,
    streamId: ofStream ? scope.slice(STREAM_SIGN.length) : null,
    since: since === null ? null : since * MINUTE_MS,
    ...{ window, strength, category, voted, claimed, status },
  };
}
