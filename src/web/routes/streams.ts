import type { StreamInfo } from '../../domain/chat-event.ts';
import { isoTime, vodUrl } from '../../lib/format.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { json, problems, READ_PROBLEMS } from '../openapi/answers.ts';
import { streamList } from '../schemas/answers.ts';
import { channelPath, limitQuery } from '../schemas/inputs.ts';

export function streamRoutes(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/channels/:name/streams',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'listStreams',
        tags: ['history'],
        summary: 'Broadcasts of a channel',
        description: 'Newest first. Needs the Twitch API: without it the bot does not know when a stream begins.',
        params: channelPath,
        querystring: limitQuery,
        response: { 200: json('Broadcasts the bot saw', streamList), ...problems(...READ_PROBLEMS) },
      },
    },
    async ({ params, query }) => {
      const streams = await deps.streams.recent(params.name, query.limit);
      return { streams: streams.map(streamAnswer) };
    },
  );
}

export function streamAnswer(stream: StreamInfo) {
  return {
    id: stream.id,
    started_at: isoTime(stream.startedAt),
    ended_at: stream.endedAt === null ? null : isoTime(stream.endedAt),
    title: stream.title,
    category: stream.category,
    vod_url: stream.vodId === null ? null : vodUrl(stream.vodId, 0),
  };
}
