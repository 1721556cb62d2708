import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
} from '../../domain/command.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { GuildMomentQuery, GuildView } from '../guild-view.ts';
import { count } from '../../lib/format.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { exportFile } from './export-format.ts';
import { stringOption } from './options.ts';
import { channelText, text } from './reply.ts';
import { minScoreOf, readStrength, strengthOption } from './strength.ts';
import { requireTrack, trackedChannelChoices } from './tracked-channel.ts';
import { readWindow, windowOption } from './windows.ts';

/** What one file holds; of more, the newest are kept. Discord takes uploads of 10 MiB. */
export const EXPORT_ROWS_MAX = 10_000;
const EXPORT_BYTES_MAX = 9 * 1024 * 1024;
const ROWS_PER_READ = 1000;

/** `/export`: the moments as a file, oldest first. */
export const exportCommand: SlashCommand = {
  definition: {
    name: 'export',
    description: 'Download hype moments as a CSV or JSON file',
    access: 'everyone',
    options: [
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; all of them if left out',
        autocomplete: true,
      },
      {
        type: 'string',
        name: 'format',
        description: 'CSV for spreadsheets (if left out), JSON for programs',
        choices: [
          { name: 'CSV', value: 'csv' },
          { name: 'JSON', value: 'json' },
        ],
      },
      windowOption(['24h', '7d', '30d'], '7d'),
      strengthOption,
    ],
  },
  ephemeral: () => true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const typed = stringOption(input, 'channel');
    const channel = typed === null ? null : (await requireTrack(context, typed)).channel;
    const format = stringOption(input, 'format') === 'json' ? 'json' : 'csv';
    const window = readWindow(input, '7d');
    const until = context.clock.now();
    const limits = { since: until - window.ms, until, ...(await minScoreOf(context, channel, readStrength(input))) };
    const { moments, total } = await newest(context.guild, { channel, ...limits });
    const of = channel === null ? 'all channels tracked here' : channelText(channel);
    if (moments.length === 0) {
      throw new UserError(
        `There are no hype moments of ${of} in the ${window.text}. Choose a longer **window**, or **strength** all for weaker ones.`,
      );
    }
    const { bytes, rows } = exportFile(moments, format, EXPORT_BYTES_MAX);
    const name = `hype-moments-${channel ?? 'all'}-${window.name}.${format}`;
    const cut =
      total > rows
        ? `\nThere are ${count(total)}; one file has room for the newest ${count(rows)}. Choose a shorter **window** or one **channel** for the rest.`
        : '';
    return {
      blocks: [
        text(
          `${count(rows)} hype ${rows === 1 ? 'moment' : 'moments'} of ${of}, ${window.text}, oldest first. Times are UTC.${cut}`,
        ),
        { kind: 'file', file: name },
      ],
      files: [{ name, bytes }],
    };
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    trackedChannelChoices(context, input.typed),
};

/** Up to the row limit, newest first, read piece by piece so that no answer of the store grows large. */
async function newest(
  guild: GuildView,
  query: GuildMomentQuery,
): Promise<{ readonly moments: readonly HypeMoment[]; readonly total: number }> {
  const moments: HypeMoment[] = [];
  let total = 0;
  while (moments.length < EXPORT_ROWS_MAX) {
    const page = await guild.moments(query, Math.min(ROWS_PER_READ, EXPORT_ROWS_MAX - moments.length), moments.length);
    total = page.total;
    moments.push(...page.items);
    if (page.items.length === 0 || moments.length >= total) break;
  }
  return { moments, total };
}
