import { describe, expect, test } from 'vitest';
import { apiUrl, emoteAddresses } from './addresses.ts';

describe('emoteAddresses', () => {
  test('nothing configured: the public servers and their sockets', () => {
    expect(emoteAddresses({ bttvUrl: null, ffzUrl: null, sevenTvUrl: null })).toEqual({
      bttvUrl: 'https://api.betterttv.net',
      ffzUrl: 'https://api.frankerfacez.com',
      sevenTvUrl: 'https://7tv.io',
      bttvSocketUrl: 'wss://sockets.betterttv.net/ws',
      sevenTvSocketUrl: 'wss://events.7tv.io/v3',
    });
  });

  test('beside a server of your own there is no public socket', () => {
    const addresses = emoteAddresses({ bttvUrl: 'http://127.0.0.1:1', ffzUrl: null, sevenTvUrl: 'http://127.0.0.1:2' });
    expect(addresses).toMatchObject({ bttvSocketUrl: null, sevenTvSocketUrl: null, bttvUrl: 'http://127.0.0.1:1' });
  });
});

test.each([
  ['https://a.b', 'https://a.b/3/x/y'],
  ['https://a.b/', 'https://a.b/3/x/y'],
  ['https://a.b/3', 'https://a.b/3/x/y'],
  ['https://a.b/3/', 'https://a.b/3/x/y'],
  ['http://127.0.0.1:1/proxy', 'http://127.0.0.1:1/proxy/3/x/y'],
  ['http://127.0.0.1:1/v13', 'http://127.0.0.1:1/v13/3/x/y'],
])('apiUrl(%s)', (root, expected) => {
  expect(apiUrl(root, '3', 'x/y')).toBe(expected);
});
