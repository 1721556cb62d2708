export type HealthState = 'ok' | 'degraded' | 'down' | 'off';

/** One part of the bot as an operator sees it. */
export interface HealthPart {
  readonly name: string;
  readonly state: HealthState;
  /** What is so, and for anything but `ok` what to do about it. */
  readonly detail: string;
}

export interface HealthReport {
  /** The worst of the parts; `off` does not count. */
  readonly state: Exclude<HealthState, 'off'>;
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly mode: 'demo' | 'live';
  readonly parts: readonly HealthPart[];
}

export interface HealthSource {
  report(): HealthReport;
}
