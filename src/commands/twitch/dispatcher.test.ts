import { describe, expect, test, vi } from 'vitest';
import type { ChatMessage } from '../../domain/chat-event.ts';
import type { Mark, MarkOutcome } from '../../domain/desk.ts';
import type { SayOutcome } from '../../domain/ports/chat.ts';
import { aMoment, NOON } from '../../pipeline/alerting/testing.ts';
import { aMessage } from '../../pipeline/testing.ts';
import { FakeLive, someMetrics } from '../testing/live.ts';
import { FakePrivacy } from '../testing/people.ts';
import { FakeChannelSettings, FakeMoments } from '../testing/stores.ts';
import type { ChatCommand } from './chat-command.ts';
import { chatCommands } from './commands.ts';
import { createChatDispatcher, type ChatDispatcherDeps } from './dispatcher.ts';

const BOT = 'bot-id';

function aChat(overrides: Partial<ChatDispatcherDeps> = {}) {
  const said: { channel: string; text: string; replyTo: string | null }[] = [];
  const events: string[] = [];
  const marks: Mark[] = [];
  const collecting = Promise.withResolvers<void>();
  const state = { now: NOON, outcome: { kind: 'said' } as SayOutcome, markOutcome: null as MarkOutcome | null };
  const settings = new FakeChannelSettings();
  const live = new FakeLive();
  const moments = new FakeMoments();
  live.metricsOf.set('ninja', someMetrics());
  const dispatcher = createChatDispatcher({
    commands: chatCommands,
    settings,
    live,
    moments,
    minScore: 6,
    marks: {
      add: async (mark) => {
        marks.push(mark);
        return state.markOutcome ?? { kind: 'stored', merged: marks.length, momentId: null };
      },
      merged: async () => ({ kind: 'stored', merged: marks.length, momentId: null }),
    },
    privacy: new FakePrivacy(),
    speaker: {
      userId: BOT,
      say: async (channel, _roomId, text, replyTo) => {
        said.push({ channel, text, replyTo });
        return state.outcome;
      },
    },
    clock: { now: () => state.now, sleep: () => collecting.promise },
    observer: {
      eventDropped: (stage, reason, intentional) => events.push(`dropped ${stage} ${reason} ${intentional}`),
      stageFailed: (stage, error) => events.push(`failed ${stage} ${String(error)}`),
      commandAnswered: (command, outcome) => events.push(`${command} ${outcome}`),
    },
    ...overrides,
  });
  let ids = 0;
  /** One message, and everything it sets off. */
  const type = async (text: string, message: Parameters<typeof aMessage>[0] = {}): Promise<string | undefined> => {
    const before = said.length;
    const user = message.user ?? `user${ids}`;
    dispatcher.handle(aMessage({ channel: 'ninja', id: `id${ids++}`, text, user, ...message }));
    await dispatcher[Symbol.asyncDispose]();
    return said[before]?.text;
  };
  const as = (badge: string, user = badge): Partial<ChatMessage> => ({
    author: { id: user, login: user, displayName: user, color: null, badges: [badge] },
  });
  const enable = () =>
    settings.put({ v: 1, channel: 'ninja', chatCommands: true, muted: false, trusted: [], summaries: false });
  return { type, as, enable, said, events, state, settings, live, moments, marks, collecting, dispatcher };
}

