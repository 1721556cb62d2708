import { describe, expect, test } from 'vitest';
import type { CommandDefinition } from '../../../domain/command.ts';
import { commandsJson } from './command-json.ts';
import { describeDiff, diffCommands, isEmptyDiff } from './diff-commands.ts';

const track: CommandDefinition = {
  name: 'track',
  description: 'Watch a channel',
  access: 'manage-server',
  subcommands: [
    {
      name: 'add',
      description: 'Add one',
      options: [
        { type: 'channel', name: 'target', description: 'Where', targets: ['forum', 'text', 'thread'] },
        { type: 'string', name: 'channel', description: 'Who', required: true, autocomplete: true, maxLength: 60 },
        { type: 'integer', name: 'cooldown', description: 'Seconds', min: 0, max: 600 },
        { type: 'string', name: 'sensitivity', description: 'How much', choices: [{ name: 'Low', value: 'low' }] },
      ],
    },
  ],
};
const help: CommandDefinition = { name: 'help', description: 'What there is', access: 'everyone' };

/** As Discord answers: ids, defaults filled in, sets reordered, permissions as its schema's number. */
function asDiscordLists(definitions: readonly CommandDefinition[]): Record<string, unknown>[] {
  return commandsJson(definitions, 'global').map((command, index) => ({
    id: String(index),
    version: '1',
    nsfw: false,
    dm_permission: false,
    ...(JSON.parse(
      JSON.stringify(command).replaceAll(
        '"channel_types":[15,0,10,11,12]',
        '"channel_types":[0,10,11,12,15],"required":false,"autocomplete":false',
      ),
    ) as object),
    ...(command['default_member_permissions'] === null ? {} : { default_member_permissions: 32 }),
  }));
}

describe('registration', () => {
  test('a definition as Discord takes it', () => {
    expect(commandsJson([track, help], 'global')).toMatchSnapshot();
  });

  test('what Discord knows for global commands only is left out for one server', () => {
    const [json] = commandsJson([help], 'guild');
    expect(json).not.toHaveProperty('contexts');
    expect(json).not.toHaveProperty('integration_types');
  });

  test('two commands of one name are a mistake', () => {
    expect(() => commandsJson([help, help], 'global')).toThrow('Two commands are called help');
  });

  test('the same commands are the same, whatever Discord adds', () => {
    const diff = diffCommands(asDiscordLists([help, track]), commandsJson([track, help], 'global'));
    expect(diff).toEqual({ added: [], changed: [], removed: [], same: ['track', 'help'] });
    expect(isEmptyDiff(diff)).toBe(true);
  });

  const change = (name: string, over: object): CommandDefinition => ({ ...help, name, ...over });
  test.each([
    ['description', { description: 'Other' }, ['description']],
    ['access', { access: 'manage-server' }, ['default_member_permissions']],
    ['an option', { options: [{ type: 'string', name: 'topic', description: 'Which' }] }, ['options']],
  ] as const)('a changed %s is seen', (_, over, fields) => {
    const diff = diffCommands(asDiscordLists([help]), commandsJson([change('help', over)], 'global'));
    expect(diff.changed).toEqual([{ name: 'help', fields }]);
    expect(isEmptyDiff(diff)).toBe(false);
  });

  test.each([
    ['required', { required: true }],
    ['description', { description: 'Other' }],
    ['choices', { choices: [{ name: 'High', value: 'high' }] }],
    ['autocomplete', { autocomplete: true }],
    ['longest', { maxLength: 3 }],
    ['type', { type: 'boolean' }],
  ] as const)("an option's changed %s is seen", (_, over) => {
    const option = { type: 'string', name: 'topic', description: 'Which' } as const;
    const diff = diffCommands(
      asDiscordLists([{ ...help, options: [option] }]),
      commandsJson([{ ...help, options: [{ ...option, ...over }] }], 'global'),
    );
    expect(diff.changed.map(({ name }) => name)).toEqual(['help']);
  });

  test('a difference in words', () => {
    const diff = diffCommands(
      asDiscordLists([help, track]),
      commandsJson([change('help', { access: 'manage-server' }), change('stats', {})], 'global'),
    );
    expect(describeDiff(diff)).toEqual([
      '+ /stats is new',
      '~ /help changes: default member permissions',
      '- /track is removed',
    ]);
  });

  test.each([[[]], [[null, 3, 'x', {}]]])('an odd list from Discord does not break it: %j', (registered) => {
    expect(diffCommands(registered, commandsJson([help], 'global')).added).toEqual(['help']);
  });
});
