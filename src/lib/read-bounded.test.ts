import { expect, test } from 'vitest';
import { readBounded } from './read-bounded.ts';

test.each([
  ['', 0, ''],
  ['abc', 3, 'abc'],
  ['abcd', 3, null],
])('%j within %i bytes reads as %j', async (body, bytesMax, expected) => {
  const bytes = await readBounded(new Response(body), bytesMax);
  expect(bytes === null ? null : Buffer.from(bytes).toString()).toBe(expected);
});

test('a response without a body is empty', async () => {
  expect(await readBounded(new Response(null, { status: 204 }), 10)).toHaveLength(0);
});

test('what is too long is not read to its end', async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(100));
    },
  });
  expect(await readBounded(new Response(endless), 1_000)).toBeNull();
  expect(pulled).toBeLessThan(20);
});
