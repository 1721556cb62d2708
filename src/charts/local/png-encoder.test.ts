import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodePng } from './png-encoder.ts';

test('another decoder reads back every pixel', async () => {
  const aPicture = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })).chain(([width, height]) =>
    fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((bytes) => ({
      width,
      height,
      rgba: bytes.map((byte, index) => (index % 4 === 3 ? 255 : byte)),
    })),
  );
  await fc.assert(
    fc.asyncProperty(aPicture, async ({ width, height, rgba }) => {
      const image = await loadImage(Buffer.from(encodePng(rgba, width, height)));
      const canvas = createCanvas(image.width, image.height);
      canvas.getContext('2d').drawImage(image, 0, 0);
      expect([image.width, image.height]).toEqual([width, height]);
      expect(Buffer.from(canvas.data()).equals(Buffer.from(rgba))).toBe(true);
    }),
    { numRuns: 30 },
  );
});
