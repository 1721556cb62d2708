import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exactly,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  pair,
  record,
  text,
  time,
  tolerantList,
  tryRead,
  Unreadable,
  withDefault,
} from './shape.ts';

interface Sample {
  readonly type: 'sample';
  readonly name: string;
  readonly at: string;
  readonly size?: number;
  readonly note: string | null;
  readonly pairs: readonly (readonly [string, number])[];
}

const readSample = object<Sample>({
  type: exactly('sample'),
  name: text(5),
  at: time,
  size: optional(number),
  note: nullable(text()),
  pairs: list(pair(text(), number), 2),
});

const good = { type: 'sample', name: 'abcdefgh', at: '2026-01-01T00:00:00.000Z', note: null, pairs: [['a', 1]] };

describe('object', () => {
  test('keeps what was asked for, cut to its bounds', () => {
    expect(
      readSample({
        ...good,
        other: 1,
        pairs: [
          ['a', 1],
          ['b', 2],
          ['c', 3],
        ],
      }),
    ).toEqual({
      ...good,
      name: 'abcde',
      pairs: [
        ['a', 1],
        ['b', 2],
      ],
    });
  });

  test.each([
    ['no object', []],
    ['null', null],
    ['another type', { ...good, type: 'else' }],
    ['a missing field', { ...good, name: undefined }],
    ['no time', { ...good, at: 'soon' }],
    ['infinity', { ...good, size: Infinity }],
    ['a bad pair', { ...good, pairs: [['a', 'b']] }],
  ])('refuses %s', (_name, value) => {
    expect(() => readSample(value)).toThrow(Unreadable);
    expect(tryRead(readSample, value)).toBeNull();
  });

  test('names the field it stumbled over', () => {
    expect(() => readSample({ ...good, at: 7 })).toThrow('at: expected a time');
  });

  test('does not take inherited properties for fields', () => {
    expect(tryRead(object<{ constructor: unknown }>({ constructor: text() }), {})).toBeNull();
  });
});

test('an unknown word becomes the word for the rest', () => {
  expect(oneOf(['ok', 'down'], 'down')('melting')).toBe('down');
});

test('a tolerant list leaves out what it cannot read', () => {
  expect(tolerantList(number, 3)([1, 'x', 2, 3])).toEqual([1, 2]);
});

test('a default stands in for nothing, not for nonsense', () => {
  expect(withDefault(number, 4)(undefined)).toBe(4);
  expect(() => withDefault(number, 4)('5')).toThrow(Unreadable);
});

test('a record takes names that objects are born with', () => {
  const read = record(number, 10)(JSON.parse('{"__proto__":1,"constructor":2}'));
  expect([...read]).toEqual([
    ['__proto__', 1],
    ['constructor', 2],
  ]);
});

test('whatever comes, a reader answers or says Unreadable', () => {
  fc.assert(fc.property(fc.anything(), (value) => void tryRead(readSample, value)));
});
