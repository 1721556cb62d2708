import type { Route } from '../http/router.ts';
import { wireUser } from '../wire.ts';

/** Who the bot is and where its gateway stands. */
export const APPLICATION_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/gateway/bot',
    auth: 'bot',
    handle: ({ origin, options }) => ({
      status: 200,
      body: {
        url: `${origin}/gw`,
        shards: 1,
        session_start_limit: {
          total: 1_000,
          remaining: options.sessionStartsRemaining,
          reset_after: 0,
          max_concurrency: 1,
        },
      },
    }),
  },
  {
    method: 'GET',
    path: '/gateway',
    auth: 'bot',
    handle: ({ origin }) => ({ status: 200, body: { url: `${origin}/gw` } }),
  },
  {
    method: 'GET',
    path: '/users/@me',
    auth: 'bot',
    handle: ({ world }) => ({ status: 200, body: wireUser(world.bot) }),
  },
  {
    method: 'GET',
    path: '/applications/@me',
    auth: 'bot',
    handle: ({ world }) => ({
      status: 200,
      body: {
        id: world.applicationId,
        name: world.bot.name,
        description: '',
        icon: null,
        flags: 0,
        bot: wireUser(world.bot),
        bot_public: true,
        bot_require_code_grant: false,
        verify_key: '',
        owner: wireUser(world.owner),
        approximate_guild_count: world.guilds.size,
      },
    }),
  },
];
