import { expect, test } from 'vitest';
import { bytes, integer, message, text } from './protobuf.ts';

// The examples of protobuf.dev, "Encoding".
test.each([
  [integer(1, 150), '08 96 01'],
  [integer(2, 0), '10 00'],
  [text(2, 'testing'), '12 07 74 65 73 74 69 6e 67'],
  [message(3, integer(1, 150)), '1a 03 08 96 01'],
  [bytes(4, Uint8Array.of(3, 0x8e, 2)), '22 03 03 8e 02'],
  [integer(1, 2 ** 40), '08 80 80 80 80 80 20'],
  [integer(20, 2), 'a0 01 02'],
])('%#', (encoded, hex) => {
  expect(encoded.toString('hex')).toBe(hex.replaceAll(' ', ''));
});
