import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UniqueChatters } from './unique-chatters.ts';

const WINDOW_SECONDS = 20;
const written = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.oneof(fc.nat(1), fc.nat(60))), {
  maxLength: 600,
});

describe('UniqueChatters', () => {
  test('counts exactly those who wrote within the window', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(0, 1_700_000_000), (messages, start) => {
        const chatters = new UniqueChatters(WINDOW_SECONDS);
        const lastSeen = new Map<number, number>();
        let second = start;
        for (const [chatter, seconds] of messages) {
          second += seconds;
          chatters.add(chatter * 9_007_199, second);
          lastSeen.set(chatter, second);
          const within = [...lastSeen.values()].filter((last) => last >= second - WINDOW_SECONDS).length;
          expect(chatters.count).toBe(within);
        }
        second += 7;
        chatters.expire(second);
        expect(chatters.count).toBe([...lastSeen.values()].filter((last) => last >= second - WINDOW_SECONDS).length);
      }),
    );
  });

  test('room follows the traffic: a rush is given back, and an empty window holds nothing', () => {
    const chatters = new UniqueChatters(WINDOW_SECONDS);
    for (let chatter = 1; chatter <= 10_000; chatter++) chatters.add(chatter, 100);
    expect(chatters.capacity).toBeGreaterThanOrEqual(10_000);
    for (let second = 101; second <= 140; second++) chatters.add(second, second);
    expect(chatters.count).toBe(WINDOW_SECONDS + 1);
    expect(chatters.capacity).toBeLessThanOrEqual(512);
    chatters.expire(200);
    expect([chatters.count, chatters.capacity]).toEqual([0, 0]);
  });

  test('those who left do not fill the table', () => {
    const chatters = new UniqueChatters(WINDOW_SECONDS);
    for (let second = 0; second < 50_000; second++) chatters.add(second + 1, second);
    expect(chatters.capacity).toBeLessThanOrEqual(64);
  });
});
