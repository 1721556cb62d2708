import { describe, expect, test } from 'vitest';
import type { HealthReport } from '../domain/ports/health.ts';
import { createLogger } from '../telemetry/logger.ts';
import { startWebServer, type WebServer } from './server.ts';

const logger = createLogger('silent');
const report = (state: HealthReport['state']): HealthReport => ({
  state,
  version: '1',
  uptimeSeconds: 1,
  mode: 'demo',
  parts: [],
});
const start = (state: HealthReport['state'] = 'ok', port = 0): Promise<WebServer> =>
  startWebServer({ host: '127.0.0.1', port, logger, health: { report: () => report(state) } });

describe('the web server', () => {
  test.each([
    ['ok', 200],
    ['degraded', 200],
    ['down', 503],
  ] as const)('answers health %s with %i', async (state, status) => {
    await using server = await start(state);
    const response = await fetch(`${server.url}/api/health`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ state });
  });

  test('says what to do when its port is taken', async () => {
    await using server = await start();
    const port = Number(new URL(server.url).port);
    await expect(start('ok', port)).rejects.toThrow(/another program is using it. Set WEB_PORT/);
  });

  test('answers unknown addresses in the problem format', async () => {
    await using server = await start();
    const response = await fetch(`${server.url}/..%2f..%2fetc/passwd`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});
