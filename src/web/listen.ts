import type { WebApp } from './http/app.ts';

/** Where it listens, for people. @throws an error whose message says what to do when the address cannot be used */
export async function listen(app: WebApp, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw new Error(
      `Cannot listen on ${host}:${port}: ${reasonOf(error)}. Set WEB_PORT to a free port, or to 0 for any.`,
      {
        cause: error,
      },
    );
  }
  const address = app.server.address();
  const bound = address !== null && typeof address === 'object' ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'EADDRINUSE') return 'another program is using it';
  return code === 'EACCES' ? 'this user may not use it' : `it failed (${code})`;
}
