import { describe, expect, test } from 'vitest';
import type { CommandReply } from '../../domain/command.ts';
import { aTrack } from '../../pipeline/alerting/testing.ts';
import { aWorld, buttonOf, GUILD, OTHER_GUILD, textOf } from '../testing/world.ts';

async function aRoom() {
  const app = aWorld();
  const { labels } = app.world;
  await app.world.tracks.put(aTrack({ guildId: GUILD, channel: 'ninja' }));
  labels.add('m1', 'what a **save** @everyone https://evil.example');
  const pressed = async (reply: CommandReply, button: string, invoker = {}): Promise<CommandReply> =>
    (await app.press(buttonOf(reply, button), invoker)).reply;
  return { ...app, labels, pressed };
}

describe('/label', () => {
  test('shows a message harmlessly and counts what is missing', async () => {
    const { say } = await aRoom();
    const text = textOf(await say('label'));
    expect(text).toContain('chat of **ninja**');
    expect(text).toContain('> what a \\*\\*save');
    expect(text).not.toContain('@everyone');
    expect(text).not.toContain('https://evil.example');
    expect(text).toContain('0 positive · 0 neutral · 0 negative');
    expect(text).toContain('100 positive, 100 neutral and 100 negative more make 100 of each');
  });

  test.each([
    ['Positive', 'pos'],
    ['Neutral', 'neu'],
    ['Negative', 'neg'],
  ])('%s labels and goes on to the next', async (button, category) => {
    const { say, pressed, labels, world } = await aRoom();
    const first = await say('label', { options: { channel: 'ninja' } });
    labels.add('m2', 'second');
    const next = await pressed(first, button);
    expect([...labels.labels.values()]).toMatchObject([
      { messageId: 'm1', category, labelledBy: '300', labelledAt: world.now },
    ]);
    expect(textOf(next)).toContain(`Labelled ${button.toLowerCase()}.`);
    expect(textOf(next)).toContain('> second');
    // The same press again changes nothing but the mind.
    await pressed(first, 'Negative');
    expect([...labels.labels.values()].map((each) => each.category)).toEqual(['neg']);
  });

  test('skips to another message, and takes a label back', async () => {
    const { say, pressed, labels } = await aRoom();
    const first = await say('label');
    labels.add('m2', 'second');
    const second = await pressed(first, 'Skip');
    expect(textOf(second)).toContain('> second');
    const done = await pressed(second, 'Positive');
    expect(labels.labels.size).toBe(1);
    expect(textOf(await pressed(done, 'Undo'))).toContain('Taken back.');
    expect(labels.labels.size).toBe(0);
  });

  test('says so when nothing is left', async () => {
    const { say, pressed } = await aRoom();
    const end = await pressed(await say('label'), 'Positive');
    expect(textOf(end)).toContain('nothing to label for **ninja**: every kept message is labelled');
    expect(buttonOf(end, 'Skip')).toBeUndefined();
    expect(buttonOf(end, 'Undo')).toBeDefined();
  });

  test('a message taken back meanwhile gets no label', async () => {
    const { say, pressed, labels } = await aRoom();
    const first = await say('label');
    labels.messages.length = 0;
    expect(textOf(await pressed(first, 'Positive'))).toContain('no longer kept');
    expect(labels.labels.size).toBe(0);
  });

  test('asks which channel is meant', async () => {
    const { say, world, suggest } = await aRoom();
    await world.tracks.put(aTrack({ id: 't2', guildId: GUILD, channel: 'shroud' }));
    await expect(say('label')).rejects.toThrow('several channels');
    expect(await suggest('label', 'channel', 'shr')).toEqual(['shroud']);
    await expect(say('label', { guildId: OTHER_GUILD })).rejects.toThrow('tracks no channel yet');
  });

  describe('stays within its server', () => {
    const foreign = { guildId: OTHER_GUILD };
    test.each([
      ['put', ['ninja', 'm1', 'pos']],
      ['skip', ['ninja', 'm1']],
      ['undo', ['ninja', 'm1']],
    ])('a forged press: %s', async (action, args) => {
      const { pressRoute, labels } = await aRoom();
      await labels.label('ninja', 'm1', 'neu', 'a', 0);
      const press = pressRoute({ command: 'label', action, args }, foreign);
      await expect(press).rejects.toThrow('does not track **ninja**');
      expect(labels.labels.get('m1')?.category).toBe('neu');
    });

    test('counts are of its own channels', async () => {
      const { say, world, labels } = await aRoom();
      await labels.label('ninja', 'm1', 'neu', 'a', 0);
      await world.tracks.put(aTrack({ id: 'b', guildId: OTHER_GUILD, channel: 'shroud' }));
      expect(textOf(await say('label', foreign))).toContain('0 positive · 0 neutral · 0 negative');
    });

    test('needs Manage Server, at every press', async () => {
      const { say, press, labels } = await aRoom();
      const first = await say('label');
      const stripped = { canManageServer: false };
      await expect(say('label', stripped)).rejects.toThrow('Manage Server');
      await expect(press(buttonOf(first, 'Positive'), stripped)).rejects.toThrow('Manage Server');
      expect(labels.labels.size).toBe(0);
    });
  });

  test.each([
    ['put', ['ninja', 'm1', 'great']],
    ['put', ['ninja', 'm1']],
    ['burn', ['ninja', 'm1']],
  ])('a button of another version: %s %o', async (action, args) => {
    const { pressRoute, labels } = await aRoom();
    await expect(pressRoute({ command: 'label', action, args })).rejects.toThrow('another version');
    expect(labels.labels.size).toBe(0);
  });

  test('says so where no messages are kept', async () => {
    const app = aWorld({ messageRetentionDays: 0 });
    await app.world.tracks.put(aTrack({ guildId: GUILD, channel: 'ninja' }));
    expect(textOf(await app.say('label'))).toContain('keeps no messages');
  });
});
