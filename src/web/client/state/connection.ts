import type { AppState } from './app-state.ts';

/** Numbers come every second; without any for so long, what is shown is old. */
const STALE_MS = 5_000;

type Heard = Pick<AppState, 'links' | 'heardAt' | 'now' | 'channels'>;

/** How the page hangs on the bot. `quiet`: connected, but nothing came for a while. */
export interface ConnectionView {
  readonly kind: 'live' | 'quiet' | 'connecting' | 'lost';
  /** Null unless it is `lost` and will be tried again. */
  readonly retryInMs: number | null;
}

export function connection({ links, heardAt, now, channels }: Heard): ConnectionView {
  const { metrics } = links;
  if (metrics.kind === 'waiting') return { kind: 'lost', retryInMs: Math.max(0, metrics.retryAt - now) };
  if (metrics.kind === 'off') return { kind: 'lost', retryInMs: null };
  if (metrics.kind === 'connecting') return { kind: 'connecting', retryInMs: null };
  // Without a channel there is nothing to hear.
  const isQuiet = heardAt !== null && now - heardAt >= STALE_MS && channels?.length !== 0;
  return { kind: isQuiet ? 'quiet' : 'live', retryInMs: null };
}

/** What is on the screen may no longer be so: it is shown dimmed. */
export function isStale(state: Pick<AppState, 'heardAt' | 'now'>): boolean {
  return state.heardAt !== null && state.now - state.heardAt >= STALE_MS;
}
