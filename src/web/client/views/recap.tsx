import { chosenChannel } from '../state/app-state.ts';
import { useApp, useSession } from '../kit/session-context.tsx';
import { useLoad } from '../kit/use-load.ts';
import { ChannelSelect } from '../parts/channel-select.tsx';
import { StreamRecap } from '../parts/stream-recap.tsx';
import { routeHash } from '../state/route.ts';
import { dayAndTime } from '../text/when.ts';

/** A whole stream: how chat went, its moments, and what it said. */
export function RecapView() {
  const channel = useApp(chosenChannel);
  return (
    <div className="page">
      <h1>Recap of a stream</h1>
      {channel === null ? (
        <>
          <ChannelSelect view="recap" chosen={null} />
          <p className="empty">No channel is watched yet.</p>
        </>
      ) : (
        <RecapOfChannel key={channel} channel={channel} />
      )}
    </div>
  );
}

function RecapOfChannel({ channel }: { readonly channel: string }) {
  const { api } = useSession();
  const wanted = useApp((state) => state.route.stream);
  const [load] = useLoad(channel, () => api.streams(channel));
  const streams = load.kind === 'ready' ? load.value.streams : [];
  const stream = streams.find(({ id }) => id === wanted) ?? streams[0];
  return (
    <>
      <div className="filters" role="group" aria-label="Which stream">
        <ChannelSelect view="recap" chosen={channel} />
        <label>
          Stream
          <select
            value={stream?.id ?? ''}
            disabled={streams.length === 0}
            onChange={(event) => (location.hash = routeHash({ view: 'recap', channel, stream: event.target.value }))}
          >
            {streams.map(({ id, started_at, title, ended_at }) => (
              <option key={id} value={id}>
                {dayAndTime(started_at)}
                {ended_at === null ? ' (live)' : ''} {title.slice(0, 60)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {load.kind === 'loading' && <p className="empty">Asking the bot …</p>}
      {load.kind === 'failed' && <p className="problem">{load.problem}</p>}
      {load.kind === 'ready' && stream === undefined && (
        <p className="panel nothing">
          The bot knows of no stream of this channel yet. It learns of streams through TWITCH_CLIENT_ID and
          TWITCH_CLIENT_SECRET.
        </p>
      )}
      {stream !== undefined && <StreamRecap key={stream.id} channel={channel} stream={stream} />}
    </>
  );
}
