import { describe, expect, test } from 'vitest';
import { FakeObserver } from '../../src/bot/discord/delivery/testing.ts';
import { createDiscordBot, type DiscordBot } from '../../src/bot/discord/discord-bot.ts';
import type { InteractionHandlers } from '../../src/bot/discord/interactions/handlers.ts';
import {
  UserError,
  type AutocompleteInput,
  type CommandInput,
  type CommandReply,
  type PressInput,
} from '../../src/domain/command.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { textOf } from '../fakes/discord/driver/components.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeUser } from '../fakes/discord/model.ts';

const V2 = 1 << 15;
const EPHEMERAL = 1 << 6;

const say = (markdown: string): CommandReply => ({ blocks: [{ kind: 'text', markdown }] });

const DEFINITIONS: InteractionHandlers['definitions'] = [
  {
    name: 'stats',
    description: 'Numbers of a channel',
    access: 'everyone',
    options: [{ type: 'string', name: 'channel', description: 'Which', required: true, autocomplete: true }],
  },
  {
    name: 'track',
    description: 'Watch a channel',
    access: 'manage-server',
    subcommands: [
      {
        name: 'add',
        description: 'Add one',
        options: [
          { type: 'string', name: 'channel', description: 'Which', required: true },
          {
            type: 'channel',
            name: 'target',
            description: 'Where',
            targets: ['text', 'announcement', 'thread', 'forum'],
          },
          { type: 'role', name: 'ping', description: 'Whom' },
          { type: 'boolean', name: 'loud', description: 'Loud' },
          { type: 'integer', name: 'cooldown', description: 'Seconds', min: 0, max: 600 },
        ],
      },
    ],
  },
];

interface Room extends AsyncDisposable {
  readonly fake: FakeDiscord;
  readonly bot: DiscordBot;
  readonly observer: FakeObserver;
  readonly handlers: { -readonly [K in keyof InteractionHandlers]: InteractionHandlers[K] };
  readonly commands: CommandInput[];
  readonly presses: PressInput[];
  readonly typed: AutocompleteInput[];
  readonly guildId: string;
  readonly channelId: string;
  readonly member: FakeUser;
  readonly admin: FakeUser;
  readonly log: string[];
}

async function openRoom(): Promise<Room> {
  const fake = await createFakeDiscord();
  const guildId = fake.addGuild().id;
  const channelId = fake.addChannel(guildId).id;
  const observer = new FakeObserver();
  const log: string[] = [];
  const commands: CommandInput[] = [];
  const presses: PressInput[] = [];
  const typed: AutocompleteInput[] = [];
  const handlers: Room['handlers'] = {
    definitions: DEFINITIONS,
    defer: (input) => ({ ephemeral: input.command === 'track' }),
    execute: async (input) => {
      commands.push(input);
      return say('**Done**');
    },
    press: async (input) => {
      presses.push(input);
      return { reply: say('Pressed'), how: 'update' };
    },
    autocomplete: async (input) => {
      typed.push(input);
      return [{ name: 'Some channel', value: 'somechannel' }];
    },
  };
  const logger = createLogger('trace', {
    write: (line: string) => void log.push(line),
  } as unknown as NodeJS.WritableStream);
  const bot = createDiscordBot({
    token: fake.token,
    apiUrl: fake.apiUrl,
    logger,
    observer,
    clock: systemClock,
    registerCommands: true,
  });
  // Handlers are looked up at each call, so that a test can replace one.
  bot.start({
    definitions: DEFINITIONS,
    defer: (input) => handlers.defer(input),
    execute: (input) => handlers.execute(input),
    press: (input) => handlers.press(input),
    autocomplete: (input) => handlers.autocomplete(input),
  });
  await expect.poll(() => bot.commandIds().size).toBe(DEFINITIONS.length);
  return {
    fake,
    bot,
    observer,
    handlers,
    commands,
    presses,
    typed,
    guildId,
    channelId,
    member: fake.user(guildId),
    admin: fake.user(guildId, { permissions: ['ManageGuild'], locale: 'de' }),
    log,
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      expect(fake.violations.map(({ operation, message }) => `${operation}: ${message}`)).toEqual([]);
      await fake[Symbol.asyncDispose]();
    },
  };
}

