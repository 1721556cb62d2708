import type { Route } from '../http/router.ts';
import { APPLICATION_ROUTES } from './application.ts';
import { CHANNEL_ROUTES } from './channels.ts';
import { COMMAND_ROUTES } from './commands.ts';
import { GUILD_ROUTES } from './guilds.ts';
import { INTERACTION_ROUTES } from './interactions.ts';
import { MESSAGE_ROUTES } from './messages.ts';
import { THREAD_ROUTES } from './threads.ts';
import { WEBHOOK_ROUTES } from './webhooks.ts';

/** Everything the fake answers; any other path is a 404. */
export const ROUTES: readonly Route[] = [
  ...APPLICATION_ROUTES,
  ...GUILD_ROUTES,
  ...CHANNEL_ROUTES,
  ...MESSAGE_ROUTES,
  ...THREAD_ROUTES,
  ...COMMAND_ROUTES,
  ...INTERACTION_ROUTES,
  ...WEBHOOK_ROUTES,
];
