import { randomUUID } from 'node:crypto';
import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
} from '../../domain/command.ts';
import type { MarkOutcome } from '../../domain/desk.ts';
import type { ChannelName } from '../../domain/chat-event.ts';
import type { Track } from '../../domain/track.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import { authorNameOf, noteOf } from '../../pipeline/marks/note.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { categoryText, numbersText } from './moment-text.ts';
import { stringOption } from './options.ts';
import { channelText, mention, reply, text } from './reply.ts';
import { requireTrack, trackedChannelChoices } from './tracked-channel.ts';

const CHANNELS_NAMED_MAX = 10;

/** `/mark`: somebody says that something happened just now. */
export const markCommand: SlashCommand = {
  definition: {
    name: 'mark',
    description: 'Note that something worth keeping happened just now',
    access: 'everyone',
    options: [
      { type: 'string', name: 'note', description: 'What happened, in a few words', required: true, maxLength: 200 },
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; the one that is live if left out',
        autocomplete: true,
      },
    ],
  },
  ephemeral: () => true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const typed = stringOption(input, 'channel');
    const { channel } = typed === null ? await onlyTrack(context) : await requireTrack(context, typed);
    const note = noteOf(stringOption(input, 'note') ?? '');
    const outcome = await context.addMark({
      id: `discord-${randomUUID()}`,
      channel,
      source: 'discord',
      guildId: input.guildId,
      authorId: input.userId,
      authorName: authorNameOf(input.userName ?? ''),
      note,
      at: context.clock.now(),
      momentId: null,
    });
    return reply(text(await outcomeText(context, channel, note, outcome)));
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    trackedChannelChoices(context, input.typed),
};

/** The channel meant when none is named: the only one, or the only one that is live. */
async function onlyTrack(context: CommandContext): Promise<Track> {
  const tracks = await context.guild.tracks();
  if (tracks.length === 0) {
    throw new UserError(
      `This server tracks no channel yet, so there is nothing to mark. Begin with ${mention(context, 'track add')}.`,
    );
  }
  const live = tracks.filter(({ channel }) => context.live.stream(channel) !== null);
  const [only, ...others] = tracks.length === 1 ? tracks : live;
  if (only !== undefined && others.length === 0) return only;
  const named = (live.length > 0 ? live : tracks).slice(0, CHANNELS_NAMED_MAX);
  throw new UserError(
    `Which channel do you mean? Name it in the **channel** option: ${named.map(({ channel }) => channelText(channel)).join(', ')}.`,
  );
}

async function outcomeText(
  context: CommandContext,
  channel: ChannelName,
  note: string,
  outcome: MarkOutcome,
): Promise<string> {
  if (outcome.kind === 'refused') {
    throw new UserError(
      `This was not kept: there were too many marks for ${channelText(channel)} in the last minute. Try again in a minute.`,
    );
  }
  const times = outcome.merged > 1 ? ` ×${outcome.merged}` : '';
  const marked = `📌 Marked${times} in ${channelText(channel)}${note === '' ? '' : `: ${escapeMarkdown(clip(note, 200))}`}`;
  const moment = outcome.momentId === null ? null : await context.guild.moment(outcome.momentId);
  const merged =
    moment === null
      ? 'It stands for itself until chat reacts; marks of others within 45 s join it.'
      : `It stands on the moment that chat made of it: ${categoryText(moment)}, ${numbersText(moment)}.`;
  return `${marked}\n-# ${merged}`;
}
