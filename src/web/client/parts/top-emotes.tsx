import { count } from '../../../lib/format.ts';
import { useApp } from '../kit/session-context.tsx';
import type { EmotePicture } from '../read/answers.ts';
import { Bar } from './bar.tsx';
import { Emote } from './emote.tsx';
import { Panel } from './panel.tsx';

const SHOWN_MAX = 7;

/** Emotes of the last five minutes, most used first. */
export function TopEmotes() {
  const metrics = useApp(({ lanes, watched }) => lanes.get(watched.channel ?? '')?.slow);
  const pictures = useApp((state) => state.watched.emotes);
  const failed = useApp((state) => state.failedPictures);
  const isShown = (picture: EmotePicture | undefined): boolean =>
    picture !== undefined && !failed.has(picture.image_url);
  const emotes = metrics?.top_emotes.slice(0, SHOWN_MAX) ?? [];
  const top = emotes[0]?.[1] ?? 1;
  return (
    <Panel title="Top emotes" name="emotes" aside={<span className="small muted">5 minutes</span>}>
      {emotes.length === 0 ? (
        <p className="empty">No emote in the last five minutes.</p>
      ) : (
        <ol className={emotes.some(([name]) => isShown(pictures.get(name))) ? '' : 'plain'}>
          {emotes.map(([name, uses]) => (
            <li key={name}>
              <span className="picture">
                <Emote name={name} picture={pictures.get(name)} fallback={null} />
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
