import { describe, expect, test } from 'vitest';
import { correlation, labelFigures } from './figures.ts';
import { parseCsv } from './read-comments.ts';
import { windowFigures, type JudgedComment } from './windows.ts';

describe('labels', () => {
  test('are counted by what people said and what the model said', () => {
    const figures = labelFigures([
      { truth: 'pos', said: 'pos' },
      { truth: 'pos', said: 'neu' },
      { truth: 'neu', said: 'neu' },
      { truth: 'neg', said: 'pos' },
    ]);
    expect(figures.accuracy).toBe(0.5);
    expect(figures.confusion).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    // F1: pos 2·1/(2+2), neu 2·1/(1+2), neg 0.
    expect(figures.macroF1).toBeCloseTo((0.5 + 2 / 3 + 0) / 3);
  });

  test('of nothing are 0, not NaN', () => {
    expect(labelFigures([])).toMatchObject({ accuracy: 0, macroF1: 0 });
  });
});

test('correlation', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1);
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
  expect(correlation([1, 2, 3], [5, 5, 5])).toBe(0);
});

describe('windows', () => {
  const comment = (truth: JudgedComment['truth'], said: JudgedComment['said'], score: number): JudgedComment => ({
    truth,
    said,
    score,
  });

  test('of a model that is always right are right', () => {
    const figures = windowFigures([comment('pos', 'pos', 1), comment('neu', 'neu', 0), comment('neg', 'neg', -1)]);
    expect(figures.r).toBeCloseTo(1);
    expect(figures.shareError).toBe(0);
  });

  test('of a model that always says neutral miss two thirds of what was said', () => {
    const figures = windowFigures([comment('pos', 'neu', 0), comment('neu', 'neu', 0), comment('neg', 'neu', 0)]);
    expect(figures.r).toBe(0);
    expect(figures.shareError).toBeCloseTo(2 / 3, 1);
  });

  test('need every label', () => {
    expect(windowFigures([comment('pos', 'pos', 1)])).toEqual({ r: 0, shareError: 1 });
  });
});

describe('CSV', () => {
  test.for([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n"x, ""y""\nz",2',
      [
        ['a', 'b'],
        ['x, "y"\nz', '2'],
      ],
    ],
    ['a\n\n', [['a'], ['']]],
    ['', []],
  ] as const)('%j', ([text, rows]) => {
    expect(parseCsv(text)).toEqual(rows);
  });

  test('refuses what is none', () => {
    expect(() => parseCsv('a,"b\n')).toThrow('no CSV');
    expect(() => parseCsv('a,b"c\n')).toThrow('no CSV');
  });
});
