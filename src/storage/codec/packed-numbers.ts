/**
 * Numbers in few bytes, exactly: whole numbers below 252 take one byte, other numbers a marker and the smallest form
 * that loses nothing. Little-endian.
 */
const U16 = 252;
const U32 = 253;
const F32 = 254;
const F64 = 255;

/** Writes numbers one after the other; `bytes` gives what was written. */
export class NumberWriter {
  #view: DataView = new DataView(new ArrayBuffer(256));
  #length = 0;

  write(value: number): void {
    if (this.#view.byteLength < this.#length + 9) this.#grow();
    if (Number.isInteger(value) && value >= 0 && value < 2 ** 32 && !Object.is(value, -0)) this.#writeWhole(value);
    else if (Object.is(Math.fround(value), value)) {
      this.#view.setUint8(this.#length, F32);
      this.#view.setFloat32(this.#length + 1, value, true);
      this.#length += 5;
    } else {
      this.#view.setUint8(this.#length, F64);
      this.#view.setFloat64(this.#length + 1, value, true);
      this.#length += 9;
    }
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#view.buffer.slice(0, this.#length));
  }

  #writeWhole(value: number): void {
    if (value < U16) this.#view.setUint8(this.#length++, value);
    else if (value < 2 ** 16) {
      this.#view.setUint8(this.#length, U16);
      this.#view.setUint16(this.#length + 1, value, true);
      this.#length += 3;
    } else {
      this.#view.setUint8(this.#length, U32);
      this.#view.setUint32(this.#length + 1, value, true);
      this.#length += 5;
    }
  }

  #grow(): void {
    const larger = new ArrayBuffer(this.#view.byteLength * 2);
    new Uint8Array(larger).set(new Uint8Array(this.#view.buffer, 0, this.#length));
    this.#view = new DataView(larger);
  }
}

/** Reads what {@link NumberWriter} wrote. */
export class NumberReader {
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#view.byteLength - this.#offset;
  }

  /** @throws RangeError past the end */
  read(): number {
    const marker = this.#view.getUint8(this.#offset++);
    const at = this.#offset;
    switch (marker) {
      case U16:
        this.#offset += 2;
        return this.#view.getUint16(at, true);
      case U32:
        this.#offset += 4;
        return this.#view.getUint32(at, true);
      case F32:
        this.#offset += 4;
        return this.#view.getFloat32(at, true);
      case F64:
        this.#offset += 8;
        return this.#view.getFloat64(at, true);
      default:
        return marker;
    }
  }
}
