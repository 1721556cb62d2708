import { useMemo, useRef } from 'react';
import { clockTime, count } from '../../../lib/format.ts';
import { Plot } from '../charts/plot.tsx';
import { streamData, streamOptions } from '../charts/stream-plot.ts';
import { useLook } from '../kit/look-context.ts';
import type { Recap } from '../kit/use-recap.ts';
import type { Moment } from '../read/live.ts';
import { isWhole, moved, zoomed, type Span } from '../state/zoom.ts';
import { Glyph, type GlyphName } from './glyph.tsx';
import { Panel } from './panel.tsx';

export interface StreamChartProps {
  readonly recap: Recap;
  readonly moments: readonly Moment[];
  /** '' for none. */
  readonly emote: string;
  readonly whole: Span;
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
}

const HEIGHT_PX = 260;

/** Chat of a whole stream, minute by minute; dragging or the buttons choose a stretch. */
export function StreamChart({ recap, moments, emote, whole, span, onSpan }: StreamChartProps) {
  const { theme } = useLook();
  const shown = useRef({ moments, span, onSpan });
  shown.current = { moments, span, onSpan };
  // The span is no part of the lists, but lists that are new make the chart look at it again.
  const data = useMemo(() => streamData(recap, emote), [recap, emote, span, moments]);
  const isAll = isWhole(span, whole);
  const step = (name: string, glyph: GlyphName, next: Span, isOff: boolean) => (
    <button type="button" className="icon" aria-label={name} title={name} disabled={isOff} onClick={() => onSpan(next)}>
      <Glyph name={glyph} />
    </button>
  );
  const aside = (
    <div className="zoom" role="group" aria-label="Stretch of the stream">
      <span className="small muted" role="status">
        {clockTime(span.from - whole.from)} to {clockTime(span.to - whole.from)}
      </span>
      {step('Earlier', 'left', moved(span, whole, -1), span.from <= whole.from)}
      {step('Later', 'right', moved(span, whole, 1), span.to >= whole.to)}
      {step('Nearer', 'zoomIn', zoomed(span, whole, 0.5), false)}
      {step('Wider', 'zoomOut', zoomed(span, whole, 2), isAll)}
      <button type="button" disabled={isAll} onClick={() => onSpan(whole)}>
        All
      </button>
    </div>
  );
  return (
    <Panel title="Messages a minute" name="stream-chart" aside={aside}>
      <Plot
        label={inWords(recap, moments.length, emote)}
        data={data}
        remakeKey={theme}
        height={HEIGHT_PX}
        options={(ink) =>
          streamOptions(ink, {
            origin: whole.from,
            span: () => shown.current.span,
            moments: () => shown.current.moments,
            onChosen: (chosen) => shown.current.onSpan(chosen),
          })
        }
      />
      <p className="legend small muted">
        <span>
          <span className="key bar-key" /> messages
        </span>
        {emote !== '' && (
          <span>
            <span className="key emote-key" /> uses of <bdi>{emote}</bdi>
          </span>
        )}
        {recap.moods.length > 0 && (
          <span>
            <span className="key mood-key" /> mood, from bad (bottom) to good (top)
          </span>
        )}
        <span>Drag over a stretch to look closer.</span>
      </p>
    </Panel>
  );
}

function inWords({ minutes }: Recap, moments: number, emote: string): string {
  const messages = minutes.reduce((sum, minute) => sum + minute.messages, 0);
  const filter = emote === '' ? '' : `, with uses of ${emote}`;
  return `Bar chart of ${count(messages)} messages over ${minutes.length} minutes${filter}, with ${moments} hype moments marked.`;
}
