import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatMessageFrame } from '../../../src/lib/wire/chat-message.ts';
import { chatUser } from '../../../src/lib/wire/chat-user.ts';
import { aMessage } from '../../../src/pipeline/testing.ts';
import { MetricsPage } from './metrics-page.ts';
import { Pace } from './pace.ts';
import { nowMicros, sentMicros, sentMicrosIn, stampedId } from './sent-stamp.ts';
import { Talk } from './talk.ts';

const FEELING = { label: 'neu', score: 0, confidence: 0, mood: 'calm' } as const;

describe('stamps', () => {
  const micros = fc.integer({ min: 0, max: 2 ** 48 - 1 });

  test('an id says when its message was sent, and looks like one of Twitch’s', () => {
    fc.assert(
      fc.property(micros, fc.nat(), (at, sequence) => {
        const id = stampedId(at, sequence);
        expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(sentMicros(id)).toBe(at);
      }),
    );
  });

  test('so does a frame, whatever was written', () => {
    fc.assert(
      fc.property(micros, fc.string({ unit: 'binary' }), (at, text) => {
        const message = aMessage({ id: stampedId(at, 1), text });
        const frame = chatMessageFrame(message, chatUser(message.author), FEELING, []);
        expect(sentMicrosIn(Buffer.from(JSON.stringify(frame)))).toBe(at);
      }),
    );
  });

  test('frames without a message have none, foreign ids are refused', () => {
    expect(sentMicrosIn(Buffer.from('{"type":"pong"}'))).toBeNull();
    expect(() => sentMicros('b34ccfc7-4977-403a-8a94-33c6bac34fb8')).toThrow('does not say when');
  });

  test('the clock goes forward', () => expect(nowMicros()).toBeLessThanOrEqual(nowMicros()));
});

describe('pace', () => {
  test('however late it is asked, as many are due as the rate says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1 }), (waits) => {
        const pace = new Pace(200, 1_000);
        let now = 1_000;
        let sent = 0;
        for (const wait of waits) sent += pace.due((now += wait));
        expect(sent).toBe(Math.floor((now - 1_000) * 0.2));
      }),
    );
  });
});

describe('talk', () => {
  test('the same seed says the same', () => {
    const options = { seed: 1, chatters: 10, topicMessages: 20 };
    const [one, other] = [new Talk(options), new Talk(options)];
    for (let i = 0; i < 50; i++) expect(one.next()).toEqual(other.next());
  });

  test('repeats itself about as much as recorded chat does', () => {
    const talk = new Talk({ seed: 5, chatters: 3_000, topicMessages: 1_200 });
    const recent = new Set<string>();
    const messages = 20_000;
    let repeated = 0;
    for (let i = 0; i < messages; i++) {
      const text = talk.next().text.toLowerCase();
      if (recent.delete(text)) repeated++;
      recent.add(text);
      if (recent.size > 5_000) recent.delete(recent.values().next().value ?? '');
    }
    expect(repeated / messages).toBeGreaterThan(0.35);
    expect(repeated / messages).toBeLessThan(0.48);
  });
});

describe('counters', () => {
  const page = new MetricsPage(
    [
      '# HELP calls_total Calls.',
      'calls_total{purpose="mood",outcome="answered"} 3',
      'calls_total{purpose="mood",outcome="timeout"} 1',
      'calls_total{purpose="say \\"hi\\", friend",outcome="answered"} 10',
      'queue_items{queue="messages"} 2',
      'queue_items{queue="storage"} 7',
      'resident_bytes 1.5e8',
    ].join('\n'),
  );

  test.each([
    ['calls_total', {}, 14],
    ['calls_total', { purpose: 'mood' }, 4],
    ['calls_total', { purpose: 'say \\"hi\\", friend' }, 10],
    ['calls_total', { purpose: 'mood', outcome: 'no-budget' }, 0],
    ['resident_bytes', {}, 1.5e8],
    ['unknown', {}, 0],
  ])('%s %j is %d', (name, labels, expected) => expect(page.sum(name, labels)).toBe(expected));

  test('the largest of a name; without any it is a mistake', () => {
    expect(page.max('queue_items')).toBe(7);
    expect(() => page.max('queue_item')).toThrow('shows no queue_item');
  });
});
