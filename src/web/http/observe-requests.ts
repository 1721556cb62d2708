import type { WebObserver } from '../../domain/ports/web.ts';
import type { WebApp } from './app.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);

/** Counts every answer by the pattern of its route, never by the address somebody typed. */
export function observeRequests(app: WebApp, observer: WebObserver): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.ws) return;
    const method = METHODS.has(request.method) ? request.method : 'other';
    observer.requestAnswered(request.routeOptions.url ?? 'none', method, reply.statusCode, reply.elapsedTime);
  });
}
