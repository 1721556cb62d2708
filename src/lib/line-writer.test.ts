import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { isClosedPipe, LineWriter } from './line-writer.ts';

/** A reader that takes nothing until told to. */
function slowReader(highWaterMark: number) {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    highWaterMark,
    write(chunk: Buffer, _, done) {
      taken.push(chunk.toString());
      waiting.push(done);
    },
  });
  return { stream, taken, take: () => waiting.shift()?.() };
}

function failing(code: string): Writable {
  return new Writable({ write: (_, __, done) => done(Object.assign(new Error(code), { code })) });
}

describe('LineWriter', () => {
  test('gathers lines and hands them over in one piece', async () => {
    const { stream, taken, take } = slowReader(1_000);
    const writer = new LineWriter(stream, { gatherCharsMax: 6, onClosed: () => undefined });
    writer.write('ab');
    expect(taken).toEqual([]);
    writer.write('cd');
    expect(taken).toEqual(['ab\ncd\n']);
    take();
    writer.write('e');
    await writer.flush();
    expect(taken).toEqual(['ab\ncd\n', 'e\n']);
  });

  test('waits for a reader that is behind', async () => {
    const { stream, take } = slowReader(1);
    const writer = new LineWriter(stream, { gatherCharsMax: 0, onClosed: () => undefined });
    writer.write('a');
    const order: string[] = [];
    const flushed = writer.flush().then(() => order.push('flushed'));
    await Promise.resolve();
    order.push('taken');
    take();
    await flushed;
    expect(order).toEqual(['taken', 'flushed']);
  });

  test('says once that the reader is gone, and neither writes nor waits any more', async () => {
    const reasons: boolean[] = [];
    const stream = failing('EPIPE');
    const writer = new LineWriter(stream, {
      gatherCharsMax: 0,
      onClosed: (error) => reasons.push(isClosedPipe(error)),
    });
    writer.write('a'.repeat(100_000));
    await writer.flush();
    writer.write('b');
    await writer.flush();
    expect(reasons).toEqual([true]);
    expect(writer.closed).toBe(true);
  });

  test('tells a full disk from a reader that has seen enough', async () => {
    const reasons: boolean[] = [];
    const writer = new LineWriter(failing('ENOSPC'), {
      gatherCharsMax: 0,
      onClosed: (error) => reasons.push(isClosedPipe(error)),
    });
    writer.write('a'.repeat(100_000));
    await writer.flush();
    expect(reasons).toEqual([false]);
  });

  test('leaves no listeners behind, however often it waits', async () => {
    const { stream, take } = slowReader(1);
    const writer = new LineWriter(stream, { gatherCharsMax: 0, onClosed: () => undefined });
    const before = stream.listenerCount('drain') + stream.listenerCount('close') + stream.listenerCount('error');
    for (let i = 0; i < 20; i++) {
      writer.write('a');
      const flushed = writer.flush();
      take();
      await flushed;
    }
    expect(stream.listenerCount('drain') + stream.listenerCount('close') + stream.listenerCount('error')).toBe(before);
  });
});
