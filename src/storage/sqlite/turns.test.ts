import { describe, expect, test } from 'vitest';
import { Turns } from './turns.ts';

describe('Turns', () => {
  test('go to one at a time, first come first served', async () => {
    const turns = new Turns({ waitingMax: 10, yieldAfterMs: 1_000 });
    const order: string[] = [];
    const visit = async (name: string): Promise<void> => {
      await turns.take();
      order.push(`${name}+`);
      await Promise.resolve();
      order.push(`${name}-`);
      turns.give();
    };
    await Promise.all(['a', 'b', 'c'].map(visit));
    expect(order).toEqual(['a+', 'a-', 'b+', 'b-', 'c+', 'c-']);
  });

  test('are refused when too many wait', async () => {
    const turns = new Turns({ waitingMax: 1, yieldAfterMs: 1_000 });
    await turns.take();
    const second = turns.take();
    await expect(turns.take()).rejects.toThrow('the database is overloaded: 1 requests wait for it');
    turns.give();
    await second;
  });

  test('let the event loop run when they follow each other for too long', async () => {
    const turns = new Turns({ waitingMax: 10, yieldAfterMs: 0 });
    let ran = false;
    setImmediate(() => (ran = true));
    await turns.take();
    turns.give();
    expect(ran).toBe(false);
    await turns.take();
    expect(ran).toBe(true);
  });
});
