import type { FastifyRequest } from 'fastify';
import type { WebApp } from './app.ts';
import { ProblemError } from './problem.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/**
 * What a page says that was opened from a file. Frames of foreign pages can say it too; so it opens only the sockets that
 * example pages use, on the machine itself, and what they tell is public chat.
 */
const FILE_ORIGIN = 'null';
const CHAT_SOCKETS: ReadonlySet<string> = new Set(['/', '/ws']);

/**
 * Keeps pages of other sites out. A name that somebody else's DNS points at this machine is refused on loopback; sockets
 * and changes are refused to pages that neither came from here nor from this machine. Programs send no Origin.
 */
export function guardOrigins(app: WebApp, host: string): void {
  const onLoopback = isLoopbackName(host);
  app.addHook('onRequest', async (request) => {
    const asked = request.headers.host ?? '';
    if (onLoopback && !isLoopbackName(hostName(asked))) {
      throw new ProblemError(
        'wrong-host',
        'Ask for it as 127.0.0.1 or localhost. To serve other machines set WEB_HOST and WEB_TOKEN.',
      );
    }
    if (READS.has(request.method) && !isUpgrade(request)) return;
    const { origin } = request.headers;
    if (onLoopback && origin === FILE_ORIGIN && isUpgrade(request) && CHAT_SOCKETS.has(request.url.split('?')[0] ?? ''))
      return;
    if (origin !== undefined && !isOwnOrigin(origin, asked))
      throw new ProblemError('forbidden', 'Pages of other sites may not do this. Open the page from the bot itself.');
  });
}

function isUpgrade(request: FastifyRequest): boolean {
  return request.headers.upgrade !== undefined;
}

function isOwnOrigin(origin: string, asked: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === asked.toLowerCase() || (isLoopbackName(hostName(asked)) && isLoopbackName(url.hostname));
}

/** The name in a Host header, without its port. */
function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/** True for names and addresses that only this machine reaches. */
export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
