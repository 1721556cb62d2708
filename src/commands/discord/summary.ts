import type { EpochMs, StreamInfo } from '../../domain/chat-event.ts';
import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
} from '../../domain/command.ts';
import type { Track } from '../../domain/track.ts';
import { renderSummary } from '../../pipeline/recap/render-summary.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { booleanOption, stringOption } from './options.ts';
import { channelText, mention, reply, text } from './reply.ts';
import { requireOneTrack, trackedChannelChoices } from './tracked-channel.ts';

const MINUTE_MS = 60_000;
/** Twitch ends streams after 48 h. */
const STREAM_LENGTH_MAX_MS = 48 * 60 * MINUTE_MS;

const WINDOWS = [
  { name: 'last 5 minutes', value: '5m', ms: 5 * MINUTE_MS },
  { name: 'last 10 minutes', value: '10m', ms: 10 * MINUTE_MS },
  { name: 'last 30 minutes', value: '30m', ms: 30 * MINUTE_MS },
  { name: 'last hour', value: '1h', ms: 60 * MINUTE_MS },
  { name: 'last 3 hours', value: '3h', ms: 180 * MINUTE_MS },
  { name: 'this stream', value: 'stream', ms: null },
] as const;
const DEFAULT_WINDOW = WINDOWS[1];

/** `/summary`: what a chat said lately, with times and counts. */
export const summaryCommand: SlashCommand = {
  definition: {
    name: 'summary',
    description: 'What chat said lately: in a few sentences, with times and message counts',
    access: 'everyone',
    options: [
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; the only one if left out',
        autocomplete: true,
      },
      {
        type: 'string',
        name: 'window',
        description: `How far back, ${DEFAULT_WINDOW.name} if left out`,
        choices: WINDOWS.map(({ name, value }) => ({ name, value })),
      },
      { type: 'boolean', name: 'private', description: 'true shows the answer only to you' },
    ],
  },
  ephemeral: (input) => booleanOption(input, 'private') === true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const track = await requireOneTrack(context, stringOption(input, 'channel'));
    if (!track.summaries) throw new UserError(turnedOff(track, context));
    const chosen = WINDOWS.find(({ value }) => value === stringOption(input, 'window')) ?? DEFAULT_WINDOW;
    const now = context.clock.now();
    const stream = await latestStream(track, context);
    const from = chosen.ms === null ? streamStart(track, stream, now) : now - chosen.ms;
    const summary = await context.summarize({ channel: track.channel, from, to: now, mayAskModel: true, keep: true });
    if (summary !== null) return renderSummary(summary, { stream, reachBackSeconds: track.reachBackSeconds });
    return reply(
      text(
        `Chat of ${channelText(track.channel)} said too little in the ${chosen.ms === null ? 'stream so far' : chosen.name} to sum it up.${context.messageRetentionDays === 0 ? ' This bot keeps no messages (MESSAGE\\_RETENTION\\_DAYS is 0), so there is nothing to read back.' : ''}`,
      ),
    );
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    trackedChannelChoices(context, input.typed),
};

function turnedOff({ channel }: Track, context: CommandContext): string {
  return `Summaries are off for ${channelText(channel)}: they are made from what people wrote, so somebody who manages this server turns them on first, with ${mention(context, 'track edit')} **summaries: True**.`;
}

async function latestStream({ channel }: Track, context: CommandContext): Promise<StreamInfo | null> {
  const [latest] = await context.streams.recent(channel, 1);
  return latest ?? null;
}

function streamStart({ channel }: Track, stream: StreamInfo | null, now: EpochMs): EpochMs {
  if (stream === null || stream.endedAt !== null || now - stream.startedAt > STREAM_LENGTH_MAX_MS)
    throw new UserError(`${channelText(channel)} is not live as far as is known. Choose a span of time instead.`);
  return stream.startedAt;
}
