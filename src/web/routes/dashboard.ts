import fastifyStatic from '@fastify/static';
import type { WebApp } from '../http/app.ts';
import { startPage } from '../pages/start-page.ts';
import { SOCKET_CONFIG, type SocketHandler } from '../ws/socket-routes.ts';

const HASHED = /[\\/]assets[\\/]/;
const YEAR_SECONDS = 31_536_000;

/**
 * The built pages. Files under `assets/` carry a hash in their name and never change; everything else is asked for anew.
 * The same address is a WebSocket for programs.
 */
export async function dashboardRoutes(app: WebApp, clientFolder: string | null, events: SocketHandler): Promise<void> {
  if (clientFolder !== null) {
    await app.register(fastifyStatic, {
      root: clientFolder,
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      setHeaders(reply, file) {
        void reply.header(
          'cache-control',
          HASHED.test(file) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-store',
        );
      },
    });
  }
  app.route({
    method: 'GET',
    url: '/',
    config: SOCKET_CONFIG,
    schema: { hide: true },
    handler: (_request, reply) =>
      clientFolder === null ? reply.type('text/html; charset=utf-8').send(startPage()) : reply.sendFile('index.html'),
    wsHandler: events,
  });
}