describe('a command', () => {
  test('is acknowledged before it runs, and answered by editing', async () => {
    await using room = await openRoom();
    const release = Promise.withResolvers<void>();
    room.handlers.execute = async () => {
      await release.promise;
      return say('**4.2×** usual');
    };
    const handle = room.fake.slash(room.member, room.channelId, '/stats', { channel: 'somechannel' });
    await handle.acknowledged();
    expect(handle.deferred).toBe(true);
    expect(handle.ephemeral).toBe(false);
    release.resolve();
    const reply = await handle.reply();
    expect(textOf(reply)).toBe('**4.2×** usual');
    expect(reply.flags & V2).toBe(V2);
    await expect.poll(() => room.observer.commands).toEqual(['stats ok']);
  });

  test('arrives as plain data', async () => {
    await using room = await openRoom();
    const role = room.fake.addRole(room.guildId).id;
    const options = { channel: 'ninja', target: room.channelId, ping: role, loud: true, cooldown: 90 };
    const handle = room.fake.slash(room.admin, room.channelId, '/track add', options);
    expect((await handle.reply()).ephemeral).toBe(true);
    expect(room.commands).toEqual([
      {
        guildId: room.guildId,
        channelId: room.channelId,
        channelKind: 'text',
        userId: room.admin.id,
        userName: 'alice',
        canManageServer: true,
        locale: 'de',
        command: 'track',
        subcommand: 'add',
        options: { ...options, target: { id: room.channelId, name: 'alerts', kind: 'text' } },
      },
    ]);
  });

  test('brings pictures and files, each with its text', async () => {
    await using room = await openRoom();
    room.handlers.execute = async () => ({
      blocks: [
        { kind: 'image', file: 'chart.png', altText: 'A chart' },
        { kind: 'file', file: 'data.csv' },
      ],
      files: [
        { name: 'chart.png', bytes: new Uint8Array([0x89, 0x50]) },
        { name: 'data.csv', bytes: new TextEncoder().encode('a,b\n') },
      ],
    });
    const reply = await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
    expect(reply.attachments.map(({ name, description }) => [name, description])).toEqual([
      ['chart.png', 'A chart'],
      ['data.csv', null],
    ]);
  });

  test('of an admin is refused to others, although Discord let them send it', async () => {
    await using room = await openRoom();
    const handle = room.fake.slash(room.member, room.channelId, '/track add', { channel: 'x' }, { evenIfHidden: true });
    const reply = await handle.reply();
    expect(reply.ephemeral).toBe(true);
    expect(textOf(reply)).toContain('**Manage Server**');
    expect(room.commands).toEqual([]);
  });

  test('an administrator may all', async () => {
    await using room = await openRoom();
    const admin = room.fake.user(room.guildId, { permissions: ['Administrator'] });
    await room.fake.slash(admin, room.channelId, '/track add', { channel: 'x' }).reply();
    expect(room.commands).toMatchObject([{ canManageServer: true }]);
  });

  test("a user's mistake is shown as it is", async () => {
    await using room = await openRoom();
    room.handlers.execute = async () => {
      throw new UserError('There is no Twitch channel **x**. Check the spelling.');
    };
    const reply = await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
    expect(textOf(reply)).toBe('⚠️ There is no Twitch channel **x**. Check the spelling.');
    await expect.poll(() => room.observer.commands).toEqual(['stats user-error']);
    expect(room.observer.failures).toEqual([]);
  });

  test('a bug is shown as a reference that stands in the log', async () => {
    await using room = await openRoom();
    room.handlers.execute = async () => {
      throw new TypeError('secret internals');
    };
    const text = textOf(await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply());
    expect(text).not.toContain('secret');
    const reference = /`([0-9a-f]{8})`/.exec(text)?.[1];
    expect(reference).toBeDefined();
    expect(room.log.some((line) => line.includes(reference ?? '?') && line.includes('secret internals'))).toBe(true);
    await expect.poll(() => room.observer.commands).toEqual(['stats bug']);
    expect(room.observer.failures).toEqual(['command: secret internals']);
  });

  test('an answer that Discord refuses is replaced by one it takes', async () => {
    await using room = await openRoom();
    room.fake.faults.add({
      effect: { kind: 'status', status: 400, code: 50035 },
      method: 'PATCH',
      path: /^\/webhooks\//,
    });
    const reply = await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
    expect(textOf(reply)).toContain('did not accept the answer');
  });

  test.each([
    ['a hang-up', { kind: 'hang-up' }],
    ['a lost answer', { kind: 'lose-answer' }],
    ['a 502', { kind: 'status', status: 502 }],
    ['a 500', { kind: 'status', status: 500 }],
    ['a 429', { kind: 'rate-limit', retryAfterMs: 100, scope: 'user' }],
  ] as const)('%s does not lose the answer', async (_, effect) => {
    await using room = await openRoom();
    room.fake.faults.add({ effect, method: 'PATCH', path: /^\/webhooks\// });
    expect(textOf(await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply())).toBe(
      '**Done**',
    );
  });

  test('whose acknowledgement is broken off runs once and is answered', async () => {
    for (const effect of [{ kind: 'lose-answer' }, { kind: 'hang-up' }, { kind: 'status', status: 502 }] as const) {
      await using room = await openRoom();
      room.fake.faults.add({ effect, path: /\/callback/ });
      const reply = await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
      expect(textOf(reply)).toBe('**Done**');
      expect(room.commands).toHaveLength(1);
    }
  });

  test('whose answer cannot be drawn is a bug that is told', async () => {
    await using room = await openRoom();
    room.handlers.execute = async () => ({ blocks: [null] }) as unknown as CommandReply;
    const reply = await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
    expect(textOf(reply)).toContain('Something broke');
    await expect.poll(() => room.observer.commands).toEqual(['stats bug']);
  });

  test('whose answer is too large for Discord is told so', async () => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'status', status: 500 }, method: 'PATCH', path: /^\/webhooks\//, times: 2 });
    const reply = await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
    expect(textOf(reply)).toContain('did not accept the answer');
  });

  test.each([10062, 40060])('code %i is logged with how late it was, and nothing runs', async (code) => {
    await using room = await openRoom();
    room.fake.faults.add({ effect: { kind: 'status', status: 404, code }, path: /\/callback/ });
    room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' });
    await expect
      .poll(() => room.log.some((line) => line.includes('"sinceCreatedMs"') && line.includes(String(code))))
      .toBe(true);
    expect(room.commands).toEqual([]);
    expect(room.observer.failures).toEqual([]);
  });

  test('stopping waits for the answer under way', async () => {
    const room = await openRoom();
    const release = Promise.withResolvers<void>();
    room.handlers.execute = async () => {
      await release.promise;
      return say('late');
    };
    const handle = room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' });
    await handle.acknowledged();
    const stopped = room[Symbol.asyncDispose]();
    release.resolve();
    await stopped;
    expect(textOf(await handle.reply(100))).toBe('late');
  });
});

