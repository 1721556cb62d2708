import { isoTime } from '../../lib/format.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { ProblemError } from '../http/problem.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { requireToken } from '../http/token.ts';
import { json, NEEDS_TOKEN, problems, READ_PROBLEMS, WRITE_PROBLEMS } from '../openapi/answers.ts';
import { modelList, modelSwap } from '../schemas/answers.ts';
import { modelChange, rolePath } from '../schemas/inputs.ts';

const tags = ['operation'];

export function modelRoutes(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/models',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'listModels',
        tags,
        summary: 'Models at work',
        description: 'Which model judges moods, which writes summaries, and what they cost today.',
        response: { 200: json('One model a role', modelList), ...problems(...READ_PROBLEMS) },
      },
    },
    async () => {
      const { day, calls, failedCalls, promptTokens, completionTokens, usd, budgetUsd } = await deps.spend();
      return {
        models: deps.models.status().map(({ role, wanted, active, since, problem }) => ({
          role,
          wanted,
          active,
          since: isoTime(since),
          problem,
        })),
        spend: {
          day,
          calls,
          failed_calls: failedCalls,
          prompt_tokens: promptTokens,
          completion_tokens: completionTokens,
          usd,
          budget_usd: budgetUsd,
        },
      };
    },
  );
  app.put(
    '/api/models/:role',
    {
      config: rateLimit('writes'),
      preParsing: requireToken(deps.webToken),
      schema: {
        operationId: 'changeModel',
        tags,
        summary: 'Change a model',
        description: 'The new model is loaded and tried beside the old one, which stays when it does not work.',
        security: NEEDS_TOKEN,
        params: rolePath,
        body: modelChange,
        response: { 200: json('The new model is at work', modelSwap), ...problems(...WRITE_PROBLEMS, 'conflict') },
      },
    },
    async ({ params, body }) => {
      const outcome = await deps.models.swap(params.role, body.model);
      if (outcome.kind === 'kept') throw new ProblemError('conflict', `${outcome.active} stays: ${outcome.problem}`);
      return { role: params.role, active: outcome.active, previous: outcome.previous };
    },
  );
}
