import { ChannelRail } from '../parts/channel-rail.tsx';
import { ChatFeed } from '../parts/chat-feed.tsx';
import { HeadlinePanel } from '../parts/headline-panel.tsx';
import { MomentsPanel } from '../parts/moments-panel.tsx';
import { MoodPanel } from '../parts/mood-panel.tsx';
import { StatTiles } from '../parts/stat-tiles.tsx';
import { TopEmotes } from '../parts/top-emotes.tsx';
import { VelocityGauge } from '../parts/velocity-gauge.tsx';
import { VelocityPanel } from '../parts/velocity-panel.tsx';
import { useApp } from '../kit/session-context.tsx';
import { isStale } from '../state/connection.ts';

/** One channel, live. In reading order: which channel, what chat says, how fast it is, its figures, details, chat. */
export function LiveView() {
  const channel = useApp((state) => state.watched.channel);
  const stale = useApp((state) => state.channels?.length !== 0 && isStale(state));
  const problem = useApp((state) => state.channelsProblem);
  const isKnown = useApp((state) => state.channels !== null);
  return (
    <div className={`live ${stale ? 'stale' : ''}`}>
      <ChannelRail />
      {channel === null ? (
        <div className="panel nothing">
          <h1>{isKnown ? 'No channel yet' : 'One moment'}</h1>
          <p>
            {isKnown
              ? 'Name a Twitch channel in the list of channels, and its chat appears here. No account is needed.'
              : (problem ?? 'Asking the bot which channels it watches …')}
          </p>
        </div>
      ) : (
        <>
          <HeadlinePanel />
          <VelocityGauge />
          <VelocityPanel />
          <StatTiles />
          <TopEmotes />
          <MoodPanel />
          <MomentsPanel />
          <ChatFeed />
        </>
      )}
    </div>
  );
}