describe('a button', () => {
  const press = (command: string, action: string, ...args: string[]) =>
    ({ kind: 'press', label: 'Go', style: 'primary', route: { command, action, args } }) as const;

  async function replyWith(room: Room, ...buttons: ReturnType<typeof press>[]) {
    room.handlers.execute = async () => ({
      blocks: [
        { kind: 'text', markdown: 'Page 1' },
        { kind: 'buttons', buttons },
      ],
    });
    return room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
  }

  test('leads back with its arguments and replaces the message', async () => {
    await using room = await openRoom();
    const message = await replyWith(room, press('stats', 'page', 'a:b', '2'));
    const reply = await room.fake.press(room.member, message, 'Go').reply();
    expect(reply.id).toBe(message.id);
    expect(textOf(reply)).toBe('Pressed');
    expect(room.presses).toMatchObject([{ command: 'stats', action: 'page', args: ['a:b', '2'], values: [] }]);
  });

  test('can answer the presser alone, leaving the message as it is', async () => {
    await using room = await openRoom();
    const message = await replyWith(room, press('stats', 'why'));
    room.handlers.press = async () => ({ reply: say('Because'), how: 'ephemeral' });
    const handle = room.fake.press(room.member, message, 'Go');
    await expect
      .poll(() => handle.followUps.map((one) => [textOf(one), one.flags & EPHEMERAL]))
      .toEqual([['Because', EPHEMERAL]]);
    expect(textOf(message)).toBe('Page 1');
  });

  test('of an admin command is checked again at every press', async () => {
    await using room = await openRoom();
    const message = await replyWith(room, press('track', 'remove', 't1'));
    const reply = await room.fake.press(room.member, message, 'Go').reply();
    expect(reply.ephemeral).toBe(true);
    expect(textOf(reply)).toContain('**Manage Server**');
    expect(room.presses).toEqual([]);
    await room.fake.press(room.admin, message, 'Go').reply();
    expect(room.presses).toHaveLength(1);
  });

  test('of an unknown command is explained', async () => {
    await using room = await openRoom();
    const message = await replyWith(room, press('oldcommand', 'do'));
    const reply = await room.fake.press(room.member, message, 'Go').reply();
    expect(reply.ephemeral).toBe(true);
    expect(textOf(reply)).toContain('older version');
  });

  test('mistakes and bugs are told beside the message', async () => {
    await using room = await openRoom();
    const message = await replyWith(room, press('stats', 'page'));
    room.handlers.press = async () => {
      throw new UserError('That page is gone.');
    };
    const handle = room.fake.press(room.member, message, 'Go');
    await expect.poll(() => handle.followUps.map(textOf)).toEqual(['⚠️ That page is gone.']);
    expect(handle.followUps[0]?.ephemeral).toBe(true);
    expect(textOf(message)).toBe('Page 1');
  });

  test('a select brings what was chosen', async () => {
    await using room = await openRoom();
    room.handlers.execute = async () => ({
      blocks: [
        {
          kind: 'select',
          route: { command: 'stats', action: 'jump', args: [] },
          placeholder: 'Page',
          options: [
            { label: 'One', value: '1' },
            { label: 'Two', value: '2' },
          ],
        },
      ],
    });
    const message = await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
    await room.fake.choose(room.member, message, 'Page', ['2']).reply();
    expect(room.presses).toMatchObject([{ action: 'jump', values: ['2'] }]);
  });
});

