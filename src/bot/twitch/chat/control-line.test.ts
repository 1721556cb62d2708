import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readControlLine } from './control-line.ts';
import { target } from './irc-link.ts';
import { isLoginRefusal, joinFailureOf } from './join-failure.ts';

test.each([
  ['PING :tmi.twitch.tv', { command: 'PING', nick: '', channel: '', text: 'tmi.twitch.tv' }],
  [':tmi.twitch.tv RECONNECT', { command: 'RECONNECT', nick: '', text: '' }],
  [':bot!bot@bot.tmi.twitch.tv JOIN #Foo', { command: 'JOIN', nick: 'bot', channel: 'foo' }],
  [
    '@msg-id=msg_banned :tmi.twitch.tv NOTICE #foo :You are banned',
    { command: 'NOTICE', channel: 'foo', msgId: 'msg_banned', text: 'You are banned' },
  ],
  [
    ':tmi.twitch.tv NOTICE * :Login authentication failed',
    { command: 'NOTICE', channel: '', msgId: '', text: 'Login authentication failed' },
  ],
  [':tmi.twitch.tv CAP * ACK :a b', { command: 'CAP', parameters: ['*', 'ACK'], text: 'a b' }],
  ['', null],
  ['@tags-alone', null],
  [': : :', null],
])('%s', (line, expected) => {
  const control = readControlLine(line);
  if (expected === null) expect(control).toBeNull();
  else expect(control).toMatchObject(expected);
});

test('any text is read without a throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (line) => void readControlLine(line)));
});

test.each([
  ['wss://irc-ws.chat.twitch.tv:443', 'irc-ws.chat.twitch.tv', true, 'wss://irc-ws.chat.twitch.tv/'],
  ['ws://127.0.0.1:6667', '127.0.0.1:6667/?p=', false, 'ws://127.0.0.1:6667/?p=:80'],
  ['ws://127.0.0.1', '127.0.0.1', false, 'ws://127.0.0.1/'],
  ['wss://proxy.example/irc', 'proxy.example/irc?p=', true, 'wss://proxy.example/irc?p=:443'],
  ['ws://[::1]:80/a?b=c', '[::1]/a?b=c&p=', false, 'ws://[::1]/a?b=c&p=:80'],
])('%s is reached', (address, hostName, ssl, url) => {
  expect(target(address)).toEqual({ hostName, ssl });
  expect(new URL(`${ssl ? 'wss' : 'ws'}://${hostName}:${ssl ? 443 : 80}`).href).toBe(url);
});

test('notices', () => {
  expect(joinFailureOf('msg_concurrent_channel_limit_reached')).toBe('channel-limit');
  expect(joinFailureOf('slow_on')).toBeNull();
  expect(
    ['Login authentication failed', 'Improperly formatted AUTH', 'Improperly formatted auth', 'Invalid NICK'].every(
      isLoginRefusal,
    ),
  ).toBe(true);
  expect(isLoginRefusal('Welcome')).toBe(false);
});
