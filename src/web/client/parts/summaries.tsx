import { clockTime, count } from '../../../lib/format.ts';
import type { SummaryEntry } from '../read/answers.ts';
import { Panel } from './panel.tsx';

/** What chat said, stretch by stretch, with times of the stream. */
export function Summaries({
  summaries,
  origin,
}: {
  readonly summaries: readonly SummaryEntry[];
  readonly origin: number;
}) {
  if (summaries.length === 0) return null;
  const at = (iso: string): string => clockTime(Date.parse(iso) / 1000 - origin);
  return (
    <Panel title="What chat said" name="summaries">
      <ol>
        {summaries.map((summary) => (
          <li key={summary.window_start + summary.window_end}>
            <h3 className="small muted">
              {at(summary.window_start)} to {at(summary.window_end)} · {count(summary.messages)} messages · told by{' '}
              {summary.model}
            </h3>
            <p>
              <bdi>{summary.overview}</bdi>
            </p>
            <ul className="points">
              {summary.points.map((point) => (
                <li key={point.timestamp + point.text}>
                  <time className="muted">{at(point.timestamp)}</time> <bdi>{point.text}</bdi>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
