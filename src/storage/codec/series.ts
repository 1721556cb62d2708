import type { EpochMs } from '../../domain/chat-event.ts';
import type { MomentSeries } from '../../domain/hype-moment.ts';

const LINES = ['velocity', 'baselineMean', 'baselineStd', 'score'] as const;

/**
 * The four lines of a series, one after the other, each rounded to single precision: seven digits, more than any chart
 * shows. Little-endian, as on every machine Node runs on.
 * @throws when the lines differ in length
 */
export function encodeSeries(series: MomentSeries): Uint8Array {
  const { length } = series.velocity;
  const packed = new Float32Array(length * LINES.length);
  for (const [index, line] of LINES.entries()) {
    if (series[line].length !== length)
      throw new Error(`the series has ${length} velocities but ${series[line].length} values of ${line}`);
    packed.set(series[line], index * length);
  }
  return new Uint8Array(packed.buffer);
}

/** @throws when the bytes are not what {@link encodeSeries} writes */
export function decodeSeries(from: EpochMs, bytes: Uint8Array): MomentSeries {
  if (bytes.byteLength % (4 * LINES.length) !== 0) throw new Error('a stored series is damaged');
  // Copied, because bytes from the database need not begin where a 32-bit number may.
  const packed = new Float32Array(bytes.slice().buffer);
  const length = packed.length / LINES.length;
  const line = (index: number): number[] => Array.from(packed.subarray(index * length, (index + 1) * length));
  return { from, velocity: line(0), baselineMean: line(1), baselineStd: line(2), score: line(3) };
}
