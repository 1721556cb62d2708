import { describe, expect, test } from 'vitest';
import { forgottenRule, RetractionIndex, ruleOf, type RetractionRule } from './retraction-index.ts';

const rule = (overrides: Partial<RetractionRule> = {}): RetractionRule => ({
  what: 'chatter',
  channel: 'alpha',
  subject: 'c1',
  until: 100,
  ...overrides,
});

describe('RetractionIndex', () => {
  test.each([
    ['a message, whenever it was sent', rule({ what: 'message', subject: 'm1' }), ['alpha', 'm1', 'c9', 999], true],
    ['that message id elsewhere', rule({ what: 'message', subject: 'm1' }), ['beta', 'm1', 'c9', 1], false],
    ['a chatter up to the time', rule(), ['alpha', 'm9', 'c1', 100], true],
    ['a chatter afterwards', rule(), ['alpha', 'm9', 'c1', 101], false],
    ['a chatter elsewhere', rule(), ['beta', 'm9', 'c1', 1], false],
    ['everything up to the time', rule({ what: 'everything', subject: '' }), ['alpha', 'm9', 'c9', 100], true],
    ['everything afterwards', rule({ what: 'everything', subject: '' }), ['alpha', 'm9', 'c9', 101], false],
    ['a forgotten chatter anywhere', forgottenRule('c1', 100), ['beta', 'm9', 'c1', 100], true],
    ['a forgotten chatter afterwards', forgottenRule('c1', 100), ['beta', 'm9', 'c1', 101], false],
  ] as const)('%s', (_, added, [channel, messageId, chatterId, at], covered) => {
    const index = new RetractionIndex(10);
    expect(index.covers(channel, messageId, chatterId, at)).toBe(false);
    index.add(added);
    expect(index.covers(channel, messageId, chatterId, at)).toBe(covered);
    index.remove(added);
    expect(index.size).toBe(0);
  });

  test('a repeated rule keeps the later time', () => {
    const index = new RetractionIndex(10);
    index.add(rule({ until: 100 }));
    index.add(rule({ until: 50 }));
    expect(index.size).toBe(1);
    expect(index.covers('alpha', 'm', 'c1', 100)).toBe(true);
  });

  test('holds the latest rules only', () => {
    const index = new RetractionIndex(2);
    for (const subject of ['a', 'b', 'a', 'c']) index.add(rule({ subject }));
    expect(['a', 'b', 'c'].map((chatter) => index.covers('alpha', 'm', chatter, 1))).toEqual([true, false, true]);
  });

  test('reads retractions, believing the later of the two clocks', () => {
    const base = { kind: 'retraction', channel: 'alpha', sentAt: 5, receivedAt: 7 } as const;
    expect(ruleOf({ ...base, scope: { what: 'message', messageId: 'm1' } })).toEqual(
      rule({ what: 'message', subject: 'm1', until: 7 }),
    );
    const chatter = { what: 'chatter', chatterId: 'c1', login: 'x', durationSeconds: null } as const;
    expect(ruleOf({ ...base, sentAt: 9, scope: chatter })).toEqual(rule({ until: 9 }));
    expect(ruleOf({ ...base, scope: { what: 'everything' } })).toEqual(
      rule({ what: 'everything', subject: '', until: 7 }),
    );
  });
});
