import { describe, expect, test } from 'vitest';
import type { CommandReply } from '../../domain/command.ts';
import { aTrack } from '../../pipeline/alerting/testing.ts';
import { aWorld, buttonOf, FakeDirectory, GUILD, OTHER_GUILD, textOf } from '../testing/world.ts';

/** `zed` (id 77) wrote in ninja's chat only. Twitch knows ann (1) and bea (2). */
async function aRoom(directory: FakeDirectory | null = new FakeDirectory('ann', 'bea')) {
  const app = aWorld({ directory });
  const { chatters, privacy } = app.world;
  chatters.names.set('ninja', new Map([['zed', '77']]));
  chatters.kept.set('ninja', new Map([['77', { messages: 12, quotes: 1, marks: 0, labels: 2 }]]));
  const { asked, out: optedOut } = privacy;
  await app.world.tracks.put(aTrack({ guildId: GUILD, channel: 'ninja' }));
  await app.world.tracks.put(aTrack({ id: 'b', guildId: OTHER_GUILD, channel: 'shroud' }));
  const of = (path: string, user: string, invoker = {}) => app.say(path, { options: { user }, ...invoker });
  const pressed = async (reply: CommandReply, button: string, invoker = {}): Promise<string> =>
    textOf((await app.press(buttonOf(reply, button), invoker)).reply);
  return { ...app, asked, optedOut, of, pressed };
}

describe('/privacy show and retention', () => {
  test('say what is kept, how to opt out, and how many did', async () => {
    const { say, optedOut } = await aRoom();
    optedOut.add('5');
    const text = textOf(await say('privacy show'));
    expect(text).toContain('**!optout**');
    expect(text).toContain('1 person has opted out');
    const kept = textOf(await say('privacy retention'));
    expect(kept).toContain('**7 days** (the operator sets MESSAGE\\_RETENTION\\_DAYS)');
    expect(kept).toContain('**400 days**');
    expect(kept).toContain('**730 days**');
  });

  test('of one person', async () => {
    const { of, optedOut } = await aRoom();
    expect(textOf(await of('privacy show', 'Zed'))).toBe(
      'Of **zed** (Twitch id 77) the channels tracked here hold 12 stored messages, 1 quote on an alert card, 2 labelled messages.\nThey did not opt out.',
    );
    optedOut.add('1');
    expect(textOf(await of('privacy show', '@Ann'))).toContain('hold nothing.\nThey opted out');
  });

  test('say so where no messages are kept', async () => {
    expect(textOf(await aWorld({ messageRetentionDays: 0 }).say('privacy retention'))).toContain('not kept at all');
  });
});

describe('/privacy forget', () => {
  test('asks first, then deletes and says what', async () => {
    const { of, pressed, asked } = await aRoom();
    const question = await of('privacy forget', 'zed');
    expect(textOf(question)).toContain('hold 12 stored messages, 1 quote on an alert card, 2 labelled messages');
    expect(asked).toEqual([]);
    expect(await pressed(question, 'Cancel')).toBe('Nothing was changed.');
    expect(asked).toEqual([]);
    const done = await pressed(question, 'Delete it');
    expect(asked).toEqual(['forget 77']);
    expect(done).toMatch(/^Deleted of the person with the Twitch id \*\*77\*\*: 12 stored messages/);
    expect(done).toContain('400 days');
  });

  test('does nothing where there is nothing', async () => {
    const { of, asked } = await aRoom();
    const reply = await of('privacy forget', 'ann');
    expect(textOf(reply)).toContain('hold nothing of **ann** (Twitch id 1)');
    expect(buttonOf(reply, 'Delete it')).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('of somebody who wrote in another server’s channel only cannot be asked for here', async () => {
    const { of, pressRoute, asked } = await aRoom();
    const other = { guildId: OTHER_GUILD };
    await expect(of('privacy forget', 'zed', other)).rejects.toThrow('do not know');
    const forged = await pressRoute({ command: 'privacy', action: 'forget', args: ['77'] }, other);
    expect(textOf(forged.reply)).toContain('hold nothing');
    expect(asked).toEqual([]);
  });
});

describe('/privacy optout', () => {
  test('asks first, then keeps somebody out', async () => {
    const { of, pressed, asked } = await aRoom();
    const question = await of('privacy optout', 'zed');
    expect(textOf(question)).toContain('Opt out **zed** (Twitch id 77)?');
    expect(asked).toEqual([]);
    const done = await pressed(question, 'Opt them out');
    expect(asked).toEqual(['optout 77 admin']);
    expect(done).toMatch(/^The person with the Twitch id \*\*77\*\* is opted out\. Deleted: 12 stored messages/);
    expect(textOf(await of('privacy optout', 'zed'))).toContain('has opted out already');
  });
});

describe('a person', () => {
  test.each([
    ['Ann', '1'],
    ['  @BEA ', '2'],
    ['zed', '77'],
    ['77', '77'],
  ])('%j is found', async (typed, id) => {
    const { of } = await aRoom();
    expect(textOf(await of('privacy show', typed))).toMatch(new RegExp(`Twitch id (\\*\\*)?${id}\\b`));
  });

  test('is found among stored messages where Twitch cannot be asked', async () => {
    const { of } = await aRoom(null);
    expect(textOf(await of('privacy show', 'zed'))).toContain('Twitch id 77');
    await expect(of('privacy show', 'ann')).rejects.toThrow('Twitch could not be asked who that is');
    const failing = new FakeDirectory('ann');
    failing.failing = true;
    const down = await aRoom(failing);
    expect(textOf(await down.of('privacy show', 'zed'))).toContain('Twitch id 77');
  });

  test.each(['nobody', 'a b', '**bold** @everyone', 'x'.repeat(51), '@'])('%j is refused', async (typed) => {
    const { of } = await aRoom();
    const error = await of('privacy forget', typed).catch((thrown: unknown) => String(thrown));
    expect(error).toMatch(/I do not know|cannot be a Twitch name/);
    expect(error).not.toMatch(/@everyone|\*\*bold/);
  });
});

test.each([
  ['forget', ['not an id']],
  ['optout', []],
  ['optout', ['7'.repeat(65)]],
])('a press that names nobody: %s %o', async (action, args) => {
  const { pressRoute, asked } = await aRoom();
  await expect(pressRoute({ command: 'privacy', action, args })).rejects.toThrow('names nobody');
  expect(asked).toEqual([]);
});

test.each(['show', 'forget', 'optout', 'retention'])('needs Manage Server: %s', async (subcommand) => {
  const { of, pressRoute, asked } = await aRoom();
  const stripped = { canManageServer: false };
  await expect(of(`privacy ${subcommand}`, 'zed', stripped)).rejects.toThrow('Manage Server');
  await expect(pressRoute({ command: 'privacy', action: 'forget', args: ['77'] }, stripped)).rejects.toThrow(
    'Manage Server',
  );
  expect(asked).toEqual([]);
});
