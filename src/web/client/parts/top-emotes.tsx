import { count } from '../../../lib/format.ts';
import { useApp } from '../kit/session-context.tsx';
import { Bar } from './bar.tsx';
import { Emote } from './emote.tsx';
import { Panel } from './panel.tsx';

const SHOWN_MAX = 7;

/** Emotes of the last five minutes, most used first. */
export function TopEmotes() {
  const metrics = useApp(({ lanes, watched }) => lanes.get(watched.channel ?? '')?.slow);
  const pictures = useApp((state) => state.watched.emotes);
  const emotes = metrics?.top_emotes.slice(0, SHOWN_MAX) ?? [];
  const top = emotes[0]?.[1] ?? 1;
  return (
    <Panel title="Top emotes" name="emotes" aside={<span className="small muted">5 minutes</span>}>
      {emotes.length === 0 ? (
        <p className="empty">No emote in the last five minutes.</p>
      ) : (
        <ol className={emotes.some(([name]) => pictures.has(name)) ? '' : 'plain'}>
          {emotes.map(([name, uses]) => (
            <li key={name}>
              <span className="picture">
                {pictures.has(name) && <Emote name={name} picture={pictures.get(name)} />}
              </span>
              <bdi className="name">{name}</bdi>
              <Bar share={uses / top} />
              <span className="uses">{count(uses)}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
