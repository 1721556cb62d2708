import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
} from '../../domain/command.ts';
import type { Headline } from '../../domain/headline.ts';
import type { Track } from '../../domain/track.ts';
import { count, discordTime, plural, rate } from '../../lib/format.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { speedOf } from '../pace.ts';
import { chatStateText, chatStatusOf } from './chat-state.ts';
import { emotesText } from './moment-text.ts';
import { booleanOption, stringOption } from './options.ts';
import { precisionText } from './precision-text.ts';
import { channelText, listText, mention, picture, reply, text } from './reply.ts';
import { minScoreOf } from './strength.ts';
import { statusSentence } from './status-sentence.ts';
import { emoteReport } from './stats/emote-report.ts';
import { requireTrack, trackedChannelChoices } from './tracked-channel.ts';
import { suggestionBlocks } from './track/suggest.ts';
import { readWindow, windowOption, type Window } from './windows.ts';

const EMOTES_MAX = 8;
const TITLE_CHARACTERS_MAX = 120;
const HEADLINE_CHARACTERS_MAX = 300;
const HEADLINE_CONFIDENCE_MIN = 0.2;
/** What is longer cannot be told apart in one picture. */
const CHART_HOURS_MAX = 7 * 24;

/** `/stats`: what a chat is doing now, and did lately. */
export const statsCommand: SlashCommand = {
  definition: {
    name: 'stats',
    description: 'How lively a chat is now and was lately',
    access: 'everyone',
    options: [
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; all of them if left out',
        autocomplete: true,
      },
      {
        ...windowOption(['1h', '24h', '7d', '30d'], '24h'),
        description: 'How far back, last 24 hours if left out; for emotes last 7 days',
      },
      {
        type: 'boolean',
        name: 'emotes',
        description: "true tells which emotes rise, are used most, and which of the channel's own hardly at all",
      },
      { type: 'boolean', name: 'private', description: 'true shows the answer only to you' },
    ],
  },
  ephemeral: (input) => booleanOption(input, 'private') === true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const typed = stringOption(input, 'channel');
    const report = booleanOption(input, 'emotes') === true ? emoteStats : channelStats;
    const tracks = await context.guild.tracks();
    if (typed !== null) return report(input, context, await requireTrack(context, typed));
    const [only, ...others] = tracks;
    if (only === undefined) {
      return reply(
        text(
          `This server tracks no channel yet, so there is nothing to count. Begin with ${mention(context, 'track add')}.`,
        ),
      );
    }
    if (others.length === 0) return report(input, context, only);
    if (report === channelStats) return overview(context, tracks);
    throw new UserError('Emotes are counted for each channel by itself. Choose one with the **channel** option.');
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    trackedChannelChoices(context, input.typed),
};

/** One line a channel, the liveliest first. */
async function overview(context: CommandContext, tracks: readonly Track[]): Promise<CommandReply> {
  const rows = await Promise.all(
    tracks.map(async ({ channel }) => ({
      channel,
      metrics: context.live.metrics(channel),
      judged: precisionText(await context.guild.desk.precision(channel)),
    })),
  );
  const lines = rows
    .toSorted((a, b) => (b.metrics?.messagesLastMinute ?? -1) - (a.metrics?.messagesLastMinute ?? -1))
    .map(({ channel, metrics, judged }) => {
      const numbers = metrics === null ? 'no chat seen yet' : liveNumbers(metrics);
      return `${channelText(channel)}: ${numbers}${judged === '' ? '' : ` · ${judged.toLowerCase()}`}`;
    });
  return reply(
    text(`### Chats tracked here\n${listText(lines)}`),
    text(`-# ${mention(context, 'stats')} with a **channel** tells more about one.`),
  );
}

function emoteStats(input: CommandInput, context: CommandContext, { channel }: Track): Promise<CommandReply> {
  return emoteReport(context, channel, readWindow(input, '7d'));
}

async function channelStats(input: CommandInput, context: CommandContext, track: Track): Promise<CommandReply> {
  const window = readWindow(input, '24h');
  const [history, chart, suggestion] = await Promise.all([
    historyText(context, track, window),
    context.drawHistory(track.channel, Math.min(window.hours, CHART_HOURS_MAX)),
    // Only whoever could accept it is asked to.
    input.canManageServer ? suggestionBlocks(context, track) : [],
  ]);
  const shown = picture(chart);
  const title = `### ${escapeMarkdown(track.channel)}\n${liveText(context, track)}`;
  return { blocks: [text(title), text(history), ...suggestion, ...shown.blocks], files: shown.files };
}

function liveText(context: CommandContext, track: Track): string {
  const metrics = context.live.metrics(track.channel);
  if (metrics === null) {
    const status = chatStatusOf(context).get(track.channel) ?? null;
    return `No chat seen since I started: ${chatStateText(status)}.`;
  }
  const stream = context.live.stream(track.channel);
  const emotes = emotesText(metrics.topEmotes5Min, EMOTES_MAX);
  return [
    liveNumbers(metrics),
    statusSentence(metrics, context.live.openMoment(track.channel), track.sensitivity, context.detector),
    ...headlineLines(context.live.headline(track.channel)),
    ...(emotes === '' ? [] : [`Top emotes of the last 5 minutes: ${emotes}`]),
    ...(stream !== null && stream.endedAt === null
      ? [
          `Live since ${discordTime(stream.startedAt, 'R')}: ${escapeMarkdown(clip(stream.title, TITLE_CHARACTERS_MAX))}`,
        ]
      : []),
  ].join('\n');
}

/** What chat talks about; nothing while that is a guess. */
function headlineLines(headline: Headline | null): readonly string[] {
  if (headline === null || headline.confidence < HEADLINE_CONFIDENCE_MIN) return [];
  return [`> ${escapeMarkdown(clip(headline.sentences.join(' '), HEADLINE_CHARACTERS_MAX))}`];
}

function liveNumbers(metrics: ChannelMetrics): string {
  return `**${rate(speedOf(metrics))} msg/s** · ${count(metrics.messagesLastMinute)} messages in the last minute · ${count(metrics.uniqueChatters5Min)} chatters in 5 minutes`;
}

async function historyText(context: CommandContext, track: Track, window: Window): Promise<string> {
  const to = context.clock.now();
  const from = to - window.ms;
  const strong = await minScoreOf(context, track.channel, 'here');
  const [summary, precision, moments] = await Promise.all([
    context.metrics.summary(track.channel, from, to),
    context.guild.desk.precision(track.channel),
    context.guild.moments({ channel: track.channel, since: from, until: to, ...strong }, 1, 0),
  ]);
  const title = `**${window.text[0]?.toUpperCase()}${window.text.slice(1)}**`;
  const judged = precisionText(precision);
  const judgedLines = judged === '' ? [] : [`${judged}, by the votes on cards in this server`];
  if (summary.messages === 0) return [`${title}: no chat recorded.`, ...judgedLines].join('\n');
  const busiest = summary.busiestMinute;
  return [
    `${title}: ${count(summary.messages)} messages, ${plural(moments.total, 'hype moment')}`,
    `At most ${count(summary.peakPerSecond)} messages in one second${busiest === null ? '' : `; busiest minute ${discordTime(busiest.at)} with ${count(busiest.messages)}`}`,
    ...(summary.topEmotes.length === 0 ? [] : [`Top emotes: ${emotesText(summary.topEmotes, EMOTES_MAX)}`]),
    ...judgedLines,
  ].join('\n');
}
