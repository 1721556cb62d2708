import type { Emote, EmoteProvider, EmoteUsage } from '../../../domain/emote.ts';

/** Uses of all emotes together that a stretch of time needs before shares of it mean anything. */
const USES_TO_COMPARE_MIN = 100;
const RISING_USES_MIN = 20;
/** Of the share that was to be expected. */
const RISING_FACTOR_MIN = 1.5;
/** Standard errors above it. */
const RISING_SIGMAS_MIN = 3;

export interface RisingEmote extends EmoteUsage {
  readonly before: number;
}

/**
 * Emotes that are a clearly larger part of all emote uses than in the stretch before, the surest first. Shares and not
 * counts are compared, so that a longer stream makes nothing rise. Null where either stretch has too few uses to say.
 * Uses are taken as Poisson counts: u − r·b has the variance u + r²·b.
 */
export function risingEmotes(uses: readonly EmoteUsage[], before: readonly EmoteUsage[]): RisingEmote[] | null {
  const [total, totalBefore] = [sum(uses), sum(before)];
  if (total < USES_TO_COMPARE_MIN || totalBefore < USES_TO_COMPARE_MIN) return null;
  const ratio = total / totalBefore;
  const counts = countsOf(before);
  return uses
    .filter((use) => use.uses >= RISING_USES_MIN)
    .map((use) => ({ ...use, before: counts.get(use.name) ?? 0 }))
    .map((use) => ({ use, expected: use.before * ratio }))
    .filter(({ use, expected }) => use.uses >= expected * RISING_FACTOR_MIN)
    .map(({ use, expected }) => ({ use, sigmas: (use.uses - expected) / Math.sqrt(use.uses + ratio * expected) }))
    .filter(({ sigmas }) => sigmas >= RISING_SIGMAS_MIN)
    .toSorted((a, b) => b.sigmas - a.sigmas)
    .map(({ use }) => use);
}

/** What hardly anybody uses of the emotes that a channel has with one provider: those that take up its places. */
export interface IdleEmotes {
  readonly provider: EmoteProvider;
  /** All the channel has there. */
  readonly total: number;
  /** In the order of the alphabet. */
  readonly unused: readonly string[];
  /** Used, but less than those that are used are on average; the least first. */
  readonly seldom: readonly EmoteUsage[];
}

/** Of a channel's own emotes; global ones cannot be removed. Providers with the most emotes first. */
export function idleEmotes(emotes: readonly Emote[], uses: readonly EmoteUsage[]): IdleEmotes[] {
  const counts = countsOf(uses);
  const own = emotes.filter((emote) => emote.scope === 'channel');
  return [...Map.groupBy(own, (emote) => emote.provider)]
    .map(([provider, list]) => {
      const counted = list.map(({ name }) => ({ name, uses: counts.get(name) ?? 0 }));
      const used = counted.filter((use) => use.uses > 0);
      const average = sum(used) / used.length;
      return {
        provider,
        total: list.length,
        unused: counted
          .filter((use) => use.uses === 0)
          .map(({ name }) => name)
          .toSorted(),
        seldom: used.filter((use) => use.uses < average).toSorted((a, b) => a.uses - b.uses),
      };
    })
    .toSorted((a, b) => b.total - a.total);
}

function sum(uses: readonly EmoteUsage[]): number {
  return uses.reduce((total, use) => total + use.uses, 0);
}

function countsOf(uses: readonly EmoteUsage[]): ReadonlyMap<string, number> {
  return new Map(uses.map((use) => [use.name, use.uses]));
}
