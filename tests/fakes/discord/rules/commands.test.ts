import { describe, expect, test } from 'vitest';
import { asArray, asObject } from '../../openapi/json.ts';
import { openRoom, call, many, faultPaths, TRACK_COMMAND } from '../test-kit.ts';

describe('command registration', () => {
  test.for<[string, unknown, string]>([
    ['an upper-case name', [{ name: 'Track', description: 'd' }], '0.name'],
    ['no description', [{ name: 'track', description: '' }], '0.description'],
    [
      'one name twice',
      [
        { name: 'a', description: 'd' },
        { name: 'a', description: 'd' },
      ],
      '1.name',
    ],
    [
      'a required option after an optional one',
      [
        {
          name: 'a',
          description: 'd',
          options: [
            { type: 3, name: 'x', description: 'd' },
            { type: 3, name: 'y', description: 'd', required: true },
          ],
        },
      ],
      '0.options.1',
    ],
    [
      '26 choices',
      [
        {
          name: 'a',
          description: 'd',
          options: [
            { type: 3, name: 'x', description: 'd', choices: many(26, (i) => ({ name: `${i}`, value: `${i}` })) },
          ],
        },
      ],
      '0.options.0.choices',
    ],
    [
      'a subcommand in a subcommand',
      [
        {
          name: 'a',
          description: 'd',
          options: [{ type: 1, name: 'x', description: 'd', options: [{ type: 1, name: 'y', description: 'd' }] }],
        },
      ],
      '0.options.0.options.0.type',
    ],
    [
      'a number choice that is text',
      [
        {
          name: 'a',
          description: 'd',
          options: [{ type: 4, name: 'x', description: 'd', choices: [{ name: 'a', value: 'a' }] }],
        },
      ],
      '0.options.0.choices.0.value',
    ],
    [
      'choices with autocomplete',
      [
        {
          name: 'a',
          description: 'd',
          options: [{ type: 3, name: 'x', description: 'd', autocomplete: true, choices: [{ name: 'a', value: 'a' }] }],
        },
      ],
      '0.options.0.autocomplete',
    ],
    [
      'options beside subcommands',
      [
        {
          name: 'a',
          description: 'd',
          options: [
            { type: 1, name: 'x', description: 'd' },
            { type: 3, name: 'y', description: 'd' },
          ],
        },
      ],
      '0.options',
    ],
    [
      'over 8,000 characters',
      [
        {
          name: 'a',
          description: 'd',
          options: many(25, (o) => ({
            type: 3,
            name: `o${o}`,
            description: 'd',
            choices: many(25, (i) => ({ name: `${i}-${'n'.repeat(20)}`, value: `${i}` })),
          })),
        },
      ],
      '0',
    ],
  ])('registration refuses %s', async ([, body, place]) => {
    await using room = await openRoom();
    const answer = await call(room.fake, 'PUT', `/applications/${room.fake.world.applicationId}/commands`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(faultPaths(answer.body['errors'])).toEqual([place]);
  });

  test('registration overwrites its scope, keeps ids, and guild scope has no contexts', async () => {
    await using room = await openRoom();
    const { fake, guildId } = room;
    const global = `/applications/${fake.world.applicationId}/commands`;
    const local = `/applications/${fake.world.applicationId}/guilds/${guildId}/commands`;
    const [first] = asArray((await call(fake, 'PUT', global, [TRACK_COMMAND])).body).map(asObject);
    await call(fake, 'PUT', global, [{ name: 'stats', description: 'd' }, TRACK_COMMAND]);
    expect((await call(fake, 'GET', global)).body).toMatchObject([
      { name: 'stats' },
      { name: 'track', id: first?.['id'] },
    ]);
    expect(await call(fake, 'PUT', local, [{ name: 'a', description: 'd', contexts: [0] }])).toMatchObject({
      status: 400,
      body: { errors: { '0': { contexts: {} } } },
    });
    expect((await call(fake, 'GET', local)).body).toEqual([]);
    expect(await call(fake, 'GET', '/applications/1/commands')).toMatchObject({ status: 404, body: { code: 10002 } });
  });
});
