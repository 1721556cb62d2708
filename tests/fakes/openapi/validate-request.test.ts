import { describe, expect, test } from 'vitest';
import { createPathMatcher } from './paths.ts';
import { createRequestValidator } from './validate-request.ts';

/** Without the published descriptions there is nothing to validate against; `createRequestValidator` then says null. */
const discord = createRequestValidator('discord-openapi.json');
const helix = createRequestValidator('twitch-helix-openapi.json');

function problems(
  validator: NonNullable<typeof discord>,
  method: string,
  address: string,
  body?: unknown,
): readonly string[] {
  const url = new URL(address, 'http://api');
  return validator
    .validate({ method, path: url.pathname, query: url.searchParams, body })
    .map(({ message }) => message);
}

test('without a description there is no validator', () => {
  expect(createRequestValidator('no-such-api.json')).toBeNull();
});

test('a literal segment wins over a placeholder', () => {
  const match = createPathMatcher({ '/a/{id}': {}, '/a/@me': {}, '/a/{id}/b': {} });
  expect(match('/a/@me')).toEqual({ template: '/a/@me', params: {} });
  expect(match('/a/%40x')).toEqual({ template: '/a/{id}', params: { id: '@x' } });
  expect(match('/a/%')).toEqual({ template: '/a/{id}', params: { id: '%' } });
  expect(match('/b')).toBeNull();
});

describe.skipIf(discord === null)('against the published Discord description', () => {
  const check = (method: string, address: string, body?: unknown): readonly string[] =>
    problems(discord!, method, address, body);

  test.for<[string, string, string, unknown]>([
    [
      'a message',
      'POST',
      '/channels/1/messages',
      { content: 'x', nonce: 'n', enforce_nonce: true, allowed_mentions: { parse: [] } },
    ],
    [
      'a card',
      'POST',
      '/channels/1/messages',
      { flags: 32_768, components: [{ type: 17, components: [{ type: 10, content: 'x' }] }] },
    ],
    ['a deferral', 'POST', '/interactions/1/t/callback?with_response=false', { type: 5, data: { flags: 64 } }],
    ['an edit of the answer', 'PATCH', '/webhooks/1/t/messages/%40original', { content: 'x' }],
    [
      'permissions as the documented string',
      'PUT',
      '/applications/1/commands',
      [{ name: 'a', description: 'd', default_member_permissions: '32' }],
    ],
    [
      'permissions as the described integer',
      'PUT',
      '/applications/1/commands',
      [{ name: 'a', description: 'd', default_member_permissions: 32 }],
    ],
    ['a page', 'GET', '/channels/1/messages?limit=100&before=5', undefined],
  ])('%s passes', ([, method, address, body]) => {
    expect(check(method, address, body)).toEqual([]);
  });

  test.for<[string, string, string, unknown, string]>([
    ['an unknown operation', 'DELETE', '/gateway/bot', undefined, 'no such operation in the API description'],
    ['a malformed id', 'GET', '/channels/x', undefined, 'path.channel_id: must match pattern "^(0|[1-9][0-9]*)$"'],
    ['a number out of range', 'GET', '/channels/1/messages?limit=101', undefined, 'query.limit: must be <= 100'],
    [
      'an unknown parameter',
      'GET',
      '/channels/1/messages?max=1',
      undefined,
      'query.max: is not a parameter of this operation',
    ],
    ['a missing body', 'POST', '/channels/1/messages', undefined, 'body: is required'],
    ['a body where none belongs', 'GET', '/channels/1', {}, 'body: this operation takes none'],
    ['a wrong type', 'POST', '/channels/1/messages', { tts: 'yes' }, 'body.tts: must be boolean,null'],
    [
      'a fault deep in a union, named alone',
      'POST',
      '/channels/1/messages',
      {
        components: [
          { type: 17, components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x'.repeat(81) }] }] },
        ],
      },
      'body.components[0].components[0].components[0].label: must NOT have more than 80 characters',
    ],
  ])('%s is reported', ([, method, address, body, message]) => {
    expect(check(method, address, body)).toEqual([message]);
  });
});

describe.skipIf(helix === null)('against the published Helix description', () => {
  test('repeated parameters are a list', () => {
    expect(problems(helix!, 'GET', '/streams?user_login=a&user_login=b&first=100')).toEqual([]);
  });

  test('a missing parameter and a missing field are reported', () => {
    expect(problems(helix!, 'GET', '/bits/leaderboard?count=many')).toEqual(['query.count: must be integer']);
    expect(problems(helix!, 'POST', '/clips')).toEqual(['query.broadcaster_id: is required']);
    expect(problems(helix!, 'POST', '/chat/messages', { broadcaster_id: '1', sender_id: '2' })).toEqual([
      expect.stringMatching(/^body: .*'message'/),
    ]);
  });
});