describe('autocomplete', () => {
  test('offers what the command knows', async () => {
    await using room = await openRoom();
    const choices = await room.fake.autocomplete(room.member, room.channelId, '/stats', 'channel', 'some').choices();
    expect(choices).toEqual([{ name: 'Some channel', value: 'somechannel' }]);
    expect(room.typed).toMatchObject([{ command: 'stats', option: 'channel', typed: 'some', subcommand: null }]);
  });

  test('is cut to what Discord takes', async () => {
    await using room = await openRoom();
    room.handlers.autocomplete = async () => [
      { name: ' ', value: 'blank' },
      { name: 'too long a value', value: 'v'.repeat(101) },
      ...Array.from({ length: 40 }, (_, i) => ({ name: `${'😂'.repeat(150)}${i}`, value: `${i}` })),
    ];
    const choices = await room.fake.autocomplete(room.member, room.channelId, '/stats', 'channel', '').choices();
    expect(choices).toHaveLength(25);
    expect(choices.every((choice) => choice.name.length <= 100)).toBe(true);
  });

  test('offers nothing when the command breaks', async () => {
    await using room = await openRoom();
    room.handlers.autocomplete = async () => {
      throw new Error('boom');
    };
    expect(await room.fake.autocomplete(room.member, room.channelId, '/stats', 'channel', 'x').choices()).toEqual([]);
    expect(room.observer.failures).toEqual(['autocomplete: boom']);
  });
});

describe('oddities', () => {
  const base = (room: Room) => ({
    id: String(BigInt(room.channelId) + 5n),
    application_id: room.fake.world.applicationId,
    version: 1,
    token: 'odd-token',
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 1,
    context: 1,
  });

  test('a command in a direct message is answered politely', async () => {
    await using room = await openRoom();
    const user = { id: '900000000000000001', username: 'dm', discriminator: '0', global_name: null, avatar: null };
    room.fake.gateway.dispatch('INTERACTION_CREATE', {
      ...base(room),
      type: 2,
      user,
      channel_id: '900000000000000002',
      channel: { id: '900000000000000002', type: 1 },
      app_permissions: '0',
      data: { id: '900000000000000003', name: 'stats', type: 1, options: [{ name: 'channel', type: 3, value: 'x' }] },
    });
    await expect
      .poll(() => room.fake.requests.some((request) => request.path.includes('odd-token/callback')))
      .toBe(true);
    const answer = room.fake.requests.find((request) => request.path.includes('odd-token/callback'))?.json;
    expect(JSON.stringify(answer)).toContain('works inside a server');
    expect(room.commands).toEqual([]);
  });

  test.each([
    ['an unknown kind', { type: 99, data: {} }],
    ['no data', { type: 2 }],
    ['a button with an odd id', { type: 3, data: { component_type: 2, custom_id: 'v1:::' }, message: null }],
  ])('%s does not hurt', async (_, odd) => {
    await using room = await openRoom();
    room.fake.gateway.dispatch('INTERACTION_CREATE', {
      ...base(room),
      guild_id: room.guildId,
      channel_id: room.channelId,
      ...odd,
    });
    const reply = await room.fake.slash(room.member, room.channelId, '/stats', { channel: 'x' }).reply();
    expect(textOf(reply)).toBe('**Done**');
    expect(room.bot.status().state).toBe('ok');
  });
});
