/** The only places pictures are loaded from; the content-security policy says the same. */
const HOSTS: ReadonlySet<string> = new Set([
  'static-cdn.jtvnw.net',
  'cdn.7tv.app',
  'cdn.betterttv.net',
  'cdn.frankerfacez.com',
]);
const ADDRESS_CHARS_MAX = 500;

/** The address, if a picture may be loaded from there; null otherwise. Written for the oldest browsers inside OBS. */
export function allowedPicture(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > ADDRESS_CHARS_MAX) return null;
  try {
    const url = new URL(address);
    return url.protocol === 'https:' && HOSTS.has(url.host) && url.username === '' ? url.href : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
