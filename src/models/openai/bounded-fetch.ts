/** The other side said more than anybody needs. */
export class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLargeError';
}

/**
 * `fetch` for a server that is not trusted: bodies end at `bytesMax` (after decompression), and redirects are errors,
 * because they would carry a key and chat to a place nobody configured.
 */
export function createBoundedFetch(bytesMax: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(limiter(bytesMax)), { status, statusText, headers });
  };
}

function limiter(bytesMax: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) throw new ResponseTooLargeError(`the answer is longer than ${bytesMax} bytes`);
      controller.enqueue(chunk);
    },
  });
}
