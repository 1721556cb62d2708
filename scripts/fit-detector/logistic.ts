import { FEATURES } from '../../src/pipeline/hype/features.ts';
import type { FeatureStream } from './read-features.ts';

const ITERATIONS = 12;
const STREAM_RIDGE = 0.1;

/**
 * Logistic regression of "an alert now would be a hit" with an intercept of its own for every stream, so that the
 * weights learn what tells a moment from its surroundings and not which streams have many. Newton's method; `ridge`
 * pulls the weights, in units of each feature's deviation, to 0.
 */
export function fitLogistic(streams: readonly FeatureStream[], columns: readonly number[], ridge: number): number[] {
  const scale = deviations(streams, columns);
  const weights = columns.map(() => 0);
  const intercepts = streams.map(() => -1.5);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gradient = weights.map((weight) => -ridge * weight);
    const hessian = columns.map((_, i) => columns.map((__, j) => (i === j ? ridge : 0)));
    streams.forEach((stream, index) =>
      addStream(stream, columns, scale, weights, intercepts, index, gradient, hessian),
    );
    solve(hessian, gradient).forEach((step, i) => (weights[i] = (weights[i] ?? 0) + step));
  }
  return weights.map((weight, i) => weight / (scale[i] ?? 1));
}

function addStream(
  stream: FeatureStream,
  columns: readonly number[],
  scale: readonly number[],
  weights: readonly number[],
  intercepts: number[],
  index: number,
  gradient: number[],
  hessian: number[][],
): void {
  let residuals = 0;
  let mass = 0;
  const first = columns.map(() => 0);
  for (let second = 0; second < stream.ready.length; second++) {
    if (stream.ready[second] !== 1) continue;
    const x = columns.map((column, i) => (stream.features[second * FEATURES.length + column] ?? 0) / (scale[i] ?? 1));
    const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), intercepts[index] ?? 0)));
    const residual = (stream.target[second] ?? 0) - p;
    const variance = p * (1 - p);
    residuals += residual;
    mass += variance;
    for (let i = 0; i < x.length; i++) {
      gradient[i] = (gradient[i] ?? 0) + (x[i] ?? 0) * residual;
      first[i] = (first[i] ?? 0) + variance * (x[i] ?? 0);
      const row = hessian[i] ?? [];
      for (let j = 0; j < x.length; j++) row[j] = (row[j] ?? 0) + variance * (x[i] ?? 0) * (x[j] ?? 0);
    }
  }
  if (mass === 0) return;
  first.forEach((a, i) => first.forEach((b, j) => (hessian[i]![j] = (hessian[i]![j] ?? 0) - (a * b) / mass)));
  const step = (residuals - STREAM_RIDGE * ((intercepts[index] ?? 0) + 1.5)) / (mass + STREAM_RIDGE);
  intercepts[index] = (intercepts[index] ?? 0) + Math.max(-1, Math.min(1, step));
}

function deviations(streams: readonly FeatureStream[], columns: readonly number[]): number[] {
  return columns.map((column) => {
    let [n, sum, squares] = [0, 0, 0];
    for (const { ready, features } of streams) {
      for (let second = 0; second < ready.length; second++) {
        if (ready[second] !== 1) continue;
        const value = features[second * FEATURES.length + column] ?? 0;
        n++;
        sum += value;
        squares += value * value;
      }
    }
    return Math.sqrt(Math.max(1e-12, squares / Math.max(1, n) - (sum / Math.max(1, n)) ** 2));
  });
}

/** Gaussian elimination with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = (rows[i]![k] ?? 0) / (rows[k]![k] ?? 1);
      for (let j = k; j <= n; j++) rows[i]![j] = (rows[i]![j] ?? 0) - factor * (rows[k]![j] ?? 0);
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const rest = x.reduce((sum, value, j) => (j > i ? sum + value * (rows[i]![j] ?? 0) : sum), 0);
    x[i] = ((rows[i]![n] ?? 0) - rest) / (rows[i]![i] ?? 1);
  }
  return x;
}
