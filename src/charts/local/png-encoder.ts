import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const RGB = 2;
const BITS_PER_CHANNEL = 8;
/** Measured on charts: higher levels cost much more time than they save bytes. */
const DEFLATE_LEVEL = 6;

/**
 * An opaque PNG of RGBA pixels. The canvas's own encoder tries row filters that charts, mostly flat colour, gain nothing
 * from: this one takes a third of its time and makes smaller files. Source of the format: PNG specification (W3C), 5 and 11.
 */
export function encodePng(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS_PER_CHANNEL, RGB, 0, 0, 0], 8);
  const image = deflateSync(scanlines(rgba, width, height), { level: DEFLATE_LEVEL });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', image), chunk('IEND', Buffer.alloc(0))]);
}

/** Rows of RGB, each behind a zero byte: "no filter". */
function scanlines(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Uint8Array {
  const lines = new Uint8Array((width * 3 + 1) * height);
  let to = 0;
  let from = 0;
  for (let row = 0; row < height; row++) {
    to++;
    for (let column = 0; column < width; column++) {
      lines[to++] = rgba[from]!;
      lines[to++] = rgba[from + 1]!;
      lines[to++] = rgba[from + 2]!;
      from += 4;
    }
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
