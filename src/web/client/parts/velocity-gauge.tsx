import { rate } from '../../../lib/format.ts';
import { EXTREME_ABOVE, FAST_FROM, GAUGE_TOP, gaugePlace, paceOf } from '../charts/gauge-scale.ts';
import { useApp } from '../kit/session-context.tsx';
import { Panel } from './panel.tsx';

const RADIUS = 96;
const CENTER = 120;
const SWEEP_DEGREES = 220;
const TICKS = [3, 10, 25, FAST_FROM, EXTREME_ABOVE];
const WORDS = { normal: 'Normal pace', fast: 'Fast', extreme: 'Extreme' } as const;

/** Messages a second, in the colours everybody knows: green below 50, yellow to 100, red beyond. */
export function VelocityGauge() {
  const metrics = useApp(({ lanes, watched }) => lanes.get(watched.channel ?? '')?.latest ?? null);
  const velocity = metrics?.messages_per_second ?? 0;
  const pace = paceOf(velocity);
  return (
    <Panel title="Chat velocity" name={`gauge ${pace}`}>
      <div
        className="dial"
        role="meter"
        aria-label="Messages a second"
        aria-valuemin={0}
        aria-valuemax={GAUGE_TOP}
        aria-valuenow={Math.min(GAUGE_TOP, velocity)}
        aria-valuetext={`${rate(velocity)} messages a second, ${WORDS[pace].toLowerCase()}`}
      >
        <svg viewBox="0 0 240 172" aria-hidden="true">
          <path className="zone normal" d={arc(0, gaugePlace(FAST_FROM))} />
          <path className="zone fast" d={arc(gaugePlace(FAST_FROM), gaugePlace(EXTREME_ABOVE))} />
          <path className="zone extreme" d={arc(gaugePlace(EXTREME_ABOVE), 1)} />
          {velocity > 0 && <path className="needle" d={arc(0, gaugePlace(velocity))} />}
          {TICKS.map((tick) => (
            <Tick key={tick} value={tick} />
          ))}
        </svg>
        <p className="reading">
          <span className="value">{metrics === null ? '–' : rate(velocity)}</span>
          <span className="muted small">messages a second</span>
        </p>
      </div>
      <p className="pace">
        <span className="dot" /> {metrics === null ? 'Waiting for chat' : WORDS[pace]}
      </p>
    </Panel>
  );
}

function Tick({ value }: { readonly value: number }) {
  const [x, y] = pointAt(gaugePlace(value), RADIUS - 21);
  return (
    <text x={x} y={y + 3} textAnchor="middle">
      {value}
    </text>
  );
}

function pointAt(place: number, radius: number): readonly [x: number, y: number] {
  const degrees = -90 - SWEEP_DEGREES / 2 + place * SWEEP_DEGREES;
  const radians = (degrees * Math.PI) / 180;
  return [CENTER + radius * Math.cos(radians), CENTER + radius * Math.sin(radians)];
}

function arc(from: number, to: number): string {
  const [x1, y1] = pointAt(from, RADIUS);
  const [x2, y2] = pointAt(to, RADIUS);
  const isLong = (to - from) * SWEEP_DEGREES > 180 ? 1 : 0;
  return `M${x1.toFixed(2)} ${y1.toFixed(2)}A${RADIUS} ${RADIUS} 0 ${isLong} 1 ${x2.toFixed(2)} ${y2.toFixed(2)}`;
}
