import { once } from 'node:events';
import { z } from 'zod';
import type { DiscordRest } from '../../bot/discord/rest/discord-rest.ts';
import { bad, ok, shownAddress, type Finding } from './finding.ts';

const NAME = 'gateway';
const HELLO_MS = 8_000;
const HELLO_OPCODE = 10;
const STARTS_LOW = 50;

const gatewaySchema = z.object({
  url: z.string().refine((value) => /^wss?:$/.test(URL.parse(value)?.protocol ?? '')),
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
});
const helloSchema = z.object({ op: z.literal(HELLO_OPCODE) });

/**
 * Opens the gateway and waits for its greeting. It does not log in: that would use up one of the day's session starts,
 * and a running bot would share its events with it.
 */
export async function checkGateway(rest: DiscordRest, signal: AbortSignal, helloMs = HELLO_MS): Promise<Finding> {
  const { url, session_start_limit: limit } = gatewaySchema.parse(await rest.call('GET', '/gateway/bot', { signal }));
  const { total, remaining, reset_after: resetMs } = limit;
  const hours = (resetMs / 3_600_000).toFixed(1);
  if (remaining === 0)
    return bad(
      NAME,
      `Discord allows no more logins for ${hours} h: all ${total} of the day are used. Find out what restarts the bot so often.`,
    );
  const problem = await whyNoGreeting(url, helloMs);
  if (problem !== null)
    return bad(
      NAME,
      `${shownAddress(url)} does not greet: ${problem}. A firewall or proxy must let WebSockets through.`,
    );
  const few =
    remaining < STARTS_LOW ? ` That is little: something restarts the bot often (new ones in ${hours} h).` : '';
  return ok(NAME, `${shownAddress(url)} greets; ${remaining} of ${total} logins are left for today.${few}`);
}

async function whyNoGreeting(url: string, helloMs: number): Promise<string | null> {
  const address = new URL(url);
  address.search = new URLSearchParams({ v: '10', encoding: 'json' }).toString();
  const socket = new WebSocket(address);
  const signal = AbortSignal.timeout(helloMs);
  try {
    const [first] = (await Promise.race([
      once(socket, 'message', { signal }),
      once(socket, 'close', { signal }).then(() => [null]),
      once(socket, 'error', { signal }).then(() => [null]),
    ])) as [MessageEvent | null];
    if (first === null) return 'the connection was closed';
    return helloSchema.safeParse(parse(first.data)).success ? null : 'it said something else';
  } catch {
    return `no word within ${helloMs / 1_000} s`;
  } finally {
    socket.close();
  }
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data)) as unknown;
  } catch {
    return null; // The greeting is JSON; anything else is none.
  }
}
