const FINAL_TEXT = 0x81;

/**
 * A whole, unmasked WebSocket text message as it goes over the wire (RFC 6455, section 5.2). Made once an event and
 * written to every client, so that a frame for a thousand clients is serialised once.
 */
export function textFrame(json: string): Buffer {
  const length = Buffer.byteLength(json);
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame[0] = FINAL_TEXT;
  if (headerBytes === 2) frame[1] = length;
  else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(json, headerBytes);
  return frame;
}
