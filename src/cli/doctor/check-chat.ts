import { readControlLine } from '../../bot/twitch/chat/control-line.ts';
import { IrcLink } from '../../bot/twitch/chat/irc-link.ts';
import { isLoginRefusal } from '../../bot/twitch/chat/join-failure.ts';
import { TWITCH_IRC_URL } from '../../bot/twitch/chat/options.ts';
import { withTimeout } from '../../lib/with-timeout.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { silentObserver } from '../../lib/silent-observer.ts';
import { bad, ok, shownAddress, type Finding } from './finding.ts';

const NAME = 'twitch chat';
const LOGIN_MS = 10_000;

/** Logs in anonymously, as the bot does, joins nothing and leaves. */
export async function checkChat(ircUrl: string | null, loginMs = LOGIN_MS): Promise<readonly Finding[]> {
  const url = ircUrl ?? TWITCH_IRC_URL;
  const from = performance.now();
  const problem = await whyNoLogin(url, loginMs);
  const remedy =
    ircUrl === null
      ? 'Check the network; a firewall must let port 443 out.'
      : 'Check TWITCH_IRC_URL, or leave it out for Twitch itself.';
  return [
    problem === null
      ? ok(NAME, `logged in anonymously at ${shownAddress(url)} (${Math.round(performance.now() - from)} ms).`)
      : bad(NAME, `${shownAddress(url)} let nobody in: ${problem}. ${remedy}`),
  ];
}

async function whyNoLogin(url: string, loginMs: number): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const link = new IrcLink(
    { url, observer: silentObserver(), logger: createLogger('silent'), handshakeTimeoutMs: loginMs },
    {
      ready: () => resolve(null),
      closed: (reason) => resolve(reason),
      line(line) {
        const control = readControlLine(line);
        if (control?.command === 'NOTICE' && isLoginRefusal(control.text)) resolve(`it says "${control.text}"`);
      },
    },
  );
  link.open();
  try {
    return await withTimeout('the login', loginMs, null, () => promise);
  } catch {
    return `no answer within ${loginMs / 1_000} s`;
  } finally {
    link.close('looked');
  }
}
