import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { json, problems } from '../openapi/answers.ts';
import { health } from '../schemas/answers.ts';

/** Not limited in number: load balancers and containers ask often, and it costs nothing. */
export function healthRoutes(app: WebApp, { health: source }: WebDeps): void {
  app.get(
    '/api/health',
    {
      schema: {
        operationId: 'getHealth',
        tags: ['operation'],
        summary: 'How the bot is',
        description: 'Every part, and for what is not well what to do about it.',
        response: {
          200: json('The bot works, though some part may not', health),
          503: json('A part that everything needs is down', health),
          ...problems('wrong-host'),
        },
      },
    },
    async (_request, reply) => {
      const { state, version, uptimeSeconds, mode, parts } = source.report();
      const answer = { state, version, uptime_seconds: uptimeSeconds, mode, parts: [...parts] };
      return reply.code(state === 'down' ? 503 : 200).send(answer);
    },
  );
}
