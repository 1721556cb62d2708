const WIDTH = 64;
const HEIGHT = 18;

/** The shape of the last values as a thin line; a decoration beside the number it belongs to. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }) {
  const top = values.reduce<number>((highest, value) => Math.max(highest, value ?? 0), 1);
  const step = WIDTH / Math.max(1, values.length - 1);
  const points = values
    .map(
      (value, index) => `${(index * step).toFixed(1)},${(HEIGHT - 1 - ((value ?? 0) / top) * (HEIGHT - 2)).toFixed(1)}`,
    )
    .join(' ');
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" preserveAspectRatio="none">
      <polyline points={points} />
    </svg>
  );
}
