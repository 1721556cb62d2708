import { FormErrors } from '../errors.ts';
import type { Call, Route } from '../http/router.ts';
import type { FakeChannel } from '../model.ts';
import { demand, isThread } from '../permissions.ts';
import { LIMITS } from '../rules/limits.ts';
import { wireChannel } from '../wire.ts';

/** The channel of the path. @throws ApiError 10003, or 50001 where the bot cannot see it */
export function visibleChannel(call: Call): FakeChannel {
  const channel = call.world.channel(call.param('channelId'));
  demand(call.world, channel, []);
  return channel;
}

export const CHANNEL_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/channels/:channelId',
    auth: 'bot',
    handle: (call) => ({ status: 200, body: wireChannel(visibleChannel(call)) }),
  },
  {
    method: 'PATCH',
    path: '/channels/:channelId',
    auth: 'bot',
    handle: (call) => {
      const channel = visibleChannel(call);
      const { name, archived } = call.body;
      demand(call.world, channel, [
        isThread(channel) ? (name === undefined ? 'SendMessagesInThreads' : 'ManageThreads') : 'ManageChannels',
      ]);
      const errors = new FormErrors();
      errors.length(['name'], name, 1, LIMITS.threadNameChars);
      errors.throwIfAny();
      if (typeof name === 'string') channel.name = name;
      if (typeof archived === 'boolean') channel.archived = archived;
      call.world.dispatch(isThread(channel) ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', wireChannel(channel));
      return { status: 200, body: wireChannel(channel) };
    },
  },
  {
    method: 'POST',
    path: '/channels/:channelId/typing',
    auth: 'bot',
    handle: (call) => {
      visibleChannel(call);
      return { status: 204 };
    },
  },
];
