import { rate } from '../../../lib/format.ts';
import { useApp } from '../kit/session-context.tsx';
import type { ChannelEntry } from '../read/answers.ts';
import { routeHash } from '../state/route.ts';
import { Glyph } from './glyph.tsx';
import { Sparkline } from './sparkline.tsx';

export interface ChannelRowProps {
  readonly entry: ChannelEntry;
  readonly isShown: boolean;
  readonly onRemove: (name: string) => void;
}

const SHAPE_SECONDS = 60;
const GOOD_STATES = ['live', 'joined'];

export function ChannelRow({ entry, isShown, onRemove }: ChannelRowProps) {
  const { name, state, problem } = entry;
  const lane = useApp(({ lanes }) => lanes.get(name));
  const look = problem !== null || state === 'failed' ? 'bad' : GOOD_STATES.includes(state) ? 'good' : '';
  return (
    <li className="channel" aria-current={isShown ? 'true' : undefined}>
      <a href={routeHash({ view: 'live', channel: name })} aria-current={isShown ? 'page' : undefined}>
        <span className={`dot ${look}`} title={state} />
        <bdi className="name">{name}</bdi>
        <span className="figure">
          {lane?.latest ? rate(lane.latest.messages_per_second) : '–'}
          <span className="hidden-text"> messages a second, {state}</span>
        </span>
        {problem === null && lane !== undefined && (
          <span className="shape">
            <Sparkline values={lane.series.velocity.slice(-SHAPE_SECONDS)} />
          </span>
        )}
        {problem !== null && <span className="small problem-text">{problem}</span>}
      </a>
      <button type="button" className="quiet icon" aria-label={`Stop watching ${name}`} onClick={() => onRemove(name)}>
        <Glyph name="close" />
      </button>
    </li>
  );
}
