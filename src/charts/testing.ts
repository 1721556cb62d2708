import type { ChartDescription } from '../domain/chart.ts';

/** A small valid description; tests override what they are about. */
export function aChart(overrides: Partial<ChartDescription> = {}): ChartDescription {
  const steps = overrides.velocity?.length ?? 60;
  const level = (value: number): readonly number[] => new Array<number>(steps).fill(value);
  return {
    title: 'somebody · 4.2× usual',
    subtitle: 'Messages a second: 38 at the peak, usually 9.0',
    theme: 'dark',
    width: 560,
    height: 264,
    from: 1_000_000_000_000,
    stepSeconds: 1,
    origin: 1_000_000_030_000,
    velocity: Array.from({ length: steps }, (_, step) => (step < 30 ? 9 : 38 - Math.abs(step - 40) * 2)).map((rate) =>
      Math.max(0, rate),
    ),
    baselineMean: level(9),
    baselineStd: level(2),
    threshold: level(21),
    markers: [{ at: 1_000_000_030_000, until: 1_000_000_050_000, label: 'chat erupts' }],
    points: [{ at: 1_000_000_040_000, label: '38/s' }],
    accent: '#E69F00',
    altText: 'Line chart.',
    ...overrides,
  };
}
