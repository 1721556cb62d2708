import {
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
  type PressInput,
} from '../../domain/command.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { TRACK_DEFAULTS } from '../../domain/track.ts';
import { vodLink } from '../../pipeline/alerting/compose-card.ts';
import { discordTime, vodOffset } from '../../lib/format.ts';
import type { CommandContext, PressAnswer, SlashCommand } from '../command.ts';
import { categoryText, numbersText } from './moment-text.ts';
import { booleanOption, stringOption } from './options.ts';
import { pageCount, pager, pressedPage } from './pager.ts';
import { channelText, mention, text } from './reply.ts';
import { minScoreOf, readStrength, strengthOf, strengthOption, type Strength } from './strength.ts';
import { requireTrack, trackedChannelChoices } from './tracked-channel.ts';
import { readWindow, windowOf, windowOption, type Window } from './windows.ts';

const MOMENTS_PER_PAGE = 8;
/** Stands for all channels in a button's id; no Twitch name can be this. */
const ALL_CHANNELS = '-';

/** `/history`: the moments of a channel, or of all tracked ones, page by page. */
export const historyCommand: SlashCommand = {
  definition: {
    name: 'history',
    description: 'Past hype moments, newest first',
    access: 'everyone',
    options: [
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; all of them if left out',
        autocomplete: true,
      },
      windowOption(['24h', '7d', '30d'], '7d'),
      strengthOption,
      { type: 'boolean', name: 'private', description: 'true shows the answer only to you' },
    ],
  },
  ephemeral: (input) => booleanOption(input, 'private') === true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const typed = stringOption(input, 'channel');
    const channel = typed === null ? null : (await requireTrack(context, typed)).channel;
    return historyPage(context, {
      channel,
      window: readWindow(input, '7d'),
      strength: readStrength(input),
      page: 0,
      ownerId: input.userId,
    });
  },

  async press(input: PressInput, context: CommandContext): Promise<PressAnswer | null> {
    if (input.action !== 'page') return null;
    const [, channel = ALL_CHANNELS, window, strength, ownerId] = input.args;
    const reply = await historyPage(context, {
      channel: channel === ALL_CHANNELS ? null : channel,
      window: windowOf(window, '7d'),
      strength: strengthOf(strength),
      page: pressedPage(input),
      ownerId: input.userId,
    });
    // Whoever pages through somebody else's answer gets one of their own.
    return { reply, how: ownerId === input.userId ? 'update' : 'ephemeral' };
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    trackedChannelChoices(context, input.typed),
};

interface Query {
  readonly channel: string | null;
  readonly window: Window;
  readonly strength: Strength;
  readonly page: number;
  readonly ownerId: string;
}

async function historyPage(context: CommandContext, query: Query): Promise<CommandReply> {
  const { minScore } = await minScoreOf(context, query.channel, query.strength);
  const filter = {
    channel: query.channel,
    since: context.clock.now() - query.window.ms,
    ...(minScore !== undefined && { minScore }),
  };
  const of = query.channel === null ? 'all channels tracked here' : channelText(query.channel);
  const { total } = await context.guild.moments(filter, 1, 0);
  if (total === 0) {
    return {
      blocks: [
        text(
          `No hype moments of ${of} in the ${query.window.text}. Choose a longer **window** or **strength** all, or see with ${mention(context, 'stats')} whether chat is read.`,
        ),
      ],
    };
  }
  const pages = pageCount(total, MOMENTS_PER_PAGE);
  const page = Math.min(query.page, pages - 1);
  const { items } = await context.guild.moments(filter, MOMENTS_PER_PAGE, page * MOMENTS_PER_PAGE);
  const streams = await streamsOf(context, items);
  const reachBack = await reachBackOf(context);
  const lines = items.map((moment) => {
    const stream = streams.get(moment.streamId ?? '') ?? null;
    const vod = vodLink(moment, stream, reachBack.get(moment.channel) ?? TRACK_DEFAULTS.reachBackSeconds);
    return momentLine(moment, query.channel === null, vod);
  });
  return {
    blocks: [
      text(`### Hype moments of ${of}, ${query.window.text} (${total})\n${lines.join('\n')}`),
      ...pager(
        {
          command: 'history',
          action: 'page',
          args: [query.channel ?? ALL_CHANNELS, query.window.name, query.strength, query.ownerId],
        },
        page,
        pages,
      ),
    ],
  };
}

function momentLine(moment: HypeMoment, withChannel: boolean, vod: ReturnType<typeof vodLink>): string {
  const where = withChannel ? `${channelText(moment.channel)} ` : '';
  const link = vod === null ? '' : ` · [VOD at ${vodOffset(vod.offsetSeconds)}](${vod.url})`;
  const shape = moment.attack ? ' · looks like an attack' : '';
  return `${discordTime(moment.startedAt, 'f')} ${where}${categoryText(moment)}\n-# ${numbersText(moment)}${shape}${link}`;
}

async function streamsOf(
  context: CommandContext,
  moments: readonly HypeMoment[],
): Promise<ReadonlyMap<string, StreamInfo | null>> {
  const ids = new Set(moments.flatMap(({ streamId }) => (streamId === null ? [] : [streamId])));
  return new Map(await Promise.all([...ids].map(async (id) => [id, await context.streams.get(id)] as const)));
}

async function reachBackOf(context: CommandContext): Promise<ReadonlyMap<string, number>> {
  const tracks = await context.guild.tracks();
  return new Map(tracks.map((track) => [track.channel, track.reachBackSeconds]));
}
