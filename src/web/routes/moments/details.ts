import type { MomentSeries } from '../../../domain/hype-moment.ts';
import { isoTime } from '../../../lib/format.ts';
import { rounded } from '../../../lib/wire/rounded.ts';
import type { WebDeps } from '../../deps.ts';
import type { WebApp } from '../../http/app.ts';
import { ProblemError } from '../../http/problem.ts';
import { rateLimit } from '../../http/rate-limits.ts';
import { json, problems, READ_PROBLEMS } from '../../openapi/answers.ts';
import { momentDetails } from '../../schemas/answers.ts';
import { momentPath } from '../../schemas/inputs.ts';
import { momentAnswers } from './page.ts';

export function momentRoutes(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/moments/:id',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'getMoment',
        tags: ['hype events'],
        summary: 'One hype moment',
        description: 'With the chat around it second by second and a few typical messages; never deleted ones.',
        params: momentPath,
        response: { 200: json('The moment', momentDetails), ...problems(...READ_PROBLEMS, 'not-found') },
      },
    },
    async ({ params }) => {
      const [stored, series] = await Promise.all([deps.moments.get(params.id), deps.moments.series(params.id)]);
      if (stored === null)
        throw new ProblemError('not-found', 'There is no moment of this id. GET /api/hype-events lists them.');
      const { moment } = stored;
      const [answer] = await momentAnswers([moment], deps);
      if (answer === undefined) throw new Error('a moment has an answer');
      const quotes = moment.quotes.map(({ messageId, displayName, text }) => ({
        message_id: messageId,
        user: displayName,
        text,
      }));
      return { ...answer, quotes, series: series === null ? null : seriesAnswer(moment.channel, series) };
    },
  );
}

export function seriesAnswer(channel: string, series: MomentSeries) {
  return {
    channel,
    from: isoTime(series.from),
    velocity: series.velocity.map(rounded),
    baseline_mean: series.baselineMean.map(rounded),
    baseline_std: series.baselineStd.map(rounded),
    score: series.score.map(rounded),
  };
}
