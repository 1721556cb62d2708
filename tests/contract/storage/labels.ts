import { describe, expect, test } from 'vitest';
import type { LabelledMessage, OptOut } from '../../../src/domain/privacy.ts';
import { DAY, message, messageBy, MINUTE, moment, NOON, quote, retraction, timeout } from './builders.ts';
import type { StorageFactory, StorageUnderTest } from './harness.ts';
import { mark } from './marks.ts';
import { summary } from './summaries.ts';

export function label(number: number, overrides: Partial<LabelledMessage> = {}): LabelledMessage {
  return {
    messageId: `m${number}`,
    channel: 'alpha',
    chatterId: `c${number}`,
    text: `text ${number}`,
    sentAt: NOON + number,
    category: 'pos',
    labelledBy: 'console',
    labelledAt: NOON + DAY,
    ...overrides,
  };
}

const labelsOf = async ({ storage }: StorageUnderTest): Promise<LabelledMessage[]> =>
  (await Array.fromAsync(storage.labels.all())).flat();

export function labelContract(open: StorageFactory): void {
  describe('labels', () => {
    test('are one a message, counted by category, given in the order of labelling', async () => {
      await using t = await open();
      const { labels } = t.storage;
      expect(await labels.counts()).toEqual({ pos: 0, neu: 0, neg: 0 });
      await labels.put(label(1));
      await labels.put(label(2, { category: 'neu', labelledAt: NOON + DAY + 1 }));
      await labels.put(label(1, { channel: 'beta', labelledAt: NOON }));
      const again = label(1, { category: 'neg', labelledBy: '7', labelledAt: NOON + 2 * DAY });
      await labels.put(again);
      expect(await labels.counts()).toEqual({ pos: 1, neu: 1, neg: 1 });
      const second = label(2, { category: 'neu', labelledAt: NOON + DAY + 1 });
      const inOrder = [label(1, { channel: 'beta', labelledAt: NOON }), second, again];
      expect(await labelsOf(t)).toEqual(inOrder);
      expect(await labels.counts(['alpha'])).toEqual({ pos: 0, neu: 1, neg: 1 });
      expect(await labels.counts([])).toEqual({ pos: 0, neu: 0, neg: 0 });
      expect(await labels.remove('beta', 'm1')).toBe(true);
      expect(await labels.remove('beta', 'm1')).toBe(false);
      expect(await labels.counts()).toEqual({ pos: 0, neu: 1, neg: 1 });
    });

    test('of a stored message take over what it says, and of an unknown one do not exist', async () => {
      await using t = await open();
      await t.storage.messages.append([message(1, { text: `'); DROP TABLE labels; -- \u0000` })]);
      const made = await t.storage.labels.label('alpha', 'm1', 'neg', '42', NOON + DAY);
      const wanted = label(1, { text: `'); DROP TABLE labels; -- \u0000`, category: 'neg', labelledBy: '42' });
      expect(made).toEqual(wanted);
      expect(await labelsOf(t)).toEqual([wanted]);
      expect(await t.storage.labels.label('beta', 'm1', 'neg', '42', NOON)).toBeNull();
      await t.storage.messages.retract(retraction({ what: 'message', messageId: 'm1' }));
      expect(await t.storage.labels.label('alpha', 'm1', 'neg', '42', NOON)).toBeNull();
      expect(await labelsOf(t)).toEqual([]);
    });

    test('come in batches that lose and repeat nothing, however many were made at once', async () => {
      await using t = await open();
      const all = Array.from({ length: 2_300 }, (_, index) => label(index, { messageId: `m${10_000 + index}` }));
      for (const each of all) await t.storage.labels.put(each);
      const batches = await Array.fromAsync(t.storage.labels.all());
      expect(batches.map((batch) => batch.length)).toEqual([1_000, 1_000, 300]);
      expect(batches.flat()).toEqual(all);
      expect(await Array.fromAsync(t.storage.labels.all(), (batch) => batch.length)).toEqual([1_000, 1_000, 300]);
    });

    test('go with what is taken back, in the channel where it was', async () => {
      await using t = await open();
      const { labels, messages } = t.storage;
      const others = [
        label(5, { chatterId: 'c2', sentAt: NOON + DAY }),
        label(6, { channel: 'beta', chatterId: 'c2' }),
      ];
      for (const each of [label(1), label(2), label(3), ...others]) await labels.put(each);
      await messages.retract(retraction({ what: 'message', messageId: 'm1' }));
      await messages.retract(timeout('c2'));
      expect((await labelsOf(t)).map((each) => each.messageId)).toEqual(['m3', 'm5', 'm6']);
      await messages.retract(retraction({ what: 'everything' }));
      expect((await labelsOf(t)).map((each) => each.messageId)).toEqual(['m5', 'm6']);
      // What was on its way does not return.
      await labels.put(label(1));
      await labels.put(label(2));
      expect(await labels.counts()).toEqual({ pos: 2, neu: 0, neg: 0 });
    });

    test('go with their chatter, however many there are', async () => {
      await using t = await open();
      const { labels, messages } = t.storage;
      t.clock.advance(DAY);
      for (let index = 0; index < 1_001; index++) await labels.put(label(index, { chatterId: 'x' }));
      for (let index = 0; index < 501; index++) await labels.put(label(index, { chatterId: 'y', channel: 'beta' }));
      expect(await labels.forgetChatter('x')).toBe(1_001);
      expect(await labels.forgetChatter('x')).toBe(0);
      expect(await messages.forgetChatter('y')).toEqual({ messages: 0, moments: [], marks: 0, labels: 501 });
    });

    test('are kept as long as messages are', async () => {
      await using t = await open();
      await t.storage.labels.put(label(1));
      await t.storage.labels.put(label(2));
      await t.storage.maintain(NOON + 7 * DAY + 2, { messageRetentionDays: 7 });
      expect((await labelsOf(t)).map((each) => each.messageId)).toEqual(['m2']);
    });
  });

  unlabelledContract(open);
  optOutContract(open);
}

