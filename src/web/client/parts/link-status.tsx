import { duration } from '../../../lib/duration.ts';
import { useApp, useSession } from '../kit/session-context.tsx';
import { connection } from '../state/connection.ts';

const LOOK = { live: 'good', quiet: 'warn', connecting: 'warn', lost: 'bad' } as const;

/** Whether what is on the screen is live, and how old it is. */
export function LinkStatus() {
  const { retryNow } = useSession();
  const links = useApp((state) => state.links);
  const heardAt = useApp((state) => state.heardAt);
  const now = useApp((state) => state.now);
  const channels = useApp((state) => state.channels);
  const { kind, retryInMs } = connection({ links, heardAt, now, channels });
  const age = heardAt === null ? '' : duration(now - heardAt);
  const words = {
    live: 'Live',
    quiet: `Quiet for ${age}`,
    connecting: 'Connecting …',
    lost: `Lost${retryInMs === null ? '' : `, again in ${duration(retryInMs)}`}`,
  }[kind];
  return (
    <div className="link-state">
      <span className={`dot ${LOOK[kind]}`} />
      <span>
        {words}
        {kind === 'live' && heardAt !== null && <span className="age"> · {age} old</span>}
      </span>
      {kind === 'lost' && (
        <button type="button" onClick={retryNow}>
          Now
        </button>
      )}
      {/* Only changes are spoken, not the seconds. */}
      <span className="hidden-text" role="status">
        {kind === 'lost' ? 'Connection to the bot lost' : kind === 'live' ? 'Connected to the bot' : ''}
      </span>
    </div>
  );
}
