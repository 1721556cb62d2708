import { count, rate } from '../../../lib/format.ts';
import type { MetricsFrame } from '../../../lib/wire/metrics.ts';
import { useApp } from '../kit/session-context.tsx';

const WHY_NO_SCORE = {
  'warming-up': 'Learning what is usual here',
  'not-enough-chat': 'Not enough chat to judge',
} as const;

/** The other figures of a chat, each with what it means. */
export function StatTiles() {
  const lane = useApp(({ lanes, watched }) => lanes.get(watched.channel ?? ''));
  const latest = lane?.latest ?? undefined;
  const slow = lane?.slow ?? undefined;
  return (
    <section className="tiles" aria-label="Figures">
      <Tile name="Chatters" value={slow && count(slow.unique_chatters_5min)} note="in 5 minutes" />
      <Tile name="Last minute" value={latest && count(latest.messages_last_minute)} note="messages" />
      <Tile name="Usual" value={latest && usual(latest)} note={latest ? usualNote(latest) : 'messages a second'} />
      <Tile name="Hype score" value={latest && score(latest)} note={latest ? scoreNote(latest) : ''} />
      <Tile name="Length" value={latest && rate(latest.avg_message_length)} note="characters" />
    </section>
  );
}

interface TileProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly note: string;
}

function Tile({ name, value, note }: TileProps) {
  return (
    <dl className="tile panel">
      <dt>{name}</dt>
      <dd className="value">{value ?? '–'}</dd>
      <dd className="small muted">{note}</dd>
    </dl>
  );
}

function usual({ detector_status, baseline_mean }: MetricsFrame): string {
  return detector_status === 'ready' ? rate(baseline_mean) : '–';
}

function usualNote({ detector_status, baseline_mean, messages_per_second }: MetricsFrame): string {
  if (detector_status !== 'ready' || baseline_mean <= 0) return 'messages a second';
  return `a second; now ${rate(messages_per_second / baseline_mean)}×`;
}

function score({ detector_status, score }: MetricsFrame): string {
  return detector_status === 'ready' ? score.toFixed(1) : '–';
}

function scoreNote({ detector_status }: MetricsFrame): string {
  return detector_status === 'ready' ? 'beyond usual' : WHY_NO_SCORE[detector_status];
}
