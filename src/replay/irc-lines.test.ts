import { describe, expect, test } from 'vitest';
import { IrcLineReader, looksLikeIrc, splitLeadingTime } from './irc-lines.ts';

const MESSAGE = ':ann!ann@ann.tmi.twitch.tv PRIVMSG #room :hello';
const AT = Date.UTC(2026, 0, 2, 3, 4, 5);

describe('splitLeadingTime', () => {
  test.each([
    ['2026-01-02T03:04:05Z ', AT],
    ['2026-01-02T03:04:05.250Z ', AT + 250],
    ['2026-01-02T05:04:05+02:00 ', AT],
    ['[2026-01-02 03:04:05] ', AT],
    ['[2026-01-02 03:04:05 UTC] ', AT],
    ['2026-01-02 03:04:05,250\t', AT + 250],
    [`${AT} `, AT],
    [`${AT / 1000} `, AT],
    [`${AT / 1000}.5 `, AT + 500],
    [`[${AT}] `, AT],
    ['', null],
  ])('%j', (prefix, at) => {
    expect(splitLeadingTime(prefix + MESSAGE)).toEqual({ at, line: MESSAGE });
  });

  test('leaves alone what is no time', () => {
    expect(splitLeadingTime(`hello ${MESSAGE}`)).toEqual({ at: null, line: `hello ${MESSAGE}` });
    expect(splitLeadingTime(`[2026-99-99 03:04:05] ${MESSAGE}`)).toEqual({ at: null, line: MESSAGE });
  });
});

describe('IrcLineReader', () => {
  test('takes the time of Twitch before that of the logger', () => {
    const event = new IrcLineReader().parse(`[2026-01-02 03:04:09] @id=x;tmi-sent-ts=${AT};user-id=5 ${MESSAGE}`);
    expect(event).toMatchObject({
      kind: 'message',
      channel: 'room',
      sentAt: AT,
      receivedAt: AT,
      id: 'x',
      text: 'hello',
    });
  });

  test('uses the time of the logger where Twitch gave none', () => {
    expect(new IrcLineReader().parse(`[2026-01-02 03:04:05] ${MESSAGE}`)).toMatchObject({ sentAt: AT, receivedAt: AT });
  });

  test('does not take a time from the text', () => {
    expect(new IrcLineReader().parse(`@id=x ${MESSAGE};tmi-sent-ts=${AT} `)).toBe('bad-time');
  });

  test('tells what is not chat from what cannot be read', () => {
    const reader = new IrcLineReader();
    expect(reader.parse('PING :tmi.twitch.tv')).toBeNull();
    expect(reader.parse('@room-id=1 :tmi.twitch.tv ROOMSTATE #room')).toBeNull();
    expect(reader.parse(MESSAGE)).toBe('bad-time');
    expect(reader.parse('what is this line')).toBe('bad-irc');
    expect(reader.parse(`@tmi-sent-ts=${AT} :ann!a PRIVMSG room :x`)).toBe('bad-irc');
  });
});

test.each([
  [MESSAGE, true],
  [`@a=b ${MESSAGE}`, true],
  [`[2026-01-02 03:04:05] @a=b ${MESSAGE}`, true],
  ['PING :tmi.twitch.tv', true],
  [':tmi.twitch.tv 001 justinfan1 :Welcome, GLHF!', true],
  ['dear diary: today', false],
  ['{"t":1}', false],
])('looksLikeIrc(%j)', (line, expected) => {
  expect(looksLikeIrc(line)).toBe(expected);
});
