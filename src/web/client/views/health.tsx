import { useEffect } from 'react';
import type { HealthPart } from '../../../domain/ports/health.ts';
import { count } from '../../../lib/format.ts';
import { duration } from '../../../lib/duration.ts';
import { useApp, useSession } from '../kit/session-context.tsx';
import type { Models } from '../read/health.ts';
import { useLoad } from '../kit/use-load.ts';
import { repeat, browserTimers } from '../kit/timers.ts';
import { Glyph } from '../parts/glyph.tsx';
import { LINKS } from '../state/app-state.ts';

const LOOK = { ok: 'good', degraded: 'warn', down: 'bad', off: '' } as const;
const WORDS = { ok: 'works', degraded: 'impaired', down: 'down', off: 'off' } as const;
const REFRESH_MS = 10_000;

/** Every part of the bot: whether it works, and for what does not, what to do. */
export function HealthView() {
  const { api } = useSession();
  const [load, again] = useLoad('health', () => api.health());
  const [models] = useLoad('models', () => api.models());
  useEffect(() => repeat(browserTimers, REFRESH_MS, again), [again]);
  return (
    <div className="page">
      <div className="filters">
        <h1>Health</h1>
        <button type="button" className="end" onClick={again}>
          <Glyph name="refresh" />
          Look again
        </button>
      </div>
      {load.kind === 'loading' && <p className="empty">Asking the bot …</p>}
      {load.kind === 'failed' && <p className="problem">{load.problem}</p>}
      {load.kind === 'ready' && (
        <>
          <p className="muted">
            Hypewire {load.value.version}, {load.value.mode === 'demo' ? 'playing its demo' : 'live'}, up for{' '}
            {duration(load.value.uptime_seconds * 1000)}. Overall: <strong>{WORDS[load.value.state]}</strong>
          </p>
          <ul className="health">
            {byUrgency(load.value.parts).map((part) => (
              <PartTile key={part.name} part={part} />
            ))}
            <PageTile />
            {models.kind === 'ready' && <ModelTiles models={models.value} />}
          </ul>
        </>
      )}
    </div>
  );
}

function PartTile({ part: { name, state, detail } }: { readonly part: HealthPart }) {
  return (
    <li className={`panel part ${LOOK[state]}`}>
      <h2>
        <span className={`dot ${LOOK[state]}`} /> {name}
        <span className="state small">{WORDS[state]}</span>
      </h2>
      <p className={state === 'ok' || state === 'off' ? 'muted' : ''}>
        <bdi>{detail}</bdi>
      </p>
    </li>
  );
}

function ModelTiles({ models: { models, spend } }: { readonly models: Models }) {
  return models.map(({ role, wanted, active, problem }) => {
    const cost =
      spend.calls === 0
        ? ''
        : ` ${count(spend.calls)} calls today, $${spend.usd.toFixed(2)} of $${spend.budget_usd.toFixed(2)}.`;
    const detail = problem === null ? `${active} is at work.${cost}` : `${active} stands in for ${wanted}. ${problem}`;
    return (
      <PartTile key={role} part={{ name: `${role} model`, state: problem === null ? 'ok' : 'degraded', detail }} />
    );
  });
}

/** The page itself is a part that can fail. */
function PageTile() {
  const links = useApp((state) => state.links);
  const unreadable = useApp((state) => state.unreadableFrames);
  const open = LINKS.filter((link) => links[link].kind === 'open');
  const isWell = open.length === LINKS.length && unreadable === 0;
  const detail =
    unreadable > 0
      ? `${count(unreadable)} messages of the bot could not be read. Reload the page; if that does not help, page and bot are of different versions.`
      : `${open.length} of ${LINKS.length} live connections stand${open.length === LINKS.length ? '.' : '; the others are tried again by themselves, at most 30 s apart.'}`;
  return <PartTile part={{ name: 'this page', state: isWell ? 'ok' : 'degraded', detail }} />;
}

const ORDER = ['down', 'degraded', 'ok', 'off'] as const;

function byUrgency(parts: readonly HealthPart[]): readonly HealthPart[] {
  return [...parts].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}
