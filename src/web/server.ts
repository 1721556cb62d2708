import fastify from 'fastify';
import type { HealthSource } from '../domain/ports/health.ts';
import type { Logger } from '../telemetry/logger.ts';

export interface WebOptions {
  readonly host: string;
  readonly port: number;
  readonly health: HealthSource;
  readonly logger: Logger;
}

export interface WebServer extends AsyncDisposable {
  /** Where it listens, for people. */
  readonly url: string;
}

const REQUEST_BODY_BYTES_MAX = 64 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;

/** @throws an error whose message says what to do when the address cannot be used */
export async function startWebServer(options: WebOptions): Promise<WebServer> {
  const app = fastify({
    bodyLimit: REQUEST_BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
  });
  app.setErrorHandler((error, _request, reply) => {
    options.logger.error({ error }, 'request failed');
    return reply.code(500).type('application/problem+json').send({ title: 'Something went wrong here', status: 500 });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('application/problem+json').send({ title: 'There is nothing at this address', status: 404 }),
  );
  app.get('/api/health', (_request, reply) => {
    const report = options.health.report();
    return reply
      .code(report.state === 'down' ? 503 : 200)
      .header('cache-control', 'no-store')
      .send(report);
  });
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const reason =
      code === 'EADDRINUSE'
        ? 'another program is using it'
        : code === 'EACCES'
          ? 'this user may not use it'
          : `it failed (${String(code)})`;
    throw new Error(
      `Cannot listen on ${options.host}:${options.port}: ${reason}. Set WEB_PORT to a free port, or to 0 for any.`,
      { cause: error },
    );
  }
  const address = app.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    async [Symbol.asyncDispose]() {
      await app.close();
    },
  };
}
