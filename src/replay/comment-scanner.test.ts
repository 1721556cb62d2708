import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommentScanner } from './comment-scanner.ts';

function scan(json: string, cuts: readonly number[] = [], valueBytesMax = 10_000) {
  const bytes = Buffer.from(json);
  const comments: unknown[] = [];
  const members: Record<string, unknown> = {};
  const overlong: (number | null)[] = [];
  const scanner = new CommentScanner(
    { valueBytesMax, members: new Set(['streamer', 'video']) },
    {
      comment: (text, number) => comments.push([number, JSON.parse(text)]),
      member: (key, text) => void (members[key] = JSON.parse(text)),
      overlong: (number) => overlong.push(number),
    },
  );
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    const to = Math.max(from, Math.min(cut, bytes.length));
    scanner.push(bytes.subarray(from, to));
    from = to;
  }
  return { comments, members, overlong, complete: scanner.complete };
}

const nasty = fc.oneof(fc.string(), fc.constantFrom('"', '\\', '\\"', '{', '}]', '[{', '"comments":[', 'é😀', '\n'));
const comment = fc.record({ body: nasty, nested: fc.array(fc.record({ text: nasty }), { maxLength: 3 }) });

describe('CommentScanner', () => {
  test('finds the same comments wherever the bytes are cut and however the file is laid out', () => {
    fc.assert(
      fc.property(
        fc.array(comment, { maxLength: 5 }),
        nasty,
        fc.array(fc.nat(600), { maxLength: 6 }),
        fc.constantFrom(0, 2),
        (items, name, cuts, indent) => {
          const file = {
            FileInfo: { Version: { Major: 1 } },
            streamer: { name },
            clipper: null,
            comments: items,
            embeddedData: { thirdParty: [{ data: name }] },
            video: { id: '1' },
          };
          const found = scan(JSON.stringify(file, null, indent), cuts);
          expect(found.comments).toEqual(items.map((item, index) => [index + 1, item]));
          expect(found.members).toEqual({ streamer: { name }, video: { id: '1' } });
          expect(found.complete).toBe(true);
        },
      ),
    );
  });

  test('reads a bare array of comments', () => {
    expect(scan('[{"a":1}, {"comments":[{"b":2}]}]').comments).toEqual([
      [1, { a: 1 }],
      [2, { comments: [{ b: 2 }] }],
    ]);
  });

  test('does not mistake a nested member for the comments', () => {
    expect(scan('{"video":{"comments":[{"a":1}]},"x":{"comments":[{"a":2}]},"comments":[{"a":3}]}').comments).toEqual([
      [1, { a: 3 }],
    ]);
  });

  test('passes over a comment above the limit and goes on', () => {
    const found = scan(`{"comments":[{"a":"${'x'.repeat(100)}"},{"a":1}]}`, [20, 40, 60], 50);
    expect(found).toMatchObject({ comments: [[2, { a: 1 }]], overlong: [1] });
  });

  test('knows when the document was cut off', () => {
    expect(scan('{"comments":[{"a":1},{"a":')).toMatchObject({ comments: [[1, { a: 1 }]], complete: false });
  });
});
