import type { Summary } from '../../domain/headline.ts';
import { summaryFrame } from '../../lib/wire/summary.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { requireToken } from '../http/token.ts';
import { json, NEEDS_TOKEN, problems, READ_PROBLEMS, WRITE_PROBLEMS } from '../openapi/answers.ts';
import { summaryList } from '../schemas/answers.ts';
import { summary } from '../schemas/frames.ts';
import { channelPath, limitQuery, newSummary } from '../schemas/inputs.ts';

const tags = ['what chat feels and says'];

export function summaryRoutes(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/channels/:name/summaries',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'listSummaries',
        tags,
        summary: 'Summaries of a channel',
        description: 'Newest first.',
        params: channelPath,
        querystring: limitQuery,
        response: { 200: json('Summaries made so far', summaryList), ...problems(...READ_PROBLEMS) },
      },
    },
    async ({ params, query }) => {
      const summaries = await deps.summaries.recent(params.name, query.limit);
      return { summaries: summaries.map(summaryAnswer) };
    },
  );
  app.post(
    '/api/channels/:name/summaries',
    {
      config: rateLimit('costly'),
      preParsing: requireToken(deps.webToken),
      schema: {
        operationId: 'createSummary',
        tags,
        summary: 'Sum up the last minutes',
        description:
          'By the language model, where one is set and its budget allows; otherwise from the messages themselves.',
        security: NEEDS_TOKEN,
        params: channelPath,
        body: newSummary,
        response: { 201: json('The summary', summary), ...problems(...WRITE_PROBLEMS, 'cannot-do') },
      },
    },
    async ({ params, body }, reply) =>
      reply.code(201).send(summaryAnswer(await deps.summarize(params.name, body.window_minutes))),
  );
}

function summaryAnswer(made: Summary) {
  const frame = summaryFrame(made);
  return { ...frame, points: frame.points.map((point) => ({ ...point, message_ids: [...point.message_ids] })) };
}
