import { keepsBar, type Figure } from './figure.ts';

const HEADINGS = ['', 'median', 'p95 / spread', 'unit', 'bar', '', 'against'] as const;
/** Texts to the left, numbers to the right. */
const LEFT = new Set([0, 3, 5, 6]);

/** The figures of one benchmark as aligned lines, headings first. */
export function renderTable(figures: readonly Figure[]): readonly string[] {
  const rows = [HEADINGS, ...figures.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (LEFT.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** The same as Markdown, for documents. */
export function renderMarkdown(figures: readonly Figure[]): readonly string[] {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [
    line(['what', ...HEADINGS.slice(1, 5), 'kept', 'against']),
    '|---|---:|---:|---|---:|---|---|',
    ...figures.map((figure) => line(cells(figure))),
  ];
}

function cells(figure: Figure): readonly string[] {
  const { name, median, p95, spread, unit, bar, baseline } = figure;
  const kept = keepsBar(figure);
  return [
    name,
    readable(median),
    p95 !== null ? readable(p95) : spread !== null ? `${readable(spread[0])} – ${readable(spread[1])}` : '',
    unit,
    bar === null
      ? ''
      : `${bar.of === 'p95' ? 'p95 ' : ''}${bar.sense === 'at most' ? '≤' : '≥'} ${readable(bar.value)}`,
    kept === null ? '' : kept ? 'kept' : 'MISSED',
    baseline === null ? '' : `${readable(median / baseline.value)} × ${baseline.name}`,
  ];
}

/** Three digits that mean something, and separators between thousands; what would round to nothing says so. */
export function readable(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size > 0 && size < 0.0005) return '< 0.001';
  const decimals = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
