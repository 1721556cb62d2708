/** Where the three providers are asked. Sources: their public APIs, BetterTTV v3, FrankerFaceZ v1, 7TV v3. */
export interface EmoteAddresses {
  /** API roots; the version (`/3`, `/v1`, `/v3`) is added where the address does not end with it. */
  readonly bttvUrl: string;
  readonly ffzUrl: string;
  readonly sevenTvUrl: string;
  /** Live updates; null for none, then changes are seen at the next look. */
  readonly bttvSocketUrl: string | null;
  readonly sevenTvSocketUrl: string | null;
}

/** Null means the usual address. Another API server has no socket that is known: live updates stay off beside it. */
export function emoteAddresses(configured: {
  readonly bttvUrl: string | null;
  readonly ffzUrl: string | null;
  readonly sevenTvUrl: string | null;
}): EmoteAddresses {
  const { bttvUrl, ffzUrl, sevenTvUrl } = configured;
  return {
    bttvUrl: bttvUrl ?? 'https://api.betterttv.net',
    ffzUrl: ffzUrl ?? 'https://api.frankerfacez.com',
    sevenTvUrl: sevenTvUrl ?? 'https://7tv.io',
    bttvSocketUrl: bttvUrl === null ? 'wss://sockets.betterttv.net/ws' : null,
    sevenTvSocketUrl: sevenTvUrl === null ? 'wss://events.7tv.io/v3' : null,
  };
}

/** `https://api.example` + `3` + `cached/emotes/global`, whether or not the root already ends with `/3`. */
export function apiUrl(root: string, version: string, path: string): string {
  const url = new URL(root);
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = `${base.endsWith(`/${version}`) ? base : `${base}/${version}`}/${path}`;
  return url.href;
}
