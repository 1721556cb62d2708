import { isoTime } from '../../lib/format.ts';
import { rounded } from '../../lib/wire/rounded.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { ProblemError } from '../http/problem.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { json, problems, READ_PROBLEMS } from '../openapi/answers.ts';
import { metricsHistory, series } from '../schemas/answers.ts';
import { channelPath, secondsQuery, WINDOW_MS_MAX, windowQuery } from '../schemas/inputs.ts';
import { seriesAnswer } from './moments/details.ts';
import { timeWindow } from './window.ts';

const tags = ['history'];

export function metricsRoutes(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/channels/:name/metrics',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'getMetrics',
        tags,
        summary: 'A channel minute by minute',
        description: 'The last hour, or a window of up to 48 hours. What happens now is on /ws/channel/{name}.',
        params: channelPath,
        querystring: windowQuery,
        response: { 200: json('Oldest first', metricsHistory), ...problems(...READ_PROBLEMS) },
      },
    },
    async ({ params, query }) => {
      const { from, to } = timeWindow(query, deps.now(), WINDOW_MS_MAX);
      const minutes = await deps.minutes.minutes(params.name, from, to);
      return {
        channel: params.name,
        from: isoTime(from),
        to: isoTime(to),
        minutes: minutes.map((row) => ({
          minute: isoTime(row.minute),
          messages: row.messages,
          unique_chatters: row.uniqueChatters,
          avg_message_length: rounded(row.characters / Math.max(1, row.messages)),
          peak_per_second: row.peakPerSecond,
          peak_score: rounded(row.peakScore),
          top_emotes: row.topEmotes.map(([name, uses]): [string, number] => [name, uses]),
        })),
      };
    },
  );
  app.get(
    '/api/channels/:name/series',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'getSeries',
        tags,
        summary: 'A channel second by second',
        description: 'The last minutes of a watched channel, as the detector sees them.',
        params: channelPath,
        querystring: secondsQuery,
        response: { 200: json('Oldest first', series), ...problems(...READ_PROBLEMS, 'not-found') },
      },
    },
    async ({ params, query }) => {
      const values = deps.live.series(params.name, query.seconds);
      if (values === null) throw new ProblemError('not-found', nothingYet(params.name));
      return seriesAnswer(params.name, values);
    },
  );
}

/** Why there is no present state of a channel. */
export function nothingYet(channel: string): string {
  return `Nothing is known of ${channel} yet: it is not watched, or nobody wrote there since the bot joined.`;
}
