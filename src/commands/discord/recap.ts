import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
} from '../../domain/command.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { Track } from '../../domain/track.ts';
import { duration } from '../../lib/duration.ts';
import { clip } from '../../lib/markdown.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { booleanOption, stringOption } from './options.ts';
import { channelText, mention } from './reply.ts';
import { requireTrack, trackedChannelChoices } from './tracked-channel.ts';

const CHOICES_MAX = 25;
const STREAMS_PER_CHANNEL_MAX = 10;
/** Channels whose streams are offered; more would not fit into one list anyway. */
const CHANNELS_LOOKED_AT_MAX = 25;
const TITLE_CHARACTERS_MAX = 40;

/** `/recap`: a stream in numbers and moments, or what it is so far. */
export const recapCommand: SlashCommand = {
  definition: {
    name: 'recap',
    description: 'A whole stream: numbers, chart, best moments with VOD links, what people marked',
    access: 'everyone',
    options: [
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; the one that was live last if left out',
        autocomplete: true,
      },
      { type: 'string', name: 'stream', description: 'Pick one; the latest if left out', autocomplete: true },
      { type: 'boolean', name: 'private', description: 'true shows the answer only to you' },
    ],
  },
  ephemeral: (input) => booleanOption(input, 'private') === true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const typed = stringOption(input, 'channel');
    const track = typed === null ? null : await requireTrack(context, typed);
    const streamId = stringOption(input, 'stream');
    const { of, stream } = streamId === null ? await latest(context, track) : await chosen(context, track, streamId);
    return context.recap(of, stream);
  },

  async autocomplete(input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> {
    if (input.option === 'channel') return trackedChannelChoices(context, input.typed);
    const found = await streamsOf(context, await context.guild.tracks());
    const wanted = input.typed.trim().toLowerCase();
    return found
      .map(({ stream }) => ({ name: choiceText(stream, context.clock.now()), value: stream.id }))
      .filter((choice) => choice.name.toLowerCase().includes(wanted) || choice.value === input.typed)
      .slice(0, CHOICES_MAX);
  },
};

interface Found {
  readonly of: Track;
  readonly stream: StreamInfo;
}

async function latest(context: CommandContext, track: Track | null): Promise<Found> {
  const [newest] = await streamsOf(context, track === null ? await context.guild.tracks() : [track]);
  if (newest !== undefined) return newest;
  const of = track === null ? 'any channel tracked here' : channelText(track.channel);
  throw new UserError(
    `No stream of ${of} is known yet. Streams are noticed while the bot has access to Twitch; ${mention(context, 'status')} shows whether it has.`,
  );
}

/** Unknown and foreign streams are answered alike: which streams other servers follow is not to be told. */
async function chosen(context: CommandContext, track: Track | null, streamId: string): Promise<Found> {
  const stream = await context.streams.get(streamId);
  const of = stream === null ? null : await context.guild.trackOf(stream.channel);
  if (stream !== null && of !== null && (track === null || track.id === of.id)) return { of, stream };
  throw new UserError(
    'There is no such stream of the channels this server tracks. Pick one from the suggestions that appear as you type.',
  );
}

/** Newest first. */
async function streamsOf(context: CommandContext, tracks: readonly Track[]): Promise<readonly Found[]> {
  const found = await Promise.all(
    tracks.slice(0, CHANNELS_LOOKED_AT_MAX).map(async (of) => {
      const streams = await context.streams.recent(of.channel, STREAMS_PER_CHANNEL_MAX);
      return streams.map((stream) => ({ of, stream }));
    }),
  );
  return found.flat().toSorted((a, b) => b.stream.startedAt - a.stream.startedAt);
}

/** One plain line for a list of choices, where Discord renders no markdown. */
function choiceText({ channel, title, startedAt, endedAt }: StreamInfo, now: number): string {
  const when = endedAt === null ? 'live' : `${duration(now - startedAt)} ago, ${duration(endedAt - startedAt)} long`;
  const about = title.trim() === '' ? '' : ` · ${clip(title.trim(), TITLE_CHARACTERS_MAX)}`;
  return `${channel} · ${when}${about}`;
}
