import { useMemo, useRef, useState } from 'react';
import { rate } from '../../../lib/format.ts';
import { Plot } from '../charts/plot.tsx';
import { velocityData, velocityOptions } from '../charts/velocity-plot.ts';
import { useApp } from '../kit/session-context.tsx';
import { useLook } from '../kit/look-context.ts';
import { EMPTY_SERIES, type Series } from '../state/lane.ts';
import { timeOfDay } from '../text/when.ts';
import { Panel } from './panel.tsx';

const HEIGHT_PX = 212;

/** Five minutes of chat's velocity, what is usual, and the moments that stood out. */
export function VelocityPanel() {
  const channel = useApp((state) => state.watched.channel);
  const series = useApp(({ lanes, watched }) => lanes.get(watched.channel ?? '')?.series ?? EMPTY_SERIES);
  const moments = useApp((state) => state.moments);
  const { theme } = useLook();
  const [pointed, setPointed] = useState<number | null>(null);
  // Moments are no part of the lists, but lists that are new make the chart look at them again.
  const data = useMemo(() => velocityData(series), [series, moments]);
  const shown = useRef(moments);
  shown.current = moments.filter((moment) => moment.channel === channel);
  return (
    <Panel title="Last five minutes" name="velocity" aside={<Reading series={series} index={pointed} />}>
      <Plot
        label={inWords(series, shown.current.length)}
        data={data}
        remakeKey={`${theme} ${channel}`}
        height={HEIGHT_PX}
        options={(ink) => velocityOptions(ink, { moments: () => shown.current, onPointed: setPointed })}
      />
    </Panel>
  );
}

/** The legend, or the values at the place pointed at. */
function Reading({ series, index }: { readonly series: Series; readonly index: number | null }) {
  const at = index === null ? undefined : series.at[index];
  const value = index === null ? null : (series.velocity[index] ?? null);
  const usual = index === null ? null : (series.mean[index] ?? null);
  return (
    <p className="legend small muted">
      {at !== undefined && <span>{timeOfDay(at * 1000)}</span>}
      <span>
        <span className="key chat-key" /> messages a second{value !== null && <strong> {rate(value)}</strong>}
      </span>
      <span>
        <span className="key usual-key" /> usual{usual !== null && <strong> {rate(usual)}</strong>}
      </span>
    </p>
  );
}

function inWords(series: Series, moments: number): string {
  const values = series.velocity.filter((value) => value !== null);
  if (values.length === 0) return 'Chart of messages a second; nothing heard yet.';
  const top = values.reduce((highest, value) => Math.max(highest, value), 0);
  const now = values.at(-1) ?? 0;
  const usual = series.mean.findLast((value) => value !== null);
  return `Chart of messages a second over ${series.at.length} seconds: now ${rate(now)}, highest ${rate(top)}${
    usual === undefined || usual === null ? '' : `, usually ${rate(usual)}`
  }. ${moments} hype moments known.`;
}
