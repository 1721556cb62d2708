import { describe, expect, test } from 'vitest';
import { chooseBenchmarks, BENCHMARKS } from './benchmark.ts';
import { atLeast, atMost, keepsBar, quantile, runs, sampled, single } from './figure.ts';
import { readable, renderMarkdown, renderTable } from './table.ts';

describe('figures', () => {
  test.each([
    [[5], 0.5, 5],
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.5, 2],
    [Array.from({ length: 100 }, (_, i) => i + 1), 0.95, 95],
    [[1, 2], 0, 1],
  ])('quantile of %j at %d is %d', (samples, share, expected) => expect(quantile(samples, share)).toBe(expected));

  test('nothing measured is an error, not a zero', () => {
    expect(() => quantile([], 0.5)).toThrow('nothing was measured');
    expect(() => sampled('x', 'ms', [])).toThrow();
  });

  test.each([
    [single('x', 'ms', 9), null],
    [single('x', 'ms', 9, { bar: atMost(10) }), true],
    [single('x', 'ms', 11, { bar: atMost(10) }), false],
    [single('x', 'ms', 11, { bar: atLeast(10) }), true],
    [single('x', 'ms', 9, { bar: atLeast(10) }), false],
    [sampled('x', 'ms', [1, 1, 30], { bar: atMost(10) }), true],
    [sampled('x', 'ms', [1, 1, 30], { bar: atMost(10, 'p95') }), false],
  ])('%j keeps its bar: %s', (figure, expected) => expect(keepsBar(figure)).toBe(expected));
});

describe('tables', () => {
  test('numbers stand under each other, with bar and baseline', () => {
    const figures = [
      runs('bare client', 'msg/s', [50_000, 60_000, 55_000]),
      single('ours', 'msg/s', 220_000, { bar: atLeast(55_000), baseline: { name: 'bare client', value: 55_000 } }),
    ];
    expect(renderTable(figures)).toEqual([
      '              median     p95 / spread  unit        bar        against',
      'bare client   55,000  50,000 – 60,000  msg/s',
      'ours         220,000                   msg/s  ≥ 55,000  kept  4 × bare client',
    ]);
    expect(renderMarkdown(figures).at(-1)).toBe('| ours | 220,000 |  | msg/s | ≥ 55,000 | kept | 4 × bare client |');
  });

  test('a missed bar shows', () => {
    expect(renderTable([single('slow', 'ms', 20, { bar: atMost(10) })]).at(-1)).toContain('MISSED');
  });

  test.each([
    [1_234.5, '1,235'],
    [12.34, '12.3'],
    [1.234, '1.23'],
    [0.1234, '0.123'],
    [0.000_3, '< 0.001'],
    [6, '6'],
    [0, '0'],
    [Number.NaN, '–'],
  ])('%d reads %s', (value, text) => expect(readable(value)).toBe(text));
});

describe('choosing', () => {
  test('all short ones without names, else those named, in their own order', () => {
    expect(chooseBenchmarks([]).map(({ name }) => name)).toEqual(
      BENCHMARKS.map(({ name }) => name).filter((name) => !['websocket', 'stress'].includes(name)),
    );
    expect(chooseBenchmarks(['memory', 'core']).map(({ name }) => name)).toEqual(['core', 'memory']);
  });

  test('what takes an hour runs only when named', () => {
    expect(chooseBenchmarks(['stress', 'core']).map(({ name }) => name)).toEqual(['core', 'stress']);
  });

  test('an unknown name is refused with those there are', () => {
    expect(() => chooseBenchmarks(['speed'])).toThrow(/no benchmark "speed".*live-path, core/);
  });
});
