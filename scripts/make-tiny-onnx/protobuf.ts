/** A field of a protobuf message, encoded. Source: protobuf.dev, "Encoding". */
export type Field = Buffer;

const VARINT = 0;
const BYTES = 2;

export function integer(field: number, value: number): Field {
  return Buffer.concat([varint((field << 3) | VARINT), varint(value)]);
}

export function bytes(field: number, value: Uint8Array): Field {
  return Buffer.concat([varint((field << 3) | BYTES), varint(value.length), value]);
}

export function text(field: number, value: string): Field {
  return bytes(field, Buffer.from(value));
}

export function message(field: number, ...parts: readonly Field[]): Field {
  return bytes(field, Buffer.concat(parts));
}

/** @param value an integer from 0 to 2^53 - 1 */
function varint(value: number): Buffer {
  const groups: number[] = [];
  let rest = value;
  do {
    groups.push((rest % 128) + (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(groups);
}