describe('!hype', () => {
  test('answers the asker in one line', async () => {
    const chat = aChat();
    await chat.enable();
    chat.moments.moments.push(
      aMoment({ id: 'weak', detectedAt: NOON - 60_000, peakScore: 5 }),
      aMoment({ id: 'attack', detectedAt: NOON - 120_000, attack: true }),
      aMoment({ detectedAt: NOON - 12 * 60_000 }),
    );
    expect(await chat.type('!hype', { id: 'asked' })).toBe(
      'Hype: 3.1× usual · 14.2 msg/s · 212 chatting · last moment 12 min ago (funny)',
    );
    expect(chat.said).toMatchObject([{ channel: 'ninja', replyTo: 'asked' }]);
    expect(chat.events).toEqual(['!hype ok']);
  });

  test.each([
    ['not-enough-chat', 'Hype: not enough chat to judge · 13.5 msg/s · 212 chatting'],
    ['warming-up', 'Hype: still learning what is usual here · 13.5 msg/s · 212 chatting'],
  ] as const)('says so: %s', async (status, text) => {
    const chat = aChat();
    await chat.enable();
    chat.live.metricsOf.set('ninja', someMetrics({ detector: { status } }));
    expect(await chat.type('!hype')).toBe(text);
  });

  test('a moment under way, a silent baseline, no chat at all', async () => {
    const chat = aChat();
    await chat.enable();
    chat.live.momentOf.set('ninja', aMoment({ category: 'shock' }));
    chat.live.metricsOf.set('ninja', someMetrics({ detector: { baselineMean: 0 } }));
    expect(await chat.type('!hype')).toBe('Hype: 14.2 msg/s · 212 chatting · a moment right now (shock)');
    chat.live.momentOf.set('ninja', aMoment({ attack: true }));
    expect(await chat.type('!hype', chat.as('moderator/1'))).toBe('Hype: 14.2 msg/s · 212 chatting');
    chat.live.metricsOf.clear();
    expect(await chat.type('!hype', chat.as('moderator/1'))).toBe('Hype: no chat seen yet, ask again in a minute');
  });
});

describe('!hypewire', () => {
  test('off until the broadcaster or a moderator turns it on, silent when off', async () => {
    const chat = aChat();
    expect(await chat.type('!hype')).toBeUndefined();
    expect(await chat.type('!hypewire on')).toBeUndefined();
    expect(await chat.type('!hypewire on', chat.as('vip/1'))).toBeUndefined();
    expect(await chat.type('!hypewire', chat.as('moderator/1'))).toMatch(/is off here/);
    expect(await chat.type('!hypewire on', chat.as('moderator/1'))).toMatch(/answers here/);
    chat.state.now += 60_000;
    expect(await chat.type('!hype')).toMatch(/^Hype/);
    expect(await chat.type('!HypeWire STATUS', chat.as('broadcaster/1'))).toMatch(/is on here/);
    expect(await chat.type('!hypewire off', chat.as('broadcaster/1'))).toMatch(/silent here/);
    chat.state.now += 60_000;
    expect(await chat.type('!hype')).toBeUndefined();
    expect(await chat.settings.get('ninja')).toMatchObject({ chatCommands: false, muted: true });
    expect(await chat.type('!hypewire <script>', chat.as('broadcaster/1'))).toMatch(/^Hypewire knows/);
  });

  test('a mute wins over commands that are on', async () => {
    const chat = aChat();
    await chat.settings.put({ v: 1, channel: 'ninja', chatCommands: true, muted: true, trusted: [], summaries: false });
    expect(await chat.type('!hype')).toBeUndefined();
  });
});

