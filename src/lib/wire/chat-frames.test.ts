import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chatter } from '../../domain/chat-event.ts';
import { chatUser } from './chat-user.ts';
import { emoteRanges } from './emote-ranges.ts';

describe('emote ranges', () => {
  const use = (id: string, start: number, end: number) => ({ id, name: id, start, end });

  test.each([
    [
      'Kappa Keepo Kappa',
      [use('25', 0, 5), use('1902', 6, 11), use('25', 12, 17)],
      { '25': ['0-4', '12-16'], '1902': ['6-10'] },
    ],
    ['😀 Kappa', [use('25', 3, 8)], { '25': ['2-6'] }],
    ['😀😀Kappa😀Kappa', [use('25', 4, 9), use('25', 11, 16)], { '25': ['2-6', '8-12'] }],
    ['no emotes', [], {}],
    ['ab', [use('x', 1, 2), use('y', 0, 1)], { x: ['1-1'], y: ['0-0'] }],
    ['😀ab', [use('x', 3, 4), use('y', 2, 3)], { x: ['2-2'], y: ['1-1'] }],
  ])('of %s', (text, emotes, expected) => {
    expect({ ...emoteRanges(text, emotes) }).toEqual(expected);
  });

  test('count code points, whatever stands before', () => {
    const word = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        let text = '';
        const emotes = [];
        const expected: string[] = [];
        for (const before of words) {
          text += before;
          const first = [...text].length;
          expected.push(`${first}-${first + 4}`);
          emotes.push(use('25', text.length, text.length + 5));
          text += 'Kappa';
        }
        expect(emoteRanges(text, emotes)['25'] ?? []).toEqual(expected);
      }),
    );
  });
});

describe('a chat user', () => {
  const chatter = (badges: readonly string[]): Chatter => ({
    id: '1',
    login: 'a',
    displayName: 'A',
    color: null,
    badges,
  });

  test.each([
    [[], [false, false, false, false]],
    [['subscriber/12'], [true, false, false, false]],
    [['founder/0'], [true, false, false, false]],
    [['moderator/1'], [false, true, false, false]],
    [['lead_moderator/1'], [false, true, false, false]],
    [
      ['vip/1', 'bits/1000'],
      [false, false, true, false],
    ],
    [
      ['broadcaster/1', 'subscriber/0'],
      [true, false, false, true],
    ],
    [['subscriber'], [true, false, false, false]],
    [
      ['sub-gifter/5', '/', ''],
      [false, false, false, false],
    ],
  ])('with the badges %j', (badges, expected) => {
    const user = chatUser(chatter(badges));
    expect([user.is_subscriber, user.is_moderator, user.is_vip, user.is_broadcaster]).toEqual(expected);
    expect(user.badges).toEqual(badges);
  });
});
