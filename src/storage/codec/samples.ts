import type { EpochMs } from '../../domain/chat-event.ts';
import type { SecondSample } from '../../domain/channel-metrics.ts';
import { NumberReader, NumberWriter } from './packed-numbers.ts';

/** First number of the bytes: how the rest is laid out. */
const LAYOUT = 1;

/**
 * A minute's samples as bytes: the layout, then for each sample its seconds after `minute`, how many values it has, and
 * the values.
 */
export function encodeSamples(minute: EpochMs, samples: readonly SecondSample[]): Uint8Array {
  const writer = new NumberWriter();
  writer.write(LAYOUT);
  for (const { second, values } of samples) {
    writer.write((second - minute) / 1000);
    writer.write(values.length);
    for (const value of values) writer.write(value);
  }
  return writer.bytes();
}

/** @throws when the bytes are not what {@link encodeSamples} writes */
export function decodeSamples(minute: EpochMs, bytes: Uint8Array): SecondSample[] {
  const reader = new NumberReader(bytes);
  const layout = reader.read();
  if (layout !== LAYOUT) throw new Error(`stored samples have the unknown layout ${layout}`);
  const samples: SecondSample[] = [];
  while (reader.left > 0) {
    const second = minute + Math.round(reader.read() * 1000);
    const count = reader.read();
    // Each value takes a byte at least: a damaged count must not allocate.
    if (!Number.isInteger(count) || count > reader.left) throw new Error('stored samples are damaged');
    samples.push({ second, values: Array.from({ length: count }, () => reader.read()) });
  }
  return samples;
}
