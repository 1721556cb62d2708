/** The body of a response, or null when it is longer than `bytesMax`: then the rest is never read. */
export async function readBounded(response: Response, bytesMax: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > bytesMax) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}
