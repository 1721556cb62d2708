import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { readJson, type Answer } from './ask.ts';
import { bad, networkReason, off, ok, type Finding } from './finding.ts';

const APP = 'twitch app';
const USER = 'twitch user';
const CONSOLE = 'https://dev.twitch.tv/console/apps';
const SPEAK = 'user:write:chat';
const UNREACHABLE = 'Check the network and https://status.twitch.com.';

const appToken = z.object({ access_token: z.string() });
const validation = z.object({
  client_id: z.string(),
  login: z.string().optional(),
  scopes: z.array(z.string()).nullish(),
  expires_in: z.number(),
});

interface Addresses {
  readonly auth: string;
  readonly helix: string;
}

/** Twitch itself, or the local stand-in. @param mockPort TWURPLE_MOCK_API_PORT */
export function twitchAddresses(mockPort: string | undefined): Addresses {
  return mockPort === undefined || mockPort === ''
    ? { auth: 'https://id.twitch.tv/oauth2', helix: 'https://api.twitch.tv/helix' }
    : { auth: `http://localhost:${mockPort}/auth`, helix: `http://localhost:${mockPort}/mock` };
}

/** Gets an app token and uses it once. */
export async function checkTwitchApp(app: Config['twitch']['app'], at: Addresses): Promise<readonly Finding[]> {
  if (app === null)
    return [
      off(APP, 'not configured. TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET add live state, VOD links and name checks.'),
    ];
  const form = new URLSearchParams({
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: 'client_credentials',
  });
  try {
    const granted = await readJson(`${at.auth}/token`, { method: 'POST', body: form });
    const token = appToken.safeParse(granted.body);
    if (!granted.ok || !token.success) return [bad(APP, refusal(granted))];
    const used = await readJson(`${at.helix}/users?login=twitch`, {
      headers: { authorization: `Bearer ${token.data.access_token}`, 'client-id': app.clientId },
    });
    return used.ok
      ? [ok(APP, 'a token was granted and works.')]
      : [bad(APP, `a token was granted, but the API answered ${used.status} to it. ${UNREACHABLE}`)];
  } catch (error) {
    return [bad(APP, `Twitch could not be asked (${networkReason(error)}). ${UNREACHABLE}`)];
  }
}

function refusal({ status }: Answer): string {
  return status >= 400 && status < 500 && status !== 429
    ? `Twitch refused TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET (${status}). Copy both again from ${CONSOLE}.`
    : `Twitch granted no token (${status}). ${UNREACHABLE}`;
}

/** Asks Twitch about the user token. Never refreshes it: that would take it from a running bot. */
export async function checkTwitchUser(user: Config['twitch']['user'], at: Addresses): Promise<readonly Finding[]> {
  if (user === null)
    return [off(USER, `not configured. TWITCH_ACCESS_TOKEN with ${SPEAK} lets the bot answer in Twitch chat.`)];
  try {
    const answer = await readJson(`${at.auth}/validate`, { headers: { authorization: `OAuth ${user.accessToken}` } });
    if (answer.status === 401) return [expired(user.refreshToken !== null)];
    const token = validation.safeParse(answer.body);
    if (!answer.ok || !token.success)
      return [bad(USER, `Twitch could not check the token (${answer.status}). ${UNREACHABLE}`)];
    return [judgeUser(token.data, user)];
  } catch (error) {
    return [bad(USER, `Twitch could not be asked (${networkReason(error)}). ${UNREACHABLE}`)];
  }
}

function expired(renewable: boolean): Finding {
  return renewable
    ? off(USER, 'this access token has ended. The bot renews it with TWITCH_REFRESH_TOKEN; the doctor does not.')
    : bad(USER, 'Twitch refused TWITCH_ACCESS_TOKEN. Log in again and set it, best with TWITCH_REFRESH_TOKEN.');
}

function judgeUser(token: z.output<typeof validation>, user: NonNullable<Config['twitch']['user']>): Finding {
  const { login, scopes, client_id: clientId, expires_in: seconds } = token;
  if (login === undefined)
    return bad(USER, 'TWITCH_ACCESS_TOKEN is the token of an application. Answering in chat needs that of a user.');
  if (user.clientId !== null && user.clientId !== clientId)
    return bad(USER, 'TWITCH_ACCESS_TOKEN was made by another application than TWITCH_CLIENT_ID. Use its own id.');
  if (scopes?.includes(SPEAK) !== true)
    return bad(USER, `the token of ${login} lacks the scope ${SPEAK}. Log in again with it.`);
  const ends = user.refreshToken === null ? `, ends in ${(seconds / 3_600).toFixed(1)} h and cannot be renewed` : '';
  return ok(USER, `the token of ${login} works; scopes: ${scopes.join(', ')}${ends}.`);
}
