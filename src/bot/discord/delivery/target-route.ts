import type { AlertTarget } from '../../../domain/track.ts';

export type TargetKind = Exclude<AlertTarget['kind'], 'terminal'>;

export interface DiscordTarget {
  readonly kind: TargetKind;
  readonly id: string;
}

/** Null for what is no place on Discord. Ids become parts of request paths, so only digits pass. */
export function discordTarget(target: AlertTarget): DiscordTarget | null {
  if (target.kind === 'terminal' || !isSnowflake(target.id)) return null;
  return { kind: target.kind, id: target.id };
}

export function isSnowflake(id: string): boolean {
  return /^\d{1,20}$/.test(id);
}
