import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebApp } from '../http/app.ts';
import { contentSecurityPolicy } from '../http/headers.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { CLOSE } from '../ws/client.ts';
import { parseCommand } from '../ws/commands.ts';
import { SOCKET_CONFIG } from '../ws/socket-routes.ts';
import type { Sockets } from '../ws/sockets.ts';
import type { OverlayDesk } from './open-overlays.ts';

/** Where the builder shows the page as it will look: only there may another page hold it. */
const FRAMED_BY_SELF = {
  'content-security-policy': contentSecurityPolicy("'self'"),
  'x-frame-options': 'SAMEORIGIN',
} as const;

interface Visit {
  readonly Params: { readonly token: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

/** What OBS loads. An address that opens nothing gets the same page, which then shows nothing. */
export function overlayPageRoutes(app: WebApp, desk: OverlayDesk, sockets: Sockets): void {
  app.get<Visit>(
    '/overlay/:token',
    { config: rateLimit('reads'), schema: { hide: true } },
    async (request, reply): Promise<FastifyReply> => {
      if (request.query['preview'] !== undefined) void reply.headers(FRAMED_BY_SELF);
      const status = desk.overlays.byToken(request.params.token) === null ? 404 : 200;
      const html = await desk.page.html();
      return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
    },
  );
  app.get<Visit>('/ws/overlay/:token', { websocket: true, config: SOCKET_CONFIG }, (socket, request) => {
    const client = sockets.open('overlay', socket, connectionOf(request), {
      onText(speaker, text) {
        const command = parseCommand(text);
        if ('error' in command) speaker.reply(command);
        else if (command.kind === 'ping') speaker.reply({ type: 'pong' });
        else speaker.reply({ error: 'Unknown command', command: `${command.kind}_channel` });
      },
      onClosed: (left) => desk.hub.remove(left),
    });
    const overlay = desk.overlays.byToken(request.params.token);
    if (overlay === null) client.close(CLOSE.policy, 'unknown-overlay', 'this address opens no overlay (any more)');
    else desk.hub.add(client, overlay);
  });
}

function connectionOf(request: FastifyRequest<Visit>) {
  return request.raw.socket;
}