describe('dispatcher', () => {
  test.each(['hype', ' !hype', '!', '! hype', '!hyper', '!unknown', '! ', '/!hype', '！hype', ''])(
    'ignores %o',
    async (text) => {
      const chat = aChat();
      await chat.enable();
      expect(await chat.type(text, chat.as('broadcaster/1'))).toBeUndefined();
      expect(chat.events).toEqual([]);
    },
  );

  test.each(['!hype', '!HYPE', '!hype now please', '!hype \u{e0000}', '!hype\u{e0000}', '!hype \u034f'])(
    'understands %o',
    async (text) => {
      const chat = aChat();
      await chat.enable();
      expect(await chat.type(text)).toMatch(/^Hype/);
    },
  );

  test('ignores its own words and copies from a shared chat', async () => {
    const chat = aChat();
    await chat.enable();
    expect(await chat.type('!hype', { user: BOT })).toBeUndefined();
    expect(await chat.type('!hype', { roomId: '1', source: { roomId: '2', messageId: 'x' } })).toBeUndefined();
    expect(await chat.type('!hype', { roomId: '1', source: { roomId: '1', messageId: 'x' } })).toMatch(/^Hype/);
  });

  test('is silent while cooling down, for all and for each; moderators need not wait', async () => {
    const chat = aChat();
    await chat.enable();
    expect(await chat.type('!hype', { user: 'a' })).toBeDefined();
    expect(await chat.type('!hype', { user: 'b' })).toBeUndefined();
    expect(await chat.type('!hype', chat.as('lead_moderator/1'))).toBeDefined();
    chat.state.now += 10_000;
    expect(await chat.type('!hype', { user: 'a' })).toBeUndefined();
    expect(await chat.type('!hype', { user: 'b' })).toBeDefined();
    expect(await chat.type('!hype', { user: 'c', channel: 'ninja' })).toBeUndefined();
    chat.state.now += 20_000;
    expect(await chat.type('!hype', { user: 'a' })).toBeDefined();
  });

  test('channels do not share cooldowns', async () => {
    const chat = aChat();
    await chat.enable();
    await chat.settings.put({
      v: 1,
      channel: 'shroud',
      chatCommands: true,
      muted: false,
      trusted: [],
      summaries: false,
    });
    expect(await chat.type('!hype')).toBeDefined();
    expect(await chat.type('!hype', { channel: 'shroud' })).toBeDefined();
  });

  test('says at most so much in 30 s, whoever asks', async () => {
    const chat = aChat();
    await chat.enable();
    for (let i = 0; i < 8; i++) await chat.type('!hype', chat.as('broadcaster/1'));
    expect(chat.said).toHaveLength(5);
    expect(chat.events.filter((event) => event.startsWith('dropped'))).toEqual(
      Array<string>(3).fill('dropped chat-command answer-limit true'),
    );
    chat.state.now += 30_000;
    expect(await chat.type('!hype', chat.as('broadcaster/1'))).toBeDefined();
  });

  test('a command is one file: name, alias, role, line', async () => {
    const mood: ChatCommand = {
      name: 'mood',
      aliases: ['m'],
      access: 'subscriber',
      globalCooldownMs: 0,
      userCooldownMs: 0,
      always: false,
      execute: () => `/ban everybody\r\n${'x'.repeat(600)}`,
    };
    const chat = aChat({ commands: [mood] });
    await chat.enable();
    expect(await chat.type('!mood')).toBeUndefined();
    const line = await chat.type('!m', chat.as('founder/0'));
    expect(line).toMatch(/^· \/ban everybody x+…$/);
    expect(Array.from(line ?? '').length).toBeLessThan(300);
    expect(() => aChat({ commands: [mood, { ...mood, name: 'm', aliases: [] }] })).toThrow(
      'Two chat commands are called !m',
    );
  });

  test('failures and refusals are told, not thrown', async () => {
    const broken: ChatCommand = { ...chatCommands[0]!, execute: () => Promise.reject(new Error('bug')) };
    const chat = aChat({ commands: [broken] });
    await chat.enable();
    await chat.type('!hype');
    expect(chat.events).toEqual(['failed chat-command Error: bug']);

    const refused = aChat();
    await refused.enable();
    refused.state.outcome = { kind: 'refused', reason: 'slow mode' };
    await refused.type('!hype');
    expect(refused.events).toEqual(['dropped chat-command refused false']);
  });

  test('without an account to speak with there is nothing to do', async () => {
    const chat = aChat({ speaker: null });
    await chat.enable();
    expect(await chat.type('!hypewire on', chat.as('broadcaster/1'))).toBeUndefined();
  });

  test('a flood of commands is bounded and counted', async () => {
    const gate = Promise.withResolvers<string>();
    const slow: ChatCommand = {
      ...chatCommands[0]!,
      globalCooldownMs: 0,
      userCooldownMs: 0,
      execute: () => gate.promise,
    };
    const chat = aChat({ commands: [slow] });
    await chat.enable();
    for (let i = 0; i < 1000; i++) chat.dispatcher.handle(aMessage({ channel: 'ninja', text: '!hype', user: `u${i}` }));
    expect(chat.events.filter((event) => event === 'dropped chat-command busy false')).toHaveLength(800);
    gate.resolve('Hype');
    await chat.dispatcher[Symbol.asyncDispose]();
    expect(chat.said).toHaveLength(5);
  });
});

