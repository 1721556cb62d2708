import type { ChannelName } from '../../../domain/chat-event.ts';
import type { WebDeps } from '../../deps.ts';
import type { WebApp } from '../../http/app.ts';
import { rateLimit } from '../../http/rate-limits.ts';
import { json, problems, READ_PROBLEMS } from '../../openapi/answers.ts';
import { eventPage, momentPage as momentPageSchema } from '../../schemas/answers.ts';
import { channelPath, hypeEventQuery, momentQuery } from '../../schemas/inputs.ts';
import { momentPage } from './page.ts';

const tags = ['hype events'];

export function hypeEventRoutes(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/hype-events',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'listHypeEvents',
        tags,
        summary: 'Hype moments',
        description:
          'Newest first, of one channel or of all that are watched. Moments that begin while you page through shift nothing.',
        querystring: hypeEventQuery,
        response: { 200: json('One page', eventPage), ...problems(...READ_PROBLEMS) },
      },
    },
    async ({ query }) => {
      const { moments, nextCursor } = await momentPage(channelsOf(query.channel, deps), query, deps);
      return { events: [...moments], next_cursor: nextCursor };
    },
  );
  app.get(
    '/api/channels/:name/moments',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'listMoments',
        tags,
        summary: 'Hype moments of a channel',
        description: 'Newest first; the channel need not be watched any more.',
        params: channelPath,
        querystring: momentQuery,
        response: { 200: json('One page', momentPageSchema), ...problems(...READ_PROBLEMS) },
      },
    },
    async ({ params, query }) => {
      const { moments, nextCursor } = await momentPage([params.name], query, deps);
      return { moments: [...moments], next_cursor: nextCursor };
    },
  );
}

/** The channel asked for, or all that are watched. */
export function channelsOf(channel: ChannelName | undefined, deps: Pick<WebDeps, 'channels'>): readonly ChannelName[] {
  return channel === undefined ? deps.channels.list().map(({ name }) => name) : [channel];
}
