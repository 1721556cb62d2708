import { routeHash, type View } from '../state/route.ts';

/** A channel's name as a link to its page; the name keeps its own writing direction. */
export function ChannelLink({ channel, view = 'live' }: { readonly channel: string; readonly view?: View }) {
  return (
    <a href={routeHash({ view, channel })}>
      <bdi>{channel}</bdi>
    </a>
  );
}
