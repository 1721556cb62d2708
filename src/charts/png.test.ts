import { describe, expect, test } from 'vitest';
import { encodePng } from './local/png-encoder.ts';
import { pngSize } from './png.ts';

describe('pngSize', () => {
  test('reads the size, wherever the bytes begin', () => {
    const png = encodePng(new Uint8Array(3 * 2 * 4), 3, 2);
    const shifted = new Uint8Array(png.length + 5);
    shifted.set(png, 5);
    expect(pngSize(shifted.subarray(5))).toEqual({ width: 3, height: 2 });
  });

  test.each([
    ['nothing', ''],
    ['a web page', '<html><body>Bad gateway</body></html>'],
    ['a cut PNG', '\x89PNG\r\n\x1a\n'],
  ])('%s is no PNG', (_, content) => {
    expect(pngSize(Buffer.from(content, 'latin1'))).toBeNull();
  });
});
