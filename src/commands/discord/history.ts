import type { AutocompleteInput, Choice, CommandInput, CommandReply, PressInput } from '../../domain/command.ts';
import type { CommandContext, PressAnswer, SlashCommand } from '../command.ts';
import { historyOptions, readHistoryQuery, streamChoices } from './history-options.ts';
import { historyPage } from './history-page.ts';
import { decodeQuery } from './history-query.ts';
import { booleanOption } from './options.ts';
import { pressedPage } from './pager.ts';
import { trackedChannelChoices } from './tracked-channel.ts';

/** `/history`: the moments of a channel, a stream or all tracked channels, page by page, by what the team made of them. */
export const historyCommand: SlashCommand = {
  definition: {
    name: 'history',
    description: 'Past hype moments, newest first',
    access: 'everyone',
    options: historyOptions,
  },
  ephemeral: (input) => booleanOption(input, 'private') === true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    return historyPage(context, await readHistoryQuery(input, context), input.userId, 0);
  },

  async press(input: PressInput, context: CommandContext): Promise<PressAnswer | null> {
    if (input.action !== 'page') return null;
    const [, scope, filter, ownerId] = input.args;
    const query = decodeQuery(scope, filter);
    if (query === null) return null;
    const reply = await historyPage(context, query, input.userId, pressedPage(input));
    // Whoever pages through somebody else's answer gets one of their own.
    return { reply, how: ownerId === input.userId ? 'update' : 'ephemeral' };
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    input.option === 'stream' ? streamChoices(input, context) : trackedChannelChoices(context, input.typed),
};
