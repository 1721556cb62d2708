import { once } from 'node:events';
import { createServer } from 'node:net';
import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { readJson } from './ask.ts';
import { bad, ok, type Finding } from './finding.ts';

const NAME = 'web port';
const healthReport = z.object({ version: z.string(), mode: z.string() });

/** Whether the web pages can be served where they are wanted. */
export async function checkWeb({ host, port }: Config['web']): Promise<readonly Finding[]> {
  if (port === 0) return [ok(NAME, `any free port of ${host}, chosen at start.`)];
  const code = await whyNotFree(host, port);
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (code === null) return [ok(NAME, `${place} is free.`)];
  const remedy = 'Set WEB_PORT to a free port, or to 0 for any.';
  if (code === 'EADDRINUSE') {
    return (await isHypewire(place))
      ? [ok(NAME, `${place} is served by the Hypewire that is running.`)]
      : [bad(NAME, `${place} is used by another program. ${remedy}`)];
  }
  if (code === 'EACCES') return [bad(NAME, `this user may not listen on ${place}. ${remedy}`)];
  return [bad(NAME, `cannot listen on ${place} (${code}). Check WEB_HOST and WEB_PORT.`)];
}

/** The system's error code, null where the port can be had. */
async function whyNotFree(host: string, port: number): Promise<string | null> {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, 'listening');
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }
}

async function isHypewire(place: string): Promise<boolean> {
  try {
    const { body } = await readJson(`http://${place}/api/health`, {});
    return healthReport.safeParse(body).success;
  } catch {
    return false; // Whatever listens there does not speak our language.
  }
}
