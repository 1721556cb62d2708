import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { channelRoutes } from './channels.ts';
import { emoteRoutes } from './emotes.ts';
import { healthRoutes } from './health.ts';
import { metricsRoutes } from './metrics.ts';
import { modelRoutes } from './models.ts';
import { momentRoutes } from './moments/details.ts';
import { exportRoutes } from './moments/export.ts';
import { hypeEventRoutes } from './moments/hype-events.ts';
import { moodRoutes } from './mood.ts';
import { prometheusRoutes } from './prometheus.ts';
import { streamRoutes } from './streams.ts';
import { summaryRoutes } from './summaries.ts';

/** Everything that is described in the API document, in its order. */
export const API_ROUTES: readonly ((app: WebApp, deps: WebDeps) => void)[] = [
  channelRoutes,
  hypeEventRoutes,
  exportRoutes,
  momentRoutes,
  metricsRoutes,
  streamRoutes,
  moodRoutes,
  summaryRoutes,
  emoteRoutes,
  modelRoutes,
  healthRoutes,
  prometheusRoutes,
];
