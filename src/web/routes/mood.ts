import { isoTime } from '../../lib/format.ts';
import { moodFrame } from '../../lib/wire/mood.ts';
import { headlineFrame } from '../../lib/wire/headline.ts';
import { rounded } from '../../lib/wire/rounded.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { ProblemError } from '../http/problem.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { json, problems, READ_PROBLEMS } from '../openapi/answers.ts';
import { moodHistory } from '../schemas/answers.ts';
import { headline, mood } from '../schemas/frames.ts';
import { channelPath, WINDOW_MS_MAX, windowQuery } from '../schemas/inputs.ts';
import { nothingYet } from './metrics.ts';
import { timeWindow } from './window.ts';

const tags = ['what chat feels and says'];

export function moodRoutes(app: WebApp, deps: WebDeps): void {
  currentMood(app, deps);
  pastMood(app, deps);
  currentHeadline(app, deps);
}

function currentMood(app: WebApp, { live }: WebDeps): void {
  app.get(
    '/api/channels/:name/mood',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'getMood',
        tags,
        summary: 'What a chat feels now',
        description: 'Smoothed over the last minutes. It changes twice a second on /ws/mood.',
        params: channelPath,
        response: { 200: json('The mood', mood), ...problems(...READ_PROBLEMS, 'not-found') },
      },
    },
    async ({ params }, reply) => {
      const snapshot = live.mood(params.name);
      if (snapshot === null) throw new ProblemError('not-found', nothingYet(params.name));
      const frame = moodFrame(snapshot);
      return reply.send({ ...frame, drivers: [...frame.drivers] });
    },
  );
}

function pastMood(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/channels/:name/mood/history',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'getMoodHistory',
        tags,
        summary: 'What a chat felt minute by minute',
        description: 'The last hour, or a window of up to 48 hours.',
        params: channelPath,
        querystring: windowQuery,
        response: { 200: json('Oldest first', moodHistory), ...problems(...READ_PROBLEMS) },
      },
    },
    async ({ params, query }) => {
      const { from, to } = timeWindow(query, deps.now(), WINDOW_MS_MAX);
      const minutes = await deps.moods.minutes(params.name, from, to);
      return {
        channel: params.name,
        from: isoTime(from),
        to: isoTime(to),
        minutes: minutes.map((row) => ({
          minute: isoTime(row.minute),
          messages: row.messages,
          score: rounded(row.score),
          positive: rounded(row.shares.positive),
          neutral: rounded(row.shares.neutral),
          negative: rounded(row.shares.negative),
          mood: row.dominant,
          confidence: rounded(row.confidence),
        })),
      };
    },
  );
}

function currentHeadline(app: WebApp, { live }: WebDeps): void {
  app.get(
    '/api/channels/:name/headline',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'getHeadline',
        tags,
        summary: 'What a chat is saying now',
        description: 'At most two sentences, and what they rest on. It changes twice a second on /ws/headline.',
        params: channelPath,
        response: { 200: json('The headline', headline), ...problems(...READ_PROBLEMS, 'not-found') },
      },
    },
    async ({ params }, reply) => {
      const current = live.headline(params.name);
      if (current === null) throw new ProblemError('not-found', nothingYet(params.name));
      const frame = headlineFrame(current);
      const buckets = frame.buckets.map((bucket) => ({
        ...bucket,
        keywords: [...bucket.keywords],
        sample_ids: [...bucket.sample_ids],
      }));
      return reply.send({ ...frame, sentences: [...frame.sentences], buckets });
    },
  );
}
