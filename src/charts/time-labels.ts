import type { ChartDescription } from '../domain/chart.ts';

const TICKS_MAX = 7;
const MINUTES_AND_SECONDS_UP_TO = 20 * 60;
/** Distances between ticks that people read without calculating, in seconds. */
const TICK_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

type TimeAxis = Pick<ChartDescription, 'from' | 'stepSeconds' | 'origin' | 'originLabel' | 'velocity'>;

/** One label a value, '' where no tick stands. Ticks count from `origin`, so the moment itself is always a round number. */
export function timeLabels(axis: TimeAxis): readonly string[] {
  const labels = new Array<string>(axis.velocity.length).fill('');
  const spanSeconds = Math.max(0, labels.length - 1) * axis.stepSeconds;
  const tick = TICK_SECONDS.find((seconds) => spanSeconds / seconds <= TICKS_MAX) ?? Math.ceil(spanSeconds / TICKS_MAX);
  const firstOffset = (axis.from - axis.origin) / 1000;
  for (let k = Math.ceil(firstOffset / tick); k * tick <= firstOffset + spanSeconds; k++) {
    const index = Math.round((k * tick - firstOffset) / axis.stepSeconds);
    if (index < labels.length)
      labels[index] = k === 0 ? (axis.originLabel ?? '0:00') : offsetLabel(k * tick, spanSeconds);
  }
  return labels;
}

/** `−1:30` or `+0:15` in a short chart, `−2h`, `−1h30m` in a long one. */
function offsetLabel(seconds: number, spanSeconds: number): string {
  const sign = seconds < 0 ? '−' : '+';
  const whole = Math.round(Math.abs(seconds));
  if (spanSeconds < MINUTES_AND_SECONDS_UP_TO)
    return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.round((whole % 3600) / 60);
  return `${sign}${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes}m` : ''}`;
}
