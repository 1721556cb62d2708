import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandOption,
} from '../../domain/command.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import { DESK_STATUSES } from '../../domain/desk.ts';
import { MOMENT_CATEGORIES } from '../../domain/hype-moment.ts';
import { CATEGORY_STYLE } from '../../lib/category-style.ts';
import { duration } from '../../lib/duration.ts';
import { clip, stripInvisible } from '../../lib/markdown.ts';
import type { CommandContext } from '../command.ts';
import { CLAIMED_CHOICES, VOTED_CHOICES, type HistoryQuery } from './history-query.ts';
import { stringOption } from './options.ts';
import { channelText } from './reply.ts';
import { parseSince } from './since.ts';
import { readStrength, strengthOption } from './strength.ts';
import { requireTrack } from './tracked-channel.ts';
import { readWindow, windowOption } from './windows.ts';

const STREAMS_PER_CHANNEL = 10;
const CHOICES_MAX = 25;
const TITLE_CHARACTERS_MAX = 60;
/** What a button's id has room for beside the other filters. Twitch's own are about 12 digits. */
const STREAM_ID_CHARACTERS_MAX = 36;

export const historyOptions: readonly CommandOption[] = [
  {
    type: 'string',
    name: 'channel',
    description: 'A channel tracked here; all of them if left out',
    autocomplete: true,
  },
  windowOption(['24h', '7d', '30d'], '7d'),
  strengthOption,
  {
    type: 'string',
    name: 'category',
    description: 'Only moments of this kind',
    choices: MOMENT_CATEGORIES.map((value) => ({ name: CATEGORY_STYLE[value].word, value })),
  },
  {
    type: 'string',
    name: 'voted',
    description: 'Only moments with votes like these on their card',
    choices: [
      { name: 'somebody said clip it', value: 'clip' },
      { name: 'somebody said not it', value: 'not' },
      { name: 'somebody said duplicate', value: 'duplicate' },
      { name: 'any vote', value: 'any' },
      { name: 'no vote yet', value: 'none' },
    ] satisfies { name: string; value: (typeof VOTED_CHOICES)[number] }[],
  },
  {
    type: 'string',
    name: 'claimed',
    description: 'Only moments that were claimed by these people',
    choices: CLAIMED_CHOICES.map((value) => ({ name: value, value })),
  },
  {
    type: 'string',
    name: 'status',
    description: 'Only moments at this stage of the work',
    choices: DESK_STATUSES.map((value) => ({ name: value, value })),
  },
  {
    type: 'string',
    name: 'since',
    description: 'Only moments since then, instead of a window: 90m, 3h, 2d, 2026-05-01 or 2026-05-01 18:00 (UTC)',
    maxLength: 40,
  },
  {
    type: 'string',
    name: 'stream',
    description: 'Only moments of one stream; pick one from the list',
    autocomplete: true,
    maxLength: 100,
  },
  { type: 'boolean', name: 'private', description: 'true shows the answer only to you' },
];

/** @throws UserError for a channel, stream or time that cannot be meant */
export async function readHistoryQuery(input: CommandInput, context: CommandContext): Promise<HistoryQuery> {
  const typed = stringOption(input, 'channel');
  const channel = typed === null ? null : (await requireTrack(context, typed)).channel;
  const streamId = stringOption(input, 'stream');
  if (streamId !== null) await requireStream(context, streamId, channel);
  const since = stringOption(input, 'since');
  return {
    channel: streamId === null ? channel : null,
    streamId,
    window: readWindow(input, '7d').name,
    since: since === null ? null : parseSince(since, context.clock.now()),
    strength: readStrength(input),
    category: oneOf(MOMENT_CATEGORIES, stringOption(input, 'category')),
    voted: oneOf(VOTED_CHOICES, stringOption(input, 'voted')),
    claimed: oneOf(CLAIMED_CHOICES, stringOption(input, 'claimed')),
    status: oneOf(DESK_STATUSES, stringOption(input, 'status')),
  };
}

/** The stream, if its channel is tracked here: the two kinds of absence are not to be told apart. */
export async function streamHere(context: CommandContext, streamId: string): Promise<StreamInfo | null> {
  const stream = await context.streams.get(streamId);
  return stream !== null && (await context.guild.trackOf(stream.channel)) !== null ? stream : null;
}

async function requireStream(context: CommandContext, streamId: string, channel: string | null): Promise<void> {
  const stream = streamId.length > STREAM_ID_CHARACTERS_MAX ? null : await streamHere(context, streamId);
  if (stream === null) {
    throw new UserError(
      'There is no such stream of a channel tracked here. Pick one from the suggestions that appear as you type.',
    );
  }
  if (channel === null || channel === stream.channel) return;
  throw new UserError(
    `That stream is one of ${channelText(stream.channel)}, not of ${channelText(channel)}. Leave **channel** out, or pick another stream.`,
  );
}

/** Recent streams of the channels tracked here, the latest first. */
export async function streamChoices(input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> {
  const tracks = await context.guild.tracks();
  const streams = await Promise.all(tracks.map(({ channel }) => context.streams.recent(channel, STREAMS_PER_CHANNEL)));
  const wanted = input.typed.trim().toLowerCase();
  return streams
    .flat()
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .map((stream) => ({ name: streamName(stream, context.clock.now()), value: stream.id }))
    .filter((choice) => choice.name.toLowerCase().includes(wanted) || choice.value === input.typed)
    .slice(0, CHOICES_MAX);
}

/** One plain line: Discord renders no markdown in choices. */
function streamName({ channel, title, startedAt }: StreamInfo, now: number): string {
  const about = clip(stripInvisible(title).replace(/\s+/g, ' ').trim(), TITLE_CHARACTERS_MAX);
  return [channel, `${duration(now - startedAt)} ago`, ...(about === '' ? [] : [about])].join(' · ');
}

function oneOf<T extends string>(choices: readonly T[], value: string | null): T | null {
  return choices.find((choice) => choice === value) ?? null;
}
