import type { AutocompleteInput, Choice, CommandInput, CommandReply } from '../../domain/command.ts';
import type { MoodSnapshot } from '../../domain/mood.ts';
import type { Track } from '../../domain/track.ts';
import { colorNumber } from '../../lib/category-style.ts';
import { escapeMarkdown } from '../../lib/markdown.ts';
import { isTellable } from '../../pipeline/mood/tellable.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { chatStateText, chatStatusOf } from './chat-state.ts';
import { comparedSince, compareText } from './mood/compare.ts';
import { driversText, moodLine, moodNumbers, moodTitle } from './mood/text.ts';
import { booleanOption, stringOption } from './options.ts';
import { channelText, listText, mention, picture, reply, text } from './reply.ts';
import { requireTrack, trackedChannelChoices } from './tracked-channel.ts';
import { readWindow, windowOption } from './windows.ts';

/** `/mood`: how a chat feels now, what drives it, and how that compares. */
export const moodCommand: SlashCommand = {
  definition: {
    name: 'mood',
    description: 'How a chat feels, what drives it, and how that compares',
    access: 'everyone',
    options: [
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; all of them if left out',
        autocomplete: true,
      },
      windowOption(['1h', '24h', '7d'], '1h'),
      { type: 'boolean', name: 'private', description: 'true shows the answer only to you' },
    ],
  },
  ephemeral: (input) => booleanOption(input, 'private') === true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const typed = stringOption(input, 'channel');
    if (typed !== null) return channelMood(input, context, await requireTrack(context, typed));
    const tracks = await context.guild.tracks();
    const [only, ...others] = tracks;
    if (only === undefined) {
      return reply(
        text(
          `This server tracks no channel yet, so there is no chat to read. Begin with ${mention(context, 'track add')}.`,
        ),
      );
    }
    return others.length === 0 ? channelMood(input, context, only) : overview(context, tracks);
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    trackedChannelChoices(context, input.typed),
};

/** One line a channel, the surest mood first. */
function overview(context: CommandContext, tracks: readonly Track[]): CommandReply {
  const lines = tracks
    .map(({ channel }) => ({ channel, mood: context.live.mood(channel) }))
    .toSorted((a, b) => (b.mood?.confidence ?? -1) - (a.mood?.confidence ?? -1))
    .map(({ channel, mood }) => `${channelText(channel)}: ${mood === null ? 'no chat seen yet' : moodLine(mood)}`);
  return reply(
    text(`### How the chats tracked here feel\n${listText(lines)}`),
    text(`-# ${mention(context, 'mood')} with a **channel** tells more about one.`),
  );
}

async function channelMood(input: CommandInput, context: CommandContext, { channel }: Track): Promise<CommandReply> {
  const mood = context.live.mood(channel);
  const window = readWindow(input, '1h');
  const [compared, chart] = await Promise.all([
    mood === null || !isTellable(mood) ? '' : comparison(context, mood),
    context.drawMood(channel, window.hours),
  ]);
  const shown = picture(chart);
  const drivers = mood === null ? '' : driversText(mood.drivers);
  return {
    ...(mood !== null && isTellable(mood) && { accent: colorNumber(mood.color) }),
    blocks: [
      text(headText(context, channel, mood)),
      ...(drivers === '' ? [] : [text(drivers)]),
      ...(compared === '' ? [] : [text(compared)]),
      ...shown.blocks,
      ...(mood === null ? [] : [text(footText(mood))]),
    ],
    files: shown.files,
  };
}

function headText(context: CommandContext, channel: string, mood: MoodSnapshot | null): string {
  if (mood !== null) return `### ${escapeMarkdown(channel)} · ${moodTitle(mood)}\n${moodNumbers(mood)}`;
  const status = chatStatusOf(context).get(channel) ?? null;
  return `### ${escapeMarkdown(channel)}\nNo chat seen since I started: ${chatStateText(status)}.`;
}

async function comparison(context: CommandContext, mood: MoodSnapshot): Promise<string> {
  const now = context.clock.now();
  const live = context.live.stream(mood.channel);
  const stream = live !== null && live.endedAt === null ? live : null;
  const minutes = await context.moods.minutes(mood.channel, comparedSince(stream, now), now);
  return compareText(mood, minutes, stream, now);
}

function footText({ model }: MoodSnapshot): string {
  return `-# Judged by ${escapeMarkdown(model)}. The latest messages count most; one person or one pasted text counts little.`;
}