describe('!mark', () => {
  test.each(['vip/1', 'moderator/1', 'broadcaster/1'])('is kept for %s and answered with the count', async (badge) => {
    const chat = aChat();
    chat.collecting.resolve();
    await chat.enable();
    expect(await chat.type('!mark what a save', chat.as(badge))).toBe('Marked');
    chat.state.now += 5000;
    expect(await chat.type('!mark wut', chat.as(badge, 'other'))).toBe('Marked ×2');
    expect(chat.marks.map(({ note, authorId }) => [note, authorId])).toEqual([
      ['what a save', badge],
      ['wut', 'other'],
    ]);
  });

  test('a burst of marks is kept whole and answered once with the count, also for moderators', async () => {
    const chat = aChat();
    await chat.enable();
    const typed = ['a', 'b', 'c'].map((user) => chat.type(`!mark ${user}`, chat.as('moderator/1', user)));
    expect(chat.said).toEqual([]);
    await vi.waitFor(() => expect(chat.marks.map(({ note }) => note)).toEqual(['a', 'b', 'c']));
    chat.collecting.resolve();
    await Promise.all(typed);
    expect(chat.said.map(({ text }) => text)).toEqual(['Marked ×3']);
  });

  test('does not exist for everybody else', async () => {
    const chat = aChat();
    await chat.enable();
    await chat.type('!mark me', chat.as('subscriber/12'));
    expect(chat.marks).toEqual([]);
  });

  test.each([
    ['where the bot cannot speak', { speaker: null }, true],
    ['where commands are off', {}, false],
  ] as const)('is kept silently %s', async (_, overrides, enabled) => {
    const chat = aChat(overrides);
    if (enabled) await chat.enable();
    await chat.type('!mark quietly', chat.as('moderator/1'));
    expect(chat.marks.map(({ note }) => note)).toEqual(['quietly']);
    expect(chat.said).toEqual([]);
  });

  test('never repeats the note, and says when there are too many', async () => {
    const chat = aChat();
    chat.collecting.resolve();
    await chat.enable();
    await chat.type('!mark something rude', chat.as('vip/1'));
    expect(JSON.stringify(chat.said)).not.toContain('rude');
    chat.state.now += 5000;
    chat.state.markOutcome = { kind: 'refused', reason: 'too-many' };
    expect(await chat.type('!mark', chat.as('vip/1'))).toContain('Too many marks');
  });

  test('takes marks of those the channel trusts by name, silently, and of nobody else', async () => {
    const chat = aChat();
    await chat.enable();
    expect(await chat.type('!hypewire trust @Ann', chat.as('moderator/1'))).toBe('They may use !mark here now.');
    expect(await chat.type('!mark that jump', chat.as('subscriber/1', 'ann'))).toBeUndefined();
    expect(await chat.type('!mark me too', chat.as('subscriber/1', 'bob'))).toBeUndefined();
    expect(chat.marks.map(({ note }) => note)).toEqual(['that jump']);
    expect(await chat.type('!hypewire distrust ann', { ...chat.as('broadcaster/1') })).toContain('not use !mark');
    await chat.type('!mark again', chat.as('subscriber/1', 'ann'));
    expect(chat.marks).toHaveLength(1);
  });

  test('a copy from a shared chat marks nothing', async () => {
    const chat = aChat();
    await chat.type('!mark x', { ...chat.as('moderator/1'), source: { roomId: '2', messageId: 'm' } });
    expect(chat.marks).toEqual([]);
  });
});
