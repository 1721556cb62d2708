import type { FastifyReply } from 'fastify';
import type { WebApp } from '../http/app.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { apiDocument } from '../openapi/document.ts';
import { socketSchema } from '../openapi/socket-schema.ts';
import { docsPage } from '../pages/docs-page.ts';
import { STYLE } from '../pages/layout.ts';

const HTML = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** The descriptions of everything else. They are made when first asked for: all routes are declared by then. */
export function docsRoutes(app: WebApp): void {
  const pages: readonly (readonly [path: string, type: string, make: () => string])[] = [
    ['/api/openapi.json', JSON_TYPE, () => JSON.stringify(apiDocument(app), null, 2)],
    ['/api/ws-schema.json', JSON_TYPE, () => JSON.stringify(socketSchema(), null, 2)],
    ['/api/docs', HTML, () => docsPage(apiDocument(app))],
    ['/api/docs.css', 'text/css; charset=utf-8', () => STYLE],
  ];
  for (const [path, type, make] of pages) {
    let made: string | null = null;
    app.get(path, { config: rateLimit('reads'), schema: { hide: true } }, (_request, reply): FastifyReply => {
      made ??= make();
      return reply.type(type).header('cache-control', 'no-cache').send(made);
    });
  }
}
