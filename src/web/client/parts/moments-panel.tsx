import { useMemo, useState } from 'react';
import { useApp, useSession } from '../kit/session-context.tsx';
import { Glyph } from './glyph.tsx';
import { MomentItem } from './moment-item.tsx';
import { Panel } from './panel.tsx';

const SHOWN_MAX = 30;

/** The last moments, of this channel or of all. */
export function MomentsPanel() {
  const { api } = useSession();
  const channel = useApp((state) => state.watched.channel);
  const moments = useApp((state) => state.moments);
  const pictures = useApp((state) => state.watched.emotes);
  const now = useApp((state) => state.now);
  const [everywhere, setEverywhere] = useState(false);
  const shown = useMemo(
    () => moments.filter((moment) => everywhere || moment.channel === channel).slice(0, SHOWN_MAX),
    [moments, everywhere, channel],
  );
  const aside = (
    <>
      <button type="button" className="quiet" aria-pressed={everywhere} onClick={() => setEverywhere(!everywhere)}>
        All channels
      </button>
      <a className="button" href={api.exportHref({ channel: everywhere ? null : channel })} download>
        <Glyph name="download" />
        CSV
      </a>
    </>
  );
  return (
    <Panel title="Hype moments" name="moments" aside={aside}>
      {shown.length === 0 ? (
        <p className="empty">None yet. A moment appears here within a second or two of chat erupting.</p>
      ) : (
        <ol className="moment-list" tabIndex={0} aria-label="Hype moments, newest first">
          {shown.map((moment) => (
            <MomentItem
              key={moment.id}
              moment={moment}
              now={now}
              namesChannel={everywhere}
              tellsWhy={false}
              pictures={pictures}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
