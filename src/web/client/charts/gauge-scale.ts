/** Messages a second from which chat counts as fast and as extreme, in the colours of the dashboard's specification. */
export const FAST_FROM = 50;
export const EXTREME_ABOVE = 100;
/** End of the scale; faster chat keeps the needle there. */
export const GAUGE_TOP = 200;

export type Pace = 'normal' | 'fast' | 'extreme';

export function paceOf(velocity: number): Pace {
  return velocity > EXTREME_ABOVE ? 'extreme' : velocity >= FAST_FROM ? 'fast' : 'normal';
}

/** Place on the arc, 0 to 1. Logarithmic: most chats live below 10 messages a second and must be seen to move. */
export function gaugePlace(velocity: number): number {
  const bounded = Math.min(GAUGE_TOP, Math.max(0, velocity));
  return Math.log1p(bounded) / Math.log1p(GAUGE_TOP);
}
