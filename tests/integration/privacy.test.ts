import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeLabels } from '../../src/cli/label/export-labels.ts';
import { chatCommands } from '../../src/commands/twitch/commands.ts';
import { createChatDispatcher } from '../../src/commands/twitch/dispatcher.ts';
import { FakeChannelSettings } from '../../src/commands/testing/stores.ts';
import type { ChatMessage, ChatRetraction } from '../../src/domain/chat-event.ts';
import { aPipeline } from '../../src/pipeline/testing.ts';
import { openPrivacyDesk } from '../../src/runtime/privacy-desk.ts';
import { createMessageWriter } from '../../src/storage/messages/message-writer.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { alert, DAY, HOUR, message, MINUTE, moment, NOON, quote } from '../contract/storage/builders.ts';
import { ManualClock, RecordingObserver } from '../contract/storage/harness.ts';
import { label } from '../contract/storage/labels.ts';
import { mark } from '../contract/storage/marks.ts';
import { summary } from '../contract/storage/summaries.ts';

const SECRET = 'zanzibar-at-midnight';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hypewire-privacy-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A bot from a message's arrival to the file, put together as the composition root does, without sockets. */
async function openRoom(clock = new ManualClock(NOON)) {
  await using stack = new AsyncDisposableStack();
  const observer = new RecordingObserver();
  const storage = stack.use(await openStorage(`sqlite:${path.join(folder, 'bot.db')}`, { clock }));
  const writer = stack.use(createMessageWriter({ store: storage.messages, clock, observer }));
  const retractions: ChatRetraction[] = [];
  const hidden: string[] = [];
  const dropped: string[] = [];
  const privacy = stack.use(
    await openPrivacyDesk({
      optOuts: storage.optOuts,
      messages: storage.messages,
      writer,
      channels: () => pipeline.channels(),
      takeBack: (retraction) => pipeline.accept(retraction),
      forgotten: (chatterId) => hidden.push(chatterId),
      wakeDelivery: () => undefined,
      clock,
      observer,
    }),
  );
  const pipeline = aPipeline(
    {
      accepted(said) {
        writer.offer(said);
        dispatcher.handle(said);
      },
      retracted: (retraction) => retractions.push(retraction),
      dropped: (_channel, reason) => dropped.push(reason),
    },
    { isOptedOut: (chatterId) => privacy.isOptedOut(chatterId) },
  );
  const dispatcher = stack.use(
    createChatDispatcher({
      commands: chatCommands,
      settings: new FakeChannelSettings(),
      speaker: null,
      live: pipeline,
      moments: storage.moments,
      marks: { add: () => Promise.reject(new Error('unused')), merged: () => Promise.reject(new Error('unused')) },
      privacy,
      minScore: 6,
      clock,
      observer,
    }),
  );
  let ids = 0;
  const say = (user: string, text: string, channel = 'alpha'): void => {
    const author: ChatMessage['author'] = { ...message(0).author, id: user, login: user, displayName: user };
    clock.advance(1_000);
    const at = clock.now();
    const said = message(ids++, { author, text, channel, sentAt: at, receivedAt: at });
    privacy.hear(said);
    pipeline.accept(said);
    pipeline.tick(at);
  };
  /** Everything that was set off has happened and is in the file. */
  const settle = async (): Promise<void> => {
    await dispatcher[Symbol.asyncDispose]();
    await privacy[Symbol.asyncDispose]();
    await writer.flush();
  };
  const stored = async (channel = 'alpha'): Promise<readonly string[]> =>
    (await storage.messages.around(channel, 0, NOON + DAY, 1_000)).map((each) => each.text);
  const owned = stack.move();
  return {
    ...{ clock, storage, privacy, pipeline, say, settle, stored, retractions, hidden, dropped },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function bytesOnDisk(): Promise<string> {
  const names = await readdir(folder);
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1')));
  return files.join('');
}

describe('!optout in chat', () => {
  test('takes the person out of every store, feed and export, and out of the file itself', async () => {
    {
      await using room = await openRoom();
      const { storage, say, settle } = room;
      say('zoe', `${SECRET} one`);
      say('zoe', `${SECRET} two`, 'beta');
      say('bob', 'I stay');
      await settle();
      const said = (await storage.messages.around('alpha', 0, NOON + DAY, 9))[0];
      await storage.moments.save(moment({ quotes: [quote(1, { chatterId: 'zoe', text: SECRET }), quote(2)] }), [
        alert(),
      ]);
      await storage.marks.add(mark({ authorId: 'zoe', note: SECRET, momentId: 'moment-1' }));
      await storage.labels.label('alpha', said?.id ?? '', 'pos', '42', NOON);
      await storage.labels.put(label(500, { text: 'I stay' }));
      await storage.summaries.save(summary({ overview: SECRET, points: [] }), room.clock.now());
      await storage.summaries.saveOfMoment('moment-1', summary({ overview: SECRET, points: [] }), room.clock.now());

      say('zoe', `!optout ${SECRET}`);
      expect(room.privacy.isOptedOut('zoe')).toBe(false);
      await settle();
      expect(room.privacy.isOptedOut('zoe')).toBe(true);
      expect(await room.stored()).toEqual(['I stay']);
      expect(await room.stored('beta')).toEqual([]);
      expect((await storage.moments.get('moment-1'))?.moment.quotes).toEqual([quote(2)]);
      expect(await storage.marks.ofMoment('moment-1', null)).toEqual([]);
      expect(await storage.summaries.recent('alpha', 9)).toEqual([]);
      expect(await storage.summaries.ofMoment('moment-1')).toBeNull();
      expect(room.hidden).toEqual(['zoe']);
      expect(room.retractions.map((each) => [each.channel, each.atOwnWish])).toEqual([
        ['alpha', true],
        ['beta', true],
      ]);
      const lines: string[] = [];
      const out = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
      expect(await writeLabels(storage.labels, { form: 'chat', channel: null }, out)).toEqual({
        pos: 1,
        neu: 0,
        neg: 0,
      });
      expect(lines.join('')).not.toContain(SECRET);
      // The bot runs on: the write-ahead log must not hold what the database no longer does.
      expect(await bytesOnDisk()).not.toContain(SECRET);
    }
    expect(await bytesOnDisk()).not.toContain(SECRET);
  });

  test('what a moderator took back leaves the running file with the next upkeep', async () => {
    await using room = await openRoom();
    room.say('zoe', SECRET);
    await room.settle();
    await room.storage.messages.retract({
      kind: 'retraction',
      channel: 'alpha',
      sentAt: room.clock.now(),
      receivedAt: room.clock.now(),
      scope: { what: 'chatter', chatterId: 'zoe', login: 'zoe', durationSeconds: 600 },
    });
    expect(await bytesOnDisk()).toContain(SECRET);
    await room.storage.maintain(room.clock.now(), { messageRetentionDays: 7 });
    expect(await bytesOnDisk()).not.toContain(SECRET);
  });

  test('keeps out what is said afterwards, also after a restart, until !optin', async () => {
    const clock = new ManualClock(NOON);
    {
      await using room = await openRoom(clock);
      room.say('zoe', '!OptOut');
      await room.settle();
      room.say('zoe', `${SECRET} again`);
      // Whatever stands behind it: they asked to be let in.
      room.say('zoe', '!optin please', 'beta');
      await room.settle();
      expect(room.privacy.isOptedOut('zoe')).toBe(false);
      room.say('zoe', '!optout');
      await room.settle();
      expect(room.dropped).toEqual(['opted-out']);
    }
    {
      await using room = await openRoom(clock);
      room.say('zoe', SECRET);
      room.say('bob', 'hello');
      await room.settle();
      expect(await room.stored()).toEqual(['hello']);
      expect(JSON.stringify(room.pipeline.digest('alpha'))).not.toContain('zanzibar');
      room.say('zoe', '!optin');
      expect(room.privacy.isOptedOut('zoe')).toBe(false);
      await room.settle();
      room.say('zoe', 'I am back');
      await room.settle();
      expect((await room.stored()).filter((text) => text !== '!optin')).toEqual(['hello', 'I am back']);
      expect(await room.storage.optOuts.all()).toEqual([]);
    }
    {
      await using room = await openRoom(clock);
      expect(room.privacy.isOptedOut('zoe')).toBe(false);
    }
  });

  test('takes what was said out of the digest at once', async () => {
    await using room = await openRoom();
    for (const user of ['zoe', 'zoe', 'zoe']) room.say(user, SECRET);
    for (const user of ['bob', 'cy', 'dee']) room.say(user, 'what a save');
    room.clock.advance(MINUTE);
    room.pipeline.tick(room.clock.now());
    await room.privacy.optOut('zoe', 'admin');
    expect(JSON.stringify(room.pipeline.digest('alpha'))).not.toContain('zanzibar');
    expect(JSON.stringify(room.pipeline.headline('alpha'))).not.toContain('zanzibar');
  });

  test('what waits to be written does not come in either', async () => {
    await using room = await openRoom();
    room.say('zoe', SECRET);
    await room.privacy.optOut('zoe', 'admin');
    await room.settle();
    expect(await room.stored()).toEqual([]);
  });

  test('one person’s wish leaves the others’ messages, whoever mentions them', async () => {
    await using room = await openRoom();
    room.say('bob', 'zoe said !optout');
    room.say('zoe', '!optout');
    await room.settle();
    expect(await room.stored()).toEqual(['zoe said !optout']);
    expect(room.privacy.isOptedOut('bob')).toBe(false);
  });
});

test('forgetting at an admin’s word counts what goes, and lets later messages in', async () => {
  await using room = await openRoom();
  room.say('zoe', 'one');
  room.say('zoe', 'two', 'beta');
  await room.settle();
  await room.storage.labels.put(label(700, { chatterId: 'zoe', sentAt: NOON }));
  expect(await room.privacy.forget('zoe')).toEqual({ messages: 2, moments: 0, marks: 0, labels: 1 });
  room.clock.advance(HOUR);
  room.say('zoe', 'three');
  await room.settle();
  expect(await room.stored()).toEqual(['three']);
});
