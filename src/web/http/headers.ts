import type { WebApp } from './app.ts';

/** Where emote pictures come from. */
const PICTURE_HOSTS = [
  'https://static-cdn.jtvnw.net',
  'https://cdn.7tv.app',
  'https://cdn.betterttv.net',
  'https://cdn.frankerfacez.com',
];

/**
 * What pages from here may load and do: their own files, pictures of emotes, and sockets back to here.
 * @param framedBy whose pages may hold this one in a frame
 */
export function contentSecurityPolicy(framedBy: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data: ${PICTURE_HOSTS.join(' ')}`,
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');
}

export const CONTENT_SECURITY_POLICY = contentSecurityPolicy("'none'");

/** On every answer, errors included. No other site's page may read answers: there are no CORS headers. */
export const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // What lasts longer says so itself.
  'cache-control': 'no-store',
} as const;

export function addSecurityHeaders(app: WebApp): void {
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers(HEADERS);
  });
}
