import { describe, expect, test } from 'vitest';
import { EventIds } from './event-ids.ts';
import { EventLog } from './event-log.ts';

const event = (sequence: number, overrides: object = {}) => ({
  sequence,
  channel: 'ninja',
  frame: Buffer.alloc(10),
  messageId: `m${sequence}`,
  chatterId: `c${sequence % 2}`,
  ...overrides,
});

function logOf(count: number, limits = { logEventsMax: 100, logBytesMax: 1_000 }): EventLog {
  const log = new EventLog(limits, 0);
  for (let i = 1; i <= count; i++) log.push(event(i));
  return log;
}
const sequences = (log: EventLog, after: number) => log.after(after).events.map(({ sequence }) => sequence);

describe('an event log', () => {
  test('gives what came after, and says whether that is all', () => {
    const log = logOf(5);
    expect(sequences(log, 3)).toEqual([4, 5]);
    expect(log.after(3).complete).toBe(true);
    expect(log.after(5)).toEqual({ events: [], complete: true });
  });

  test('keeps so many events', () => {
    const log = logOf(5, { logEventsMax: 2, logBytesMax: 1_000 });
    expect(sequences(log, 0)).toEqual([4, 5]);
    expect([log.after(2).complete, log.after(3).complete]).toEqual([false, true]);
  });

  test('keeps so many bytes', () => {
    const log = logOf(5, { logEventsMax: 100, logBytesMax: 25 });
    expect(sequences(log, 0)).toEqual([4, 5]);
    log.push(event(6, { frame: Buffer.alloc(26) }));
    expect(sequences(log, 0)).toEqual([]);
    expect(log.after(5).complete).toBe(false);
  });

  test('counts bytes of what was taken back no more', () => {
    const log = logOf(2, { logEventsMax: 100, logBytesMax: 25 });
    log.retract({ what: 'message', messageId: 'm1' });
    log.push(event(3));
    expect(sequences(log, 0)).toEqual([2, 3]);
  });

  test('opened later knows nothing of before', () => {
    expect(new EventLog({ logEventsMax: 1, logBytesMax: 1 }, 7).after(6).complete).toBe(false);
  });

  test('keeps what nobody said when all messages are cleared', () => {
    const log = logOf(2);
    log.push(event(3, { messageId: '', chatterId: '' }));
    log.retract({ what: 'everything' });
    log.forget('');
    expect(sequences(log, 0)).toEqual([3]);
  });
});

describe('event ids', () => {
  test('lead back to their sequence within one run', () => {
    const ids = new EventIds(1_700_000_000_000.25);
    const { id, sequence } = ids.next();
    expect(ids.parse(id)).toEqual({ sequence, sameRun: true });
    expect(new EventIds(1_700_000_000_001).parse(id)).toEqual({ sequence: 0, sameRun: false });
  });

  test('of the future are of no run', () => {
    const ids = new EventIds(5);
    expect(ids.parse('5-1')).toEqual({ sequence: 0, sameRun: false });
  });

  test.each(['', '5', '5-', '-1', '5-x', '5-1 ', '5-1\n', 'ä-1', `${'5'.repeat(17)}-1`])('%j is none', (text) => {
    expect(new EventIds(5).parse(text)).toBeNull();
  });
});