function unlabelledContract(open: StorageFactory): void {
  describe('messages to label', () => {
    test('come from all the stored time, newest first, each text once, no commands', async () => {
      await using t = await open();
      const { messages, labels } = t.storage;
      const said = Array.from({ length: 2_400 }, (_, index) => message(index, { receivedAt: NOON + index * 1_000 }));
      await messages.append(said);
      await messages.append([
        message(9_001, { text: '!drop', receivedAt: NOON + 1 }),
        message(9_002, { text: '  TEXT   7 ', receivedAt: NOON + 2 }),
        message(9_003, { text: ' ', receivedAt: NOON + 3 }),
        message(9_004, { channel: 'beta' }),
      ]);
      const found = await labels.unlabelled('alpha', 48);
      expect(found).toHaveLength(48);
      const times = found.map((each) => each.receivedAt);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      const parts = new Set(times.map((at) => Math.floor((at - NOON) / 100_000)));
      expect(parts.size).toBe(24);
      const texts = found.map((each) => each.text.trim().replace(/\s+/g, ' ').toLowerCase());
      expect(new Set(texts).size).toBe(48);
      expect(texts.some((text) => text === '' || text.startsWith('!'))).toBe(false);
    });

    test('are those nobody labelled', async () => {
      await using t = await open();
      const { messages, labels } = t.storage;
      await messages.append([message(1), message(2), message(3, { text: 'text 2' })]);
      await labels.label('alpha', 'm1', 'pos', '1', NOON);
      expect((await labels.unlabelled('alpha', 10)).map((each) => each.text)).toEqual(['text 2']);
      expect(await labels.unlabelled('alpha', 0)).toEqual([]);
      expect(await labels.unlabelled('beta', 10)).toEqual([]);
      await labels.remove('alpha', 'm1');
      expect(await labels.unlabelled('alpha', 10)).toHaveLength(2);
    });
  });
}

