import { apiError } from '../errors.ts';
import type { Route } from '../http/router.ts';
import { wireChannel, wireGuild, wireMember, wireRole } from '../wire.ts';
import { isThread } from '../permissions.ts';

export const GUILD_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guildId',
    auth: 'bot',
    handle: ({ world, param }) => ({ status: 200, body: wireGuild(world, world.guild(param('guildId'))) }),
  },
  {
    method: 'GET',
    path: '/guilds/:guildId/channels',
    auth: 'bot',
    handle: ({ world, param }) => ({
      status: 200,
      body: world
        .channelsOf(world.guild(param('guildId')).id)
        .filter((channel) => !isThread(channel))
        .map(wireChannel),
    }),
  },
  {
    method: 'GET',
    path: '/guilds/:guildId/roles',
    auth: 'bot',
    handle: ({ world, param }) => ({
      status: 200,
      body: world.rolesOf(world.guild(param('guildId')).id).map(wireRole),
    }),
  },
  {
    method: 'GET',
    path: '/guilds/:guildId/members/:userId',
    auth: 'bot',
    handle: ({ world, param }) => {
      const guild = world.guild(param('guildId'));
      const id = param('userId') === '@me' ? world.bot.id : param('userId');
      const user = world.users.get(id);
      if (!user || (user !== world.bot && user.guildId !== guild.id)) throw apiError('unknownMember');
      return { status: 200, body: wireMember(world, user, guild.id) };
    },
  },
];
