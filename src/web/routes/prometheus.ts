import { z } from 'zod';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { problems } from '../openapi/answers.ts';

export function prometheusRoutes(app: WebApp, { metricsPage }: WebDeps): void {
  app.get(
    '/metrics',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'getPrometheusMetrics',
        tags: ['operation'],
        summary: 'Counters for Prometheus',
        description: 'In the text exposition format.',
        response: {
          200: {
            description: 'Every counter',
            content: {
              'text/plain': { schema: z.string().meta({ examples: ['hypewire_moments_total 3\n'] }) },
            },
          },
          ...problems('wrong-host', 'too-many'),
        },
      },
    },
    async (_request, reply) =>
      reply
        .type(metricsPage.contentType)

        .send(await metricsPage.metrics()),
  );
}
