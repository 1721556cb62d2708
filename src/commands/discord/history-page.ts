import type { StreamInfo } from '../../domain/chat-event.ts';
import type { CommandReply } from '../../domain/command.ts';
import type { DeskEntry } from '../../domain/desk.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { TRACK_DEFAULTS } from '../../domain/track.ts';
import { CATEGORY_STYLE } from '../../lib/category-style.ts';
import { claimText, personText, votesText, voteWord } from '../../lib/desk-text.ts';
import { count, discordTime, vodOffset } from '../../lib/format.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import { vodLink } from '../../pipeline/alerting/compose-card.ts';
import type { CommandContext } from '../command.ts';
import type { GuildMomentQuery } from '../guild-view.ts';
import { SEARCHED_MAX } from '../moment-search.ts';
import { encodeQuery, type HistoryQuery } from './history-query.ts';
import { streamHere } from './history-options.ts';
import { categoryText, numbersText } from './moment-text.ts';
import { pageCount, pager } from './pager.ts';
import { channelText, mention, text } from './reply.ts';
import { minScoreOf } from './strength.ts';
import { windowOf } from './windows.ts';

const MOMENTS_PER_PAGE = 8;
const TITLE_CHARACTERS_MAX = 60;

/** One page of `/history`, from 0; the last one there is when the page asked for is beyond it. */
export async function historyPage(
  context: CommandContext,
  query: HistoryQuery,
  ownerId: string,
  wantedPage: number,
): Promise<CommandReply> {
  const stream = query.streamId === null ? null : await streamHere(context, query.streamId);
  const filter = await filterOf(context, query, stream, ownerId);
  const what = describeQuery(query, stream, ownerId);
  let page = wantedPage;
  let found = await context.guild.moments(filter, MOMENTS_PER_PAGE, page * MOMENTS_PER_PAGE);
  const pages = pageCount(found.total, MOMENTS_PER_PAGE);
  if (page >= pages) {
    page = pages - 1;
    found = await context.guild.moments(filter, MOMENTS_PER_PAGE, page * MOMENTS_PER_PAGE);
  }
  const limit = found.complete
    ? ''
    : `\n-# Among the newest ${count(SEARCHED_MAX)} moments; choose a shorter **window** for the others.`;
  if (found.total === 0) {
    const hint = `Choose a longer **window**, fewer filters or **strength** all, or see with ${mention(context, 'stats')} whether chat is read.`;
    return { blocks: [text(`No hype moments of ${what}. ${hint}${limit}`)] };
  }
  const lines = await momentLines(context, found.items, query.channel === null && stream === null);
  return {
    blocks: [
      text(`### Hype moments of ${what} (${count(found.total)})\n${lines.join('\n')}${limit}`),
      ...pager({ command: 'history', action: 'page', args: [...encodeQuery(query), ownerId] }, page, pages),
    ],
  };
}

async function filterOf(
  context: CommandContext,
  query: HistoryQuery,
  stream: StreamInfo | null,
  userId: string,
): Promise<GuildMomentQuery> {
  const { streamId, category, voted, claimed, status } = query;
  const channel = stream?.channel ?? query.channel;
  const { minScore } = await minScoreOf(context, channel, query.strength);
  // A stream is a span of its own, however long ago it was.
  const since = query.since ?? (streamId === null ? context.clock.now() - windowOf(query.window, '7d').ms : null);
  return {
    channel,
    ...(since !== null && { since }),
    ...(minScore !== undefined && { minScore }),
    ...(streamId !== null && { streamId }),
    ...(category !== null && { category }),
    ...(voted !== null && { voted }),
    ...(claimed !== null && { claimed: claimed === 'me' ? { by: userId } : claimed }),
    ...(status !== null && { status }),
  };
}

/** `**ninja**, last 7 days, funny, voted clip it, claimed by <@1>` */
function describeQuery(query: HistoryQuery, stream: StreamInfo | null, ownerId: string): string {
  const { channel, streamId, since, category, voted, claimed, status } = query;
  const parts: string[] = [channel === null ? 'all channels tracked here' : channelText(channel)];
  if (streamId !== null) parts[0] = stream === null ? 'a stream that is not known here' : streamText(stream);
  if (since !== null) parts.push(`since ${discordTime(since)}`);
  else if (streamId === null) parts.push(windowOf(query.window, '7d').text);
  if (category !== null) parts.push(CATEGORY_STYLE[category].word.toLowerCase());
  if (voted === 'any') parts.push('with votes');
  else if (voted === 'none') parts.push('without votes');
  else if (voted !== null) parts.push(`voted ${voteWord(voted)}`);
  if (claimed !== null) parts.push(`claimed by ${claimed === 'me' ? personText(ownerId) : claimed}`);
  if (status !== null) parts.push(status);
  return parts.join(', ');
}

function streamText({ channel, title, startedAt }: StreamInfo): string {
  const about = escapeMarkdown(clip(title, TITLE_CHARACTERS_MAX));
  return `${channelText(channel)}'s stream of ${discordTime(startedAt, 'd')}${about === '' ? '' : ` “${about}”`}`;
}

async function momentLines(
  context: CommandContext,
  moments: readonly HypeMoment[],
  withChannel: boolean,
): Promise<readonly string[]> {
  const [streams, tracks, entries] = await Promise.all([
    streamsOf(context, moments),
    context.guild.tracks(),
    context.guild.desk.entries(moments),
  ]);
  const reachBack = new Map(tracks.map((track) => [track.channel, track.reachBackSeconds]));
  return moments.map((moment) => {
    const stream = streams.get(moment.streamId ?? '') ?? null;
    const vod = vodLink(moment, stream, reachBack.get(moment.channel) ?? TRACK_DEFAULTS.reachBackSeconds);
    return momentLine(moment, withChannel, vod, entries.get(moment.id) ?? null);
  });
}

function momentLine(
  moment: HypeMoment,
  withChannel: boolean,
  vod: ReturnType<typeof vodLink>,
  entry: DeskEntry | null,
): string {
  const where = withChannel ? `${channelText(moment.channel)} ` : '';
  const parts = [
    numbersText(moment),
    moment.attack ? 'looks like an attack' : '',
    vod === null ? '' : `[VOD at ${vodOffset(vod.offsetSeconds)}](${vod.url})`,
  ];
  const team =
    entry === null ? '' : [votesText(entry.votes), claimText(entry)].filter((part) => part !== '').join(' · ');
  const lines = [
    `${discordTime(moment.startedAt, 'f')} ${where}${categoryText(moment)}`,
    `-# ${parts.filter((part) => part !== '').join(' · ')}`,
    ...(team === '' ? [] : [`-# ${team}`]),
  ];
  return lines.join('\n');
}

async function streamsOf(
  context: CommandContext,
  moments: readonly HypeMoment[],
): Promise<ReadonlyMap<string, StreamInfo | null>> {
  const ids = new Set(moments.flatMap(({ streamId }) => (streamId === null ? [] : [streamId])));
  return new Map(await Promise.all([...ids].map(async (id) => [id, await context.streams.get(id)] as const)));
}
