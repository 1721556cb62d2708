import { parseChannelName } from '../../../lib/channel-name.ts';

export const VIEWS = ['live', 'history', 'recap', 'overlay', 'health'] as const;
export type View = (typeof VIEWS)[number];

/** What the address says. `channel` null: whichever is first, or all of them. */
export interface Route {
  readonly view: View;
  readonly channel: string | null;
  readonly stream: string | null;
}

/** Reads `#/live/somebody` or `#/recap/somebody/123`. Anything else is the first page. */
export function parseRoute(hash: string): Route {
  const [viewPart = '', channelPart = '', streamPart = ''] = hash.replace(/^#\/?/, '').split('/');
  const view = VIEWS.find((name) => name === viewPart) ?? 'live';
  const stream = decoded(streamPart);
  return { view, channel: parseChannelName(decoded(channelPart)), stream: stream === '' ? null : stream };
}

export function routeHash({ view, channel, stream }: Partial<Route> & Pick<Route, 'view'>): string {
  const parts = [view, channel, channel ? stream : null].filter((part) => part !== null && part !== undefined);
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}
