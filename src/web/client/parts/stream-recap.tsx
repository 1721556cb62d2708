import { useMemo, useState } from 'react';
import { MOMENT_CATEGORIES } from '../../../domain/hype-moment.ts';
import { clockTime, count } from '../../../lib/format.ts';
import { useApp } from '../kit/session-context.tsx';
import { useRecap, type Recap } from '../kit/use-recap.ts';
import type { StreamEntry } from '../read/answers.ts';
import { EVERY_MOMENT, matching } from '../state/moment-wish.ts';
import { recapFigures, streamSpan } from '../state/recap.ts';
import { within, type Span } from '../state/zoom.ts';
import { CategoryFilter } from './category-filter.tsx';
import { EmoteSelect } from './emote-select.tsx';
import { MomentItem } from './moment-item.tsx';
import { Panel } from './panel.tsx';
import { StreamChart } from './stream-chart.tsx';
import { Summaries } from './summaries.tsx';

export interface StreamRecapProps {
  readonly channel: string;
  readonly stream: StreamEntry;
}

export function StreamRecap({ channel, stream }: StreamRecapProps) {
  const [load, again] = useRecap(channel, stream);
  if (load.kind === 'loading') return <p className="empty">Gathering the minutes …</p>;
  if (load.kind === 'ready') return <LoadedRecap stream={stream} recap={load.value} />;
  return (
    <p className="problem">
      {load.problem}{' '}
      <button type="button" onClick={again}>
        Try again
      </button>
    </p>
  );
}

function LoadedRecap({ stream, recap }: { readonly stream: StreamEntry; readonly recap: Recap }) {
  const now = useApp((state) => state.now);
  const pictures = useApp((state) => state.watched.emotes);
  const [whole] = useState(() => streamSpan(stream, now));
  const [span, setSpan] = useState(whole);
  const [wish, setWish] = useState(EVERY_MOMENT);
  const [emote, setEmote] = useState('');
  const figures = useMemo(() => recapFigures(recap.minutes, span), [recap, span]);
  const fitting = useMemo(() => matching(recap.moments, { ...wish, emote }), [recap, wish, emote]);
  const shown = fitting.filter(({ started_at }) => isWithin(started_at, span));
  return (
    <>
      <dl className="figures">
        <Figure name="Length" value={clockTime(whole.to - whole.from)} />
        <Figure name="Messages" value={count(figures.messages)} />
        <Figure
          name="Busiest minute"
          value={figures.busiest ? count(figures.busiest.messages) : '–'}
          note={figures.busiest ? `at ${clockTime(Date.parse(figures.busiest.minute) / 1000 - whole.from)}` : ''}
        />
        <Figure name="Fastest second" value={count(figures.peakPerSecond)} note="messages" />
        <Figure name="Moments" value={count(shown.length)} />
      </dl>
      <div className="filters">
        <EmoteSelect emotes={figures.emotes} chosen={emote} onChange={setEmote} />
        <CategoryFilter
          categories={MOMENT_CATEGORIES}
          chosen={wish.categories}
          onChange={(categories) => setWish({ ...wish, categories })}
        />
      </div>
      <StreamChart
        recap={recap}
        moments={fitting}
        emote={emote}
        whole={whole}
        span={span}
        onSpan={(next) => setSpan(within(next, whole))}
      />
      <Summaries summaries={recap.summaries} origin={whole.from} />
      <Panel title={`Moments in this stretch: ${shown.length}`} name="recap-moments">
        <ol className="moment-list">
          {shown.map((moment) => (
            <MomentItem key={moment.id} moment={moment} now={now} namesChannel={false} tellsWhy pictures={pictures} />
          ))}
        </ol>
        {shown.length === 0 && <p className="empty">No moment fits.</p>}
      </Panel>
    </>
  );
}

function isWithin(at: string, { from, to }: Span): boolean {
  const seconds = Date.parse(at) / 1000;
  return seconds >= from && seconds <= to;
}

function Figure({ name, value, note = '' }: { readonly name: string; readonly value: string; readonly note?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="value">{value}</dd>
      {note !== '' && <dd className="small muted">{note}</dd>}
    </div>
  );
}
