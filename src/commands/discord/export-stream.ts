import { UserError, type AutocompleteInput, type Choice } from '../../domain/command.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { Track } from '../../domain/track.ts';
import { parseChannelName } from '../../lib/channel-name.ts';
import { isoTime } from '../../lib/format.ts';
import { clip, stripInvisible } from '../../lib/markdown.ts';
import type { CommandContext } from '../command.ts';
import { channelText, mention } from './reply.ts';
import { requireTrack } from './tracked-channel.ts';

const CHOICES_MAX = 25;
const STREAMS_EACH_MAX = 5;
/** Channels whose streams are looked up while somebody types. */
const CHANNELS_MAX = 25;
const TITLE_CHARACTERS_MAX = 40;

/** One broadcast of a channel that this guild tracks. */
export interface ExportedStream {
  readonly track: Track;
  readonly stream: StreamInfo;
}

/**
 * The stream chosen, or else the latest of the channel chosen or of the only one tracked.
 * @throws UserError where there is none; a stream of a channel not tracked here does not exist here
 */
export async function requireStream(
  context: CommandContext,
  typedChannel: string | null,
  streamId: string | null,
): Promise<ExportedStream> {
  const named = typedChannel === null ? null : await requireTrack(context, typedChannel);
  if (streamId !== null) return chosenStream(context, named, streamId);
  const track = named ?? (await onlyTrack(context));
  const [stream] = await context.streams.recent(track.channel, 1);
  if (stream !== undefined) return { track, stream };
  throw new UserError(
    `I know no stream of ${channelText(track.channel)}, so I cannot tell how far into it a moment was. ${
      context.twitch.available
        ? 'I learn when a stream begins while I watch; try again after the next one.'
        : 'Twitch tells me when a stream begins only with an app token: the operator sets TWITCH\\_CLIENT\\_ID and TWITCH\\_CLIENT\\_SECRET.'
    } Until then the **format** CSV gives the time of day of each moment.`,
  );
}

async function chosenStream(context: CommandContext, named: Track | null, streamId: string): Promise<ExportedStream> {
  const stream = await context.streams.get(streamId);
  const track = stream === null ? null : await context.guild.trackOf(stream.channel);
  if (stream !== null && track !== null && (named === null || named.channel === track.channel)) {
    return { track, stream };
  }
  const of = named === null ? 'of the channels tracked here' : `of ${channelText(named.channel)}`;
  throw new UserError(
    `There is no such stream ${of}. Pick one from the suggestions that appear as you type in **stream**, or leave it out for the latest.`,
  );
}

async function onlyTrack(context: CommandContext): Promise<Track> {
  const [first, ...others] = await context.guild.tracks();
  if (first === undefined) {
    throw new UserError(
      `This server tracks no channel yet, so there is nothing to export. Begin with ${mention(context, 'track add')}.`,
    );
  }
  if (others.length === 0) return first;
  throw new UserError(
    `This server tracks ${others.length + 1} channels, and this export is of one stream. Choose a **channel** for its latest stream, or a **stream**.`,
  );
}

/** Recent streams of the channel chosen so far, else of all tracked ones, the newest first. */
export async function streamChoices(context: CommandContext, input: AutocompleteInput): Promise<readonly Choice[]> {
  const chosen = input.options?.['channel'];
  const channel = typeof chosen === 'string' ? parseChannelName(chosen) : null;
  const tracks = (await context.guild.tracks()).filter((track) => channel === null || track.channel === channel);
  const each = channel === null ? STREAMS_EACH_MAX : CHOICES_MAX;
  const found = await Promise.all(
    tracks.slice(0, CHANNELS_MAX).map((track) => context.streams.recent(track.channel, each)),
  );
  const wanted = input.typed.trim().toLowerCase();
  return found
    .flat()
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .map((stream) => ({ name: choiceText(stream), value: stream.id }))
    .filter((choice) => choice.name.toLowerCase().includes(wanted) || choice.value === input.typed)
    .slice(0, CHOICES_MAX);
}

/** `ninja · 2026-06-01 11:00 UTC · ranked until dawn`; a list of choices renders no markdown. */
function choiceText(stream: StreamInfo): string {
  const title = clip(stripInvisible(stream.title).replace(/\s+/g, ' ').trim(), TITLE_CHARACTERS_MAX);
  const began = `${isoTime(stream.startedAt).slice(0, 16).replace('T', ' ')} UTC`;
  return [stream.channel, began, ...(title === '' ? [] : [title])].join(' · ');
}

/** `2026-06-01`, for file names. */
export function streamDay(stream: StreamInfo): string {
  return isoTime(stream.startedAt).slice(0, 10);
}
