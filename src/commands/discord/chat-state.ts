import type { ChannelName } from '../../domain/chat-event.ts';
import type { ChatChannelStatus, JoinFailure } from '../../domain/ports/chat.ts';
import { discordTime } from '../../lib/format.ts';
import type { CommandContext } from '../command.ts';

const FAILURES: Readonly<Record<JoinFailure, string>> = {
  timeout:
    'Twitch did not answer the request to join. I keep trying; if it stays so, check that the channel still exists',
  suspended: 'Twitch has suspended or closed this channel. Remove it here, or wait until it is back',
  banned: 'the bot account is banned from this chat. Ask the broadcaster to unban it',
  'channel-limit': 'Twitch allows this account no more channels. Remove channels you no longer need',
  'invalid-name': 'Twitch can have no channel of this name. Remove it and add the right one',
  refused: 'Twitch refused to let me in. I keep trying',
};

/** Whether the bot reads this chat, in words, with the reason and the next step where it does not. */
export function chatStateText(status: ChatChannelStatus | null): string {
  if (status === null) return 'not joined yet';
  if (status.state === 'joined') {
    const last = status.lastMessageAt;
    return last === null ? 'joined, no message yet' : `joined, last message ${discordTime(last, 'R')}`;
  }
  if (status.state !== 'failed') return status.state === 'queued' ? 'waiting to join' : 'joining';
  return `cannot join: ${status.failure === null ? FAILURES.refused : FAILURES[status.failure]}`;
}

export function chatStatusOf(context: Pick<CommandContext, 'chat'>): ReadonlyMap<ChannelName, ChatChannelStatus> {
  return new Map(context.chat.channels().map((status) => [status.channel, status]));
}
