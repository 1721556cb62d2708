import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatMessage } from '../../domain/chat-event.ts';
import { chatterKey } from '../../lib/hash.ts';
import { WordTable } from '../../lib/word-table.ts';
import { aMessage } from '../testing.ts';
import { ChannelWindow, codePoints } from './channel-window.ts';
import { eachEmote } from './each-emote.ts';

const words = new WordTable(['KEKW', 'Pog', 'LUL']);

function feed(window: ChannelWindow, message: ChatMessage): void {
  window.add(message.receivedAt, chatterKey(message.author.id), codePoints(message.text));
  eachEmote(message, words, null, (name) => window.addEmote(name));
}

/** The definitions, computed the slow way over all messages. */
function expected(messages: readonly ChatMessage[], now: number): object {
  const end = Math.floor(now / 250) * 250;
  const within = (ms: number): ChatMessage[] =>
    messages.filter((m) => {
      const bucket = Math.floor(m.receivedAt / 250) * 250;
      return bucket < end && bucket >= end - ms;
    });
  const counts = new Map<string, number>();
  // Chatters and emotes are exact to the second: a second counts while any quarter of it is inside.
  const bySecond = messages.filter((m) => Math.floor(m.receivedAt / 1000) >= Math.floor((end - 250) / 1000) + 1 - 300);
  for (const m of bySecond)
    for (const w of m.text.split(' ')) if (['KEKW', 'Pog', 'LUL'].includes(w)) counts.set(w, (counts.get(w) ?? 0) + 1);
  const five = within(300_000);
  return {
    second: within(1_000).length,
    minute: within(60_000).length,
    chatters: new Set(bySecond.map((m) => m.author.id)).size,
    emotes: [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    length: five.length === 0 ? 0 : five.reduce((sum, m) => sum + Array.from(m.text).length, 0) / five.length,
  };
}

function measured(window: ChannelWindow): object {
  return {
    second: window.messagesPerSecond,
    minute: window.messagesLastMinute,
    chatters: window.uniqueChatters5Min,
    emotes: window.topEmotes5Min(10),
    length: window.averageMessageLength5Min,
  };
}

describe('ChannelWindow', () => {
  test('equals the definitions for any sequence of messages and silences', () => {
    const step = fc.record({
      wait: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 900 }) },
        { weight: 2, arbitrary: fc.integer({ min: 1_000, max: 70_000 }) },
        { weight: 1, arbitrary: fc.integer({ min: 290_000, max: 700_000 }) },
      ),
      user: fc.integer({ min: 1, max: 12 }).map(String),
      text: fc.constantFrom('KEKW', 'Pog Pog hello', 'a 😀 LUL', '', 'KEKWait', 'x KEKW LUL'),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 0, max: 2_000 }),
        (steps, rest) => {
          const window = new ChannelWindow();
          const messages: ChatMessage[] = [];
          let now = 1_700_000_000_123;
          for (const { wait, user, text } of steps) {
            now += wait;
            const message = aMessage({ receivedAt: now, text, user });
            messages.push(message);
            feed(window, message);
          }
          now += 250 + rest;
          window.roll(now);
          expect(measured(window)).toEqual(expected(messages, now));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('counts many chatters and emotes without losing any while its tables grow', () => {
    const window = new ChannelWindow();
    for (let i = 0; i < 5_000; i++) {
      window.add(1_000_000 + i * 20, chatterKey(String(i % 3_000)), 5);
      window.addEmote(`emote${i % 700}`);
    }
    window.roll(1_101_000);
    expect(window.uniqueChatters5Min).toBe(3_000);
    expect(window.topEmotes5Min(1_000)).toHaveLength(700);
    window.roll(1_101_000 + 301_000);
    expect(window.uniqueChatters5Min).toBe(0);
    expect(window.topEmotes5Min(5)).toEqual([]);
  });

  test('an emote known by tag and by name counts once', () => {
    const names: string[] = [];
    const emotes = [{ id: '1', name: 'LUL', start: 2, end: 5 }];
    eachEmote(aMessage({ text: 'a LUL KEKW', emotes }), words, null, (name) => names.push(name));
    expect(names).toEqual(['LUL', 'KEKW']);
  });
});
