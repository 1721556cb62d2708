import type { HealthReport } from '../../../domain/ports/health.ts';
import { list, nullable, number, object, oneOf, text } from './shape.ts';
import type { Reader } from './shape.ts';

const PARTS_MAX = 100;

/** How the bot is, part by part. */
export interface Health {
  readonly state: HealthReport['state'];
  readonly version: string;
  readonly uptime_seconds: number;
  readonly mode: HealthReport['mode'];
  readonly parts: readonly HealthReport['parts'][number][];
}

export const readHealth: Reader<Health> = object<Health>({
  state: oneOf(['ok', 'degraded', 'down'], 'degraded'),
  version: text(50),
  uptime_seconds: number,
  mode: oneOf(['demo', 'live'], 'live'),
  parts: list(
    object<Health['parts'][number]>({
      name: text(100),
      state: oneOf(['ok', 'degraded', 'down', 'off'], 'degraded'),
      detail: text(1_000),
    }),
    PARTS_MAX,
  ),
});

/** A model at work, and what is wrong with it, or null. */
export interface ModelEntry {
  readonly role: string;
  readonly wanted: string;
  readonly active: string;
  readonly problem: string | null;
}

export interface Models {
  readonly models: readonly ModelEntry[];
  readonly spend: { readonly usd: number; readonly budget_usd: number; readonly calls: number };
}

export const readModels: Reader<Models> = object<Models>({
  models: list(
    object<ModelEntry>({ role: text(50), wanted: text(200), active: text(200), problem: nullable(text(1_000)) }),
    10,
  ),
  spend: object<Models['spend']>({ usd: number, budget_usd: number, calls: number }),
});
