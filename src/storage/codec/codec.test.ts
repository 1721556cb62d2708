import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NumberReader, NumberWriter } from './packed-numbers.ts';
import { decodeSamples, encodeSamples } from './samples.ts';
import { decodeSeries, encodeSeries } from './series.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const someNumber = fc.oneof(fc.nat(300), fc.nat(70_000), fc.nat(), fc.integer(), fc.float(), fc.double());

describe('packed numbers', () => {
  test('come back exactly, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(someNumber), (numbers) => {
        const writer = new NumberWriter();
        for (const number of numbers) writer.write(number);
        const reader = new NumberReader(writer.bytes());
        expect(numbers.map(() => reader.read())).toEqual(numbers);
        expect(reader.left).toBe(0);
      }),
    );
  });

  test.each([
    [0, 1],
    [251, 1],
    [252, 3],
    [65_535, 3],
    [65_536, 5],
    [2 ** 32 - 1, 5],
    [0.5, 5],
    [-0, 5],
    [0.1, 9],
    [2 ** 53, 5],
  ])('%d takes %d bytes', (number, bytes) => {
    const writer = new NumberWriter();
    writer.write(number);
    expect(writer.bytes()).toHaveLength(bytes);
  });

  test('reading past the end throws', () => {
    expect(() => new NumberReader(new Uint8Array([255, 1])).read()).toThrow(RangeError);
  });
});

describe('samples', () => {
  const someSample = fc.record({
    second: fc.nat(59).map((s) => NOON + s * 1_000),
    values: fc.array(someNumber, { maxLength: 12 }),
  });

  test('come back exactly', () => {
    fc.assert(
      fc.property(fc.array(someSample, { maxLength: 60 }), (samples) => {
        expect(decodeSamples(NOON, encodeSamples(NOON, samples))).toEqual(samples);
      }),
    );
  });

  test('that are damaged are refused without large allocations', () => {
    expect(() => decodeSamples(NOON, new Uint8Array([2]))).toThrow('unknown layout 2');
    expect(() => decodeSamples(NOON, new Uint8Array([1, 0, 253, 255, 255, 255, 255]))).toThrow('damaged');
    expect(() => decodeSamples(NOON, encodeSamples(NOON, [{ second: NOON, values: [1, 2] }]).subarray(0, 4))).toThrow(
      'damaged',
    );
  });
});

describe('series', () => {
  test('come back in single precision', () => {
    const line = fc.array(fc.float({ noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(line, line, line, line, (velocity, baselineMean, baselineStd, score) => {
        const series = { from: NOON, velocity, baselineMean, baselineStd, score };
        // Shifted by one byte, as bytes from a database may be.
        const shifted = new Uint8Array(1 + 48);
        shifted.set(encodeSeries(series), 1);
        expect(decodeSeries(NOON, shifted.subarray(1))).toEqual(series);
      }),
    );
  });

  test('with lines of different length, and damaged ones, are refused', () => {
    const uneven = { from: NOON, velocity: [1, 2], baselineMean: [1], baselineStd: [1, 2], score: [1, 2] };
    expect(() => encodeSeries(uneven)).toThrow('2 velocities but 1 values of baselineMean');
    expect(() => decodeSeries(NOON, new Uint8Array(17))).toThrow('damaged');
  });
});