function optOutContract(open: StorageFactory): void {
  const wish = (chatterId: string, overrides: Partial<OptOut> = {}): OptOut => ({
    chatterId,
    at: NOON,
    by: 'chat',
    ...overrides,
  });

  describe('opting out', () => {
    test('is one wish a person, which keeps its time', async () => {
      await using t = await open();
      const { optOuts } = t.storage;
      await optOuts.put(wish('2'));
      await optOuts.put(wish('1', { by: 'admin' }));
      await optOuts.put(wish('2', { at: NOON + DAY, by: 'admin' }));
      const wanted = [wish('1', { by: 'admin' }), wish('2')];
      expect(await optOuts.all()).toEqual(wanted);
      const after = t.reopen === null ? t.storage : await t.reopen();
      expect(await after.optOuts.all()).toEqual(wanted);
      expect(await after.optOuts.remove('2')).toBe(true);
      expect(await after.optOuts.remove('2')).toBe(false);
      expect(await after.optOuts.all()).toEqual([wish('1', { by: 'admin' })]);
    });

    test('keeps everything of theirs out of every store, also after a restart', async () => {
      await using t = await open();
      await t.storage.optOuts.put(wish('x'));
      const storages = [t.storage, ...(t.reopen === null ? [] : [await t.reopen()])];
      const { messages, moments, marks, labels } = storages.at(-1) ?? t.storage;
      const later = NOON + DAY;
      await messages.append([messageBy(1, 'x', { sentAt: later }), messageBy(2, 'y')]);
      await moments.save(moment({ startedAt: later, quotes: [quote(1, { chatterId: 'x' }), quote(2)] }), []);
      await marks.add(mark({ authorId: 'x', at: later }));
      await labels.put(label(1, { chatterId: 'x', sentAt: later }));
      expect(await messages.around('alpha', NOON, NOON + DAY, 9)).toMatchObject([{ id: 'm2' }]);
      expect((await moments.get('moment-1'))?.moment.quotes).toEqual([quote(2)]);
      expect(await marks.between('alpha', null, NOON, NOON + 2 * DAY)).toEqual([]);
      expect(await labels.counts()).toEqual({ pos: 0, neu: 0, neg: 0 });
    });

    test('a wish that a crash cut short is finished at the next start', async () => {
      await using t = await open();
      if (t.reopen === null) return;
      const { messages, moments, summaries, labels } = t.storage;
      t.clock.advance(MINUTE);
      await messages.append([messageBy(1, 'x')]);
      await moments.save(moment({ quotes: [quote(1, { chatterId: 'x' })] }), []);
      await summaries.save(summary({ points: [] }));
      await labels.put(label(1, { chatterId: 'x' }));
      await t.storage.optOuts.put(wish('x'));
      const after = await t.reopen();
      expect(await after.messages.around('alpha', NOON, NOON + DAY, 9)).toEqual([]);
      expect((await after.moments.get('moment-1'))?.moment.quotes).toEqual([]);
      expect(await after.summaries.recent('alpha', 9)).toEqual([]);
      expect(await after.labels.counts()).toEqual({ pos: 0, neu: 0, neg: 0 });
    });

    test('taken back lets in what is said from then on', async () => {
      await using t = await open();
      const { messages, optOuts } = t.storage;
      t.clock.advance(MINUTE);
      await optOuts.put(wish('x'));
      await messages.forgetChatter('x');
      await optOuts.remove('x');
      await messages.append([messageBy(1, 'x'), messageBy(2, 'x', { sentAt: NOON + DAY })]);
      expect(await messages.around('alpha', NOON, NOON + DAY, 9)).toMatchObject([{ id: 'm2' }]);
    });
  });
}
