import type { HealthPart, HealthReport, HealthSource, HealthState } from '../domain/ports/health.ts';
import { errorMessage } from '../lib/error-message.ts';

const RANK: Readonly<Record<HealthState, number>> = { off: 0, ok: 0, degraded: 1, down: 2 };

export interface HealthOptions {
  readonly version: string;
  readonly mode: HealthReport['mode'];
  readonly startedAt: number;
  readonly now: () => number;
}

/** Asks every part how it is, each time anew. A part that throws is down. */
export function createHealth(options: HealthOptions, parts: readonly (() => HealthPart)[]): HealthSource {
  return {
    report() {
      const reports = parts.map(askPart);
      const worst = reports.reduce((rank, part) => Math.max(rank, RANK[part.state]), 0);
      return {
        state: worst === 0 ? 'ok' : worst === 1 ? 'degraded' : 'down',
        version: options.version,
        uptimeSeconds: Math.round((options.now() - options.startedAt) / 1_000),
        mode: options.mode,
        parts: reports,
      };
    },
  };
}

function askPart(part: () => HealthPart): HealthPart {
  try {
    return part();
  } catch (error) {
    return {
      name: part.name,
      state: 'down',
      detail: `could not be asked: ${errorMessage(error)}`,
    };
  }
}
