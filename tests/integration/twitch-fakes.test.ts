import { ApiClient } from '@twurple/api';
import { StaticAuthProvider } from '@twurple/auth';
import { expect, test } from 'vitest';
import { FakeTwitchApi } from '../fakes/twitch/api-server.ts';
import { FakeIrcServer } from '../fakes/twitch/irc-server.ts';
import { Watching } from '../fakes/twitch/watching.ts';

test('the API fake notices a request that Twitch would not understand', async ({ skip }) => {
  await using api = await FakeTwitchApi.start();
  if (!api.validates) skip("Twitch's API description is not at hand (../shared/specs).");
  process.env['TWURPLE_MOCK_API_PORT'] = String(api.port);
  try {
    api.tokens.set('token', { login: 'owner', scopes: ['user:write:chat'] });
    const client = new ApiClient({ authProvider: new StaticAuthProvider(api.clientId, 'token') });
    // The library puts the ids where Twitch does not look for them.
    await client.chat.sendChatMessage('1', 'hello').catch(() => undefined);
    expect(api.violations.map((violation) => violation.where)).toContain('body');
  } finally {
    delete process.env['TWURPLE_MOCK_API_PORT'];
  }
});

test('the chat fake counts joins beyond the limit', async () => {
  await using server = await FakeIrcServer.start({ joinsMax: 5, joinWindowMs: 10_000 });
  await using watching = new Watching(server, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  await server.until('all are joined', () => watching.gaps().length === 7);
  expect(server.joinViolations).toHaveLength(2);
});
