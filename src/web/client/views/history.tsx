import { useMemo, useState } from 'react';
import { count } from '../../../lib/format.ts';
import { useApp } from '../kit/session-context.tsx';
import { useMomentPages } from '../kit/use-moment-pages.ts';
import { HistoryFilters } from '../parts/history-filters.tsx';
import { MomentItem } from '../parts/moment-item.tsx';
import { EVERY_MOMENT, matching, type MomentWish } from '../state/moment-wish.ts';

const DAY_MS = 86_400_000;

/** All stored moments, newest first, by channel, time, kind and strength. */
export function HistoryView() {
  const channel = useApp((state) => state.route.channel);
  const live = useApp((state) => state.moments);
  const pictures = useApp((state) => state.watched.emotes);
  const now = useApp((state) => state.now);
  const [days, setDays] = useState('');
  const [openedAt] = useState(now);
  const [wish, setWish] = useState<MomentWish>(EVERY_MOMENT);
  const since = days === '' ? null : new Date(openedAt - Number(days) * DAY_MS).toISOString();
  const { moments, state, problem, more } = useMomentPages({ channel, since }, live);
  const shown = useMemo(() => matching(moments, wish), [moments, wish]);
  return (
    <div className="page">
      <h1>Hype moments</h1>
      <HistoryFilters channel={channel} since={since} days={days} onDays={setDays} wish={wish} onWish={setWish} />
      {problem !== null && <p className="problem">{problem}</p>}
      <p className="small muted" role="status">
        {state === 'loading' ? 'Asking the bot …' : `${count(shown.length)} of ${count(moments.length)} loaded moments`}
      </p>
      <ol className="moment-list panel">
        {shown.map((moment) => (
          <MomentItem
            key={moment.id}
            moment={moment}
            now={now}
            namesChannel={channel === null}
            tellsWhy
            pictures={pictures}
          />
        ))}
        {shown.length === 0 && state !== 'loading' && <li className="empty">No moment fits.</li>}
      </ol>
      {state === 'more' && (
        <button type="button" onClick={more}>
          Show earlier moments
        </button>
      )}
    </div>
  );
}
