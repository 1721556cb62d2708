import { describe, expect, test } from 'vitest';
import { aMessage } from '../../pipeline/testing.ts';
import { FakeLive } from '../testing/live.ts';
import { FakeChannelSettings, FakeMoments } from '../testing/stores.ts';
import { chatCommands } from './commands.ts';
import { createChatDispatcher, type ChatDispatcherDeps } from './dispatcher.ts';

function aChat(overrides: Partial<ChatDispatcherDeps> = {}) {
  const said: string[] = [];
  const optedOut: string[] = [];
  const problems: string[] = [];
  const state = { now: 1_000_000, fails: false };
  const settings = new FakeChannelSettings();
  const dispatcher = createChatDispatcher({
    commands: chatCommands,
    settings,
    live: new FakeLive(),
    moments: new FakeMoments(),
    minScore: 6,
    marks: { add: () => Promise.reject(new Error('unused')), merged: () => Promise.reject(new Error('unused')) },
    privacy: {
      async optOut(chatterId, by) {
        if (state.fails) throw new Error('the disk is full');
        optedOut.push(`${chatterId} by ${by}`);
        return { messages: 1, moments: 0, marks: 0, labels: 0 };
      },
    },
    speaker: {
      userId: 'bot',
      say: async (_channel, _roomId, text) => {
        said.push(text);
        return { kind: 'said' };
      },
    },
    clock: { now: () => state.now, sleep: () => Promise.resolve() },
    observer: {
      eventDropped: (stage, reason) => problems.push(`${stage} ${reason}`),
      stageFailed: (stage, error) => problems.push(`${stage} ${String(error)}`),
      commandAnswered: () => undefined,
    },
    ...overrides,
  });
  const type = async (text: string, user: string): Promise<void> => {
    dispatcher.handle(aMessage({ channel: 'ninja', id: `${user}-${text}-${state.now}`, text, user }));
    await dispatcher[Symbol.asyncDispose]();
  };
  const allow = (chatCommands: boolean, muted = false): Promise<void> =>
    settings.put({ v: 1, channel: 'ninja', chatCommands, muted, trusted: [], summaries: false });
  return { type, allow, said, optedOut, problems, state };
}

describe('!optout', () => {
  test('is carried out and answered once, in one polite line', async () => {
    const chat = aChat();
    await chat.allow(true);
    await chat.type('!optout', 'zoe');
    expect(chat.optedOut).toEqual(['zoe by chat']);
    expect(chat.said).toHaveLength(1);
    expect(chat.said[0]).toMatch(/^Done: .*!optin takes that back\.$/);
    expect(chat.said[0]?.length).toBeLessThan(300);
    expect(chat.said[0]).not.toContain('zoe');
  });

  test.each([
    ['commands are off', { chatCommands: false, muted: false }, {}],
    ['the bot is muted', { chatCommands: true, muted: true }, {}],
    ['it has no voice', { chatCommands: true, muted: false }, { speaker: null }],
  ])('is carried out in silence where %s', async (_, { chatCommands: on, muted }, deps) => {
    const chat = aChat(deps);
    await chat.allow(on, muted);
    await chat.type('!optout', 'zoe');
    expect(chat.optedOut).toEqual(['zoe by chat']);
    expect(chat.said).toEqual([]);
  });

  test('is carried out for everybody in a crowd, of whom one is answered', async () => {
    const chat = aChat();
    await chat.allow(true);
    for (const user of ['zoe', 'bea', 'cy']) await chat.type('!OptOut now', user);
    expect(chat.optedOut).toEqual(['zoe by chat', 'bea by chat', 'cy by chat']);
    expect(chat.said).toHaveLength(1);
  });

  test('says nothing where it could not be carried out', async () => {
    const chat = aChat();
    await chat.allow(true);
    chat.state.fails = true;
    await chat.type('!optout', 'zoe');
    expect(chat.said).toEqual([]);
    expect(chat.problems).toEqual(['chat-command Error: the disk is full']);
  });

  test('is not set off by a text that only contains it', async () => {
    const chat = aChat();
    await chat.allow(true);
    await chat.type('type !optout', 'zoe');
    await chat.type('!optouts', 'zoe');
    expect(chat.optedOut).toEqual([]);
  });
});

test('!optin is answered where the bot may speak', async () => {
  const chat = aChat();
  await chat.type('!optin', 'zoe');
  expect(chat.said).toEqual([]);
  await chat.allow(true);
  chat.state.now += 120_000;
  await chat.type('!optin', 'zoe');
  expect(chat.said).toEqual(['Hypewire counts what you write like anybody’s from here on. !optout ends that.']);
  expect(chat.optedOut).toEqual([]);
});
