import { html } from './html.ts';
import { layout } from './layout.ts';

/** Stands at `/` where the dashboard is not built. */
export function startPage(): string {
  return layout(
    'Hypewire',
    html`<h1>Hypewire is running</h1>
      <p>The dashboard is not built here. Everything else works:</p>
      <ul>
        <li><a href="/api/health">How the bot is</a></li>
        <li><a href="/api/channels">What is watched</a></li>
        <li><a href="/api/hype-events">Hype moments</a></li>
        <li><a href="/api/docs">What programs can ask, over HTTP and WebSocket</a></li>
        <li><a href="/metrics">Counters for Prometheus</a></li>
      </ul>`,
  );
}
