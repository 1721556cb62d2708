const LOGIN = /^[a-z0-9][a-z0-9_]{0,24}$/;

/**
 * The login in what people type: `#Ninja`, `@ninja`, `https://www.twitch.tv/ninja?x=1`. Null when it cannot be one
 * (Twitch logins are 1 to 25 of a-z, 0-9 and _, not beginning with _).
 */
export function parseChannelName(typed: string): string | null {
  const trimmed = typed.trim().toLowerCase();
  const fromUrl = /^(?:https?:\/\/)?(?:www\.|m\.)?twitch\.tv\/([^/?#\s]+)/.exec(trimmed);
  const name = fromUrl?.[1] ?? trimmed.replace(/^[#@]/, '');
  return LOGIN.test(name) ? name : null;
}
