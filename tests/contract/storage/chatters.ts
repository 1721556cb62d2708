import { describe, expect, test } from 'vitest';
import { message, messageBy, moment, NOON, quote } from './builders.ts';
import type { StorageFactory } from './harness.ts';
import { label } from './labels.ts';
import { discordMark, mark } from './marks.ts';

export function chatterContract(open: StorageFactory): void {
  const named = (number: number, id: string, displayName: string, channel = 'alpha', receivedAt = NOON + number) =>
    message(number, { channel, receivedAt, author: { ...message(number).author, id, displayName } });

  describe('a person', () => {
    test('is found by the name they wrote under last, in the channels asked about', async () => {
      await using t = await open();
      const { chatters, messages } = t.storage;
      await messages.append([
        named(1, 'old', 'Ann'),
        named(2, 'new', 'aNN'),
        named(3, 'b', 'Bea'),
        named(4, 'elsewhere', 'Ann', 'beta'),
      ]);
      expect(await chatters.find(['alpha'], 'ANN')).toBe('new');
      expect(await chatters.find(['alpha', 'beta'], 'ann')).toBe('elsewhere');
      expect(await chatters.find(['gamma'], 'ann')).toBeNull();
      expect(await chatters.find([], 'ann')).toBeNull();
      for (const name of ['an', 'ann ', '', '%', `' OR 1=1 --`, 'x'.repeat(1_000)]) {
        expect(await chatters.find(['alpha'], name)).toBeNull();
      }
    });

    test('is found however much was written since, and at once', async () => {
      await using t = await open();
      const many = Array.from({ length: 12_000 }, (_, index) =>
        named(index, `c${index}`, `Name${index}`, 'alpha', NOON),
      );
      await t.storage.messages.append(many);
      for (const number of [0, 2_000, 6_999, 7_000, 11_999]) {
        expect(await t.storage.chatters.find(['alpha'], `name${number}`)).toBe(`c${number}`);
      }
      expect(await t.storage.chatters.find(['alpha'], 'nobody')).toBeNull();
    });

    test('has traces, counted in the channels asked about', async () => {
      await using t = await open();
      const { chatters, messages, moments, marks, labels } = t.storage;
      await messages.append([
        messageBy(1, 'x'),
        messageBy(2, 'x'),
        messageBy(3, 'y'),
        messageBy(4, 'x', { channel: 'beta' }),
      ]);
      await moments.save(moment({ quotes: [quote(1, { chatterId: 'x' }), quote(2)] }), []);
      await marks.add(mark({ authorId: 'x' }));
      await marks.add(discordMark({ authorId: 'x' }));
      await labels.put(label(1, { chatterId: 'x' }));
      const traces = { messages: 2, quotes: 1, marks: 1, labels: 1 };
      expect(await chatters.traces(['alpha'], 'x')).toEqual(traces);
      expect(await chatters.traces(['alpha', 'beta'], 'x')).toEqual({ ...traces, messages: 3 });
      const none = { messages: 0, quotes: 0, marks: 0, labels: 0 };
      expect(await chatters.traces(['gamma'], 'x')).toEqual(none);
      expect(await chatters.traces([], 'x')).toEqual(none);
      t.clock.advance(60_000);
      await messages.forgetChatter('x');
      expect(await chatters.traces(['alpha', 'beta'], 'x')).toEqual(none);
    });
  });
}
