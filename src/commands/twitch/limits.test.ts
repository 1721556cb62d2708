import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerBudget } from './answer-budget.ts';
import { Cooldowns } from './cooldowns.ts';
import { oneLine } from './one-line.ts';
import { parseChatCommand } from './parse.ts';
import { atLeast, CHAT_ROLES, roleFromBadges } from './role.ts';

describe('Cooldowns', () => {
  test('hold until their time, and are bounded', () => {
    const cooldowns = new Cooldowns(2);
    cooldowns.start('a', 0, 100);
    expect([cooldowns.waiting('a', 99), cooldowns.waiting('a', 100)]).toEqual([true, false]);
    expect(cooldowns.size).toBe(0);
    for (const key of ['a', 'b', 'a', 'c']) cooldowns.start(key, 0, 100);
    expect(['a', 'b', 'c'].map((key) => cooldowns.waiting(key, 1))).toEqual([true, false, true]);
    expect(cooldowns.size).toBe(2);
  });
});

describe('AnswerBudget', () => {
  test('never more than allowed in any window', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 80 }), (steps) => {
        const budget = new AnswerBudget({ answersMax: 3, windowMs: 30, channelsMax: 10 });
        let now = 0;
        const taken: number[] = [];
        for (const step of steps) {
          now += step;
          if (budget.take('ninja', now)) taken.push(now);
        }
        for (const at of taken)
          expect(taken.filter((other) => other > at - 30 && other <= at).length).toBeLessThanOrEqual(3);
      }),
    );
  });

  test('forgets the channel asked longest ago', () => {
    const budget = new AnswerBudget({ answersMax: 1, windowMs: 1000, channelsMax: 2 });
    expect(['a', 'b', 'c', 'a', 'c'].map((channel) => budget.take(channel, 0))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('roles', () => {
  test.each([
    [[], 'everyone'],
    [['premium/1', 'moments/3'], 'everyone'],
    [['subscriber/12'], 'subscriber'],
    [['founder/0', 'vip/1'], 'vip'],
    [['subscriber/1', 'moderator/1'], 'moderator'],
    [['broadcaster/1', 'subscriber/3'], 'broadcaster'],
    [['moderatorx/1', '__proto__/1', ''], 'everyone'],
  ] as const)('%o is %s', (badges, role) => {
    expect(roleFromBadges(badges)).toBe(role);
  });

  test('each includes the ones before it', () => {
    CHAT_ROLES.forEach((role, i) => CHAT_ROLES.forEach((wanted, j) => expect(atLeast(role, wanted)).toBe(i >= j)));
  });
});

test('any answer is one short line that Twitch takes as text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
      const line = oneLine(text);
      expect(Array.from(line).length).toBeLessThan(300);
      expect(line).not.toMatch(/[\r\n\0]|^[/.]/);
    }),
  );
});

test('any text can be parsed, with few and short arguments', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
      const parsed = parseChatCommand(`!${text}`);
      if (parsed === null) return;
      expect(parsed.args.length).toBeLessThanOrEqual(4);
      expect([parsed.name, ...parsed.args].join(' ').length).toBeLessThanOrEqual(200);
      expect(parsed.name).not.toBe('');
    }),
  );
});
