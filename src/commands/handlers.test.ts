import { describe, expect, test } from 'vitest';
import { UserError, type CommandOption } from '../domain/command.ts';
import { createHandlers } from './handlers.ts';
import { helpCommand } from './discord/help.ts';
import { slashCommands } from './index.ts';
import { anInvoker, aWorld } from './testing/world.ts';

describe('handlers', () => {
  test('two commands of one name are refused at start', () => {
    expect(() => createHandlers([helpCommand, helpCommand], {} as never)).toThrow('Two slash commands are called help');
  });

  test.each(['add', 'edit', 'remove', 'list', 'test', 'preview', 'log'])(
    '/track %s needs Manage Server',
    async (subcommand) => {
      const { say } = aWorld();
      await expect(
        say(`track ${subcommand}`, { canManageServer: false, options: { channel: 'ninja' } }),
      ).rejects.toThrow(/Manage Server/);
    },
  );

  test.each(['retry', 'remove', 'keep', 'list', 'test', 'preview', 'use', 'accept'])(
    'so does pressing its %s',
    async (action) => {
      const { pressRoute } = aWorld();
      const pressed = pressRoute({ command: 'track', action, args: ['t1'] }, { canManageServer: false });
      await expect(pressed).rejects.toThrow(/Manage Server/);
    },
  );

  test('and its suggestions', async () => {
    const { suggest } = aWorld();
    expect(await suggest('track add', 'channel', 'ninja')).toEqual(['ninja']);
    expect(await suggest('track add', 'channel', 'ninja', { canManageServer: false })).toEqual([]);
  });

  test('what nobody knows is said in words', async () => {
    const { say, pressRoute, suggest, handlers } = aWorld();
    await expect(say('nothing')).rejects.toBeInstanceOf(UserError);
    await expect(say('track nothing')).rejects.toThrow(/Choose what to do/);
    await expect(pressRoute({ command: 'gone', action: 'x', args: [] })).rejects.toThrow(/no command gone/);
    await expect(pressRoute({ command: 'history', action: 'x', args: [] })).rejects.toThrow(/another version/);
    await expect(pressRoute({ command: 'help', action: 'x', args: [] })).rejects.toThrow(/another version/);
    expect(await suggest('nothing', 'channel')).toEqual([]);
    expect(handlers.defer({ ...anInvoker(), command: 'nothing', subcommand: null, options: {} }).ephemeral).toBe(true);
  });

  test.each([
    ['stats', {}, false],
    ['stats', { private: true }, true],
    ['history', {}, false],
    ['moment', {}, false],
    ['moment', { private: true }, true],
    ['export', {}, true],
    ['status', {}, true],
    ['help', {}, true],
    ['track', {}, true],
  ])('/%s %o: only for the invoker %s', (command, options, ephemeral) => {
    const { handlers } = aWorld();
    expect(handlers.defer({ ...anInvoker(), command, subcommand: null, options })).toEqual({ ephemeral });
  });
});

describe('definitions keep what Discord requires', () => {
  const options = slashCommands.flatMap(({ definition }) =>
    [definition, ...(definition.subcommands ?? [])].map((owner) => ({
      name: `${definition.name} ${owner.name}`,
      description: owner.description,
      options: owner.options ?? [],
    })),
  );

  test.each(options)('$name', ({ description, options: list }) => {
    expect(description.length).toBeLessThanOrEqual(100);
    expect(list.length).toBeLessThanOrEqual(25);
    expect(new Set(list.map((option) => option.name)).size).toBe(list.length);
    const required = list.map((option) => option.required === true);
    expect(required.toSorted((a, b) => Number(b) - Number(a))).toEqual(required);
    for (const option of list) expectValid(option);
  });

  test('and every channel option offers choices', () => {
    const channels = options.flatMap(({ options: list }) => list.filter((option) => option.name === 'channel'));
    expect(channels.length).toBeGreaterThan(5);
    for (const option of channels) expect(option.autocomplete).toBe(true);
  });

  function expectValid(option: CommandOption): void {
    expect(option.name).toMatch(/^[a-z_]{1,32}$/);
    expect(option.description.length, option.name).toBeLessThanOrEqual(100);
    expect(option.description.length).toBeGreaterThan(0);
    expect(option.autocomplete === true && option.choices !== undefined).toBe(false);
    expect(option.choices?.length ?? 0).toBeLessThanOrEqual(25);
  }
});
