import type { CommandReply } from '../../../domain/command.ts';
import type { Track } from '../../../domain/track.ts';
import { quietHoursText } from '../../../pipeline/alerting/quiet-hours.ts';
import { discordTime } from '../../../lib/format.ts';
import type { CommandContext } from '../../command.ts';
import { chatStateText, chatStatusOf } from '../chat-state.ts';
import { pageCount, pager } from '../pager.ts';
import { channelText, mention, placeText, text } from '../reply.ts';
import { extraWords, sensitivityText } from './describe.ts';

const TRACKS_PER_PAGE = 10;

export async function listTracks(context: CommandContext, askedPage: number): Promise<CommandReply> {
  const tracks = await context.guild.tracks();
  if (tracks.length === 0) {
    return { blocks: [text(`This server tracks no channel yet. Begin with ${mention(context, 'track add')}.`)] };
  }
  const pages = pageCount(tracks.length, TRACKS_PER_PAGE);
  const page = Math.min(askedPage, pages - 1);
  const shown = tracks.slice(page * TRACKS_PER_PAGE, (page + 1) * TRACKS_PER_PAGE);
  const lastAlerts = await context.outbox.lastAlertAt();
  const chats = chatStatusOf(context);
  const lines = shown.map((track) =>
    [
      settingsLine(track, context),
      `-# ${chatStateText(chats.get(track.channel) ?? null)} · ${lastAlertText(lastAlerts.get(track.id))}`,
    ].join('\n'),
  );
  return {
    blocks: [
      text(`### Tracked channels (${tracks.length})\n${lines.join('\n')}`),
      ...pager({ command: 'track', action: 'list', args: [] }, page, pages),
    ],
  };
}

function settingsLine(track: Track, { detector }: CommandContext): string {
  const parts = [
    `${channelText(track.channel)} → ${placeText(track.target.id)}`,
    sensitivityText(track.sensitivity, detector),
    ...(track.quietHours === null ? [] : [`quiet ${quietHoursText(track.quietHours)}`]),
    ...(track.pingRoleId === null ? [] : [`pings <@&${track.pingRoleId}>`]),
    ...extraWords(track),
    ...(track.paused ? ['**paused**'] : []),
  ];
  return parts.join(' · ');
}

function lastAlertText(at: number | undefined): string {
  return at === undefined ? 'no alert yet' : `last alert ${discordTime(at, 'R')}`;
}
