import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { aMessage, aPipeline } from '../../src/pipeline/testing.ts';
import { openSettings } from '../../src/storage/settings/settings.ts';
import { Emoting, POLLING, SOON, type EmotingOptions } from '../fakes/emotes/emote-kit.ts';
import { startFakeEmotes, type FakeEmotes } from '../fakes/emotes/fake-emotes.ts';
import type { EmoteMood } from '../fakes/emotes/fake-provider.ts';
import { sevenTvId } from '../fakes/emotes/fake-seven-tv.ts';
import { RecordingObserver } from '../fakes/twitch/recording-observer.ts';

const NINJA = '19571641';
const ALL = ['ClapG', 'FfzG', 'OwnFfz', 'OwnSeven', 'OwnShared', 'OwnTtv', 'SevenG'];

let fake: FakeEmotes;
let stack: AsyncDisposableStack;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  fake = stack.use(await startFakeEmotes());
  fake.bttv.globals = ['ClapG'];
  fake.ffz.globals = ['FfzG'];
  fake.ffz.forSome.push('OnlyForSome');
  fake.sevenTv.globals = ['SevenG'];
  fake.bttv.channels.set(NINJA, { own: ['OwnTtv'], shared: ['OwnShared'] });
  fake.ffz.channels.set(NINJA, ['OwnFfz']);
  fake.sevenTv.addChannel(NINJA, ['OwnSeven']);
});
afterEach(() => stack.disposeAsync());

function watch(options: Partial<EmotingOptions> = {}): Emoting {
  return stack.use(new Emoting(fake.addresses, { channels: { ninja: NINJA }, ...options }));
}

/** The directory after everything was asked for once. */
async function watchAll(options: Partial<EmotingOptions> = {}): Promise<Emoting> {
  const emoting = watch(options);
  await expect.poll(() => emoting.names('ninja'), SOON).toEqual(ALL);
  return emoting;
}

describe('names appear', () => {
  test('of all three, global and of the channel, as domain nouns', async () => {
    const emoting = await watchAll();
    expect(emoting.told.get(null)?.toSorted()).toEqual(['ClapG', 'FfzG', 'SevenG']);
    expect(emoting.told.get('ninja')?.toSorted()).toEqual(['OwnFfz', 'OwnSeven', 'OwnShared', 'OwnTtv']);
    expect(emoting.directory.find('ninja', 'OwnSeven')).toEqual({
      id: sevenTvId('OwnSeven'),
      name: 'OwnSeven',
      provider: '7tv',
      imageUrl: `https://cdn.7tv.app/emote/${sevenTvId('OwnSeven')}/1x.webp`,
      animated: false,
      zeroWidth: false,
      scope: 'channel',
    });
    expect(emoting.directory.find('ninja', 'ClapG')).toMatchObject({ provider: 'bttv', scope: 'global' });
    expect(emoting.directory.find('ninja', 'OnlyForSome')).toBeNull();
    expect(emoting.names('never-wanted')).toEqual(['ClapG', 'FfzG', 'SevenG']);
    expect(emoting.states()).toEqual(['7tv ok 2', 'bttv ok 3', 'ffz ok 2']);
    expect(emoting.observer.seen).toEqual([]);
  });

  test('the channel wins over everybody, and 7TV over BetterTTV over FrankerFaceZ', async () => {
    fake.sevenTv.globals.push('Same');
    fake.bttv.globals.push('Same', 'Both');
    fake.ffz.globals.push('Both');
    fake.ffz.channels.set(NINJA, ['Same', 'OwnFfz']);
    const emoting = watch();
    await expect.poll(() => emoting.names('ninja').length, SOON).toBe(9);
    expect(emoting.directory.find('ninja', 'Same')).toMatchObject({ provider: 'ffz', scope: 'channel' });
    expect(emoting.directory.find('other', 'Same')).toMatchObject({ provider: '7tv' });
    expect(emoting.directory.find('ninja', 'Both')).toMatchObject({ provider: 'bttv' });
  });

  test.each(['null', 'only-id'] as const)(
    '7TV without the emotes in the user (%s): the set is asked for',
    async (form) => {
      fake.sevenTv.addChannel(NINJA, ['OwnSeven'], form);
      await watchAll();
    },
  );

  test('a channel that no provider knows has none of its own', async () => {
    fake.sevenTv.addChannel('42', [], 'nowhere');
    const emoting = watch({ channels: { quiet: '42' } });
    await expect.poll(() => emoting.states(), SOON).toEqual(['7tv ok 1', 'bttv ok 1', 'ffz ok 1']);
    await expect.poll(() => fake.asked('/v1/room/id/42'), SOON).toBe(1);
    expect(emoting.names('quiet')).toEqual(['ClapG', 'FfzG', 'SevenG']);
  });

  test('as soon as the id of a channel is known', async () => {
    const emoting = watch({ channels: { ninja: null } });
    await expect.poll(() => emoting.names('ninja'), SOON).toHaveLength(3);
    emoting.directory.identify('ninja', 'not an id');
    emoting.directory.identify('unwanted', NINJA);
    emoting.directory.identify('ninja', NINJA);
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(ALL);
    expect(emoting.told.has('unwanted')).toBe(false);
  });

  test('and go with the channel', async () => {
    const emoting = await watchAll();
    emoting.directory.want(new Map());
    expect(emoting.told.get('ninja')).toEqual([]);
    expect(emoting.states()).toEqual(['7tv ok 1', 'bttv ok 1', 'ffz ok 1']);
    await expect.poll(() => fake.sevenTv.live.topics(), SOON).toEqual([`emote_set.update:${sevenTvId('global')}`]);
    await expect.poll(() => fake.bttv.live.clients.length, SOON).toBe(0);
  });

  test('are counted by the pipeline', async () => {
    const seen: string[][] = [];
    const pipeline = aPipeline({ accepted: (_message, _sentiment, emotes) => seen.push([...emotes]) });
    const emoting = await watchAll();
    for (const [channel, names] of emoting.told) pipeline.useEmotes(channel, names);
    pipeline.accept(aMessage({ channel: 'ninja', text: 'OwnSeven ClapG ownseven' }));
    expect(seen).toEqual([['OwnSeven', 'ClapG']]);
  });

  test('many channels: asked politely, each once', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => String(1_000 + i));
    for (const id of ids) fake.sevenTv.addChannel(id, [`emote${id}`]);
    const emoting = watch({ channels: Object.fromEntries(ids.map((id) => [`channel${id}`, id])) });
    await expect.poll(() => emoting.states()[0], SOON).toBe('7tv ok 61');
    await expect.poll(() => fake.requests.length, SOON).toBe(3 * 61);
    expect(fake.concurrent).toBeLessThanOrEqual(6);
    expect(new Set(fake.requests).size).toBe(fake.requests.length);
  });
});

describe('changes', () => {
  test('are found by looking again', async () => {
    const emoting = await watchAll({ limits: POLLING });
    fake.ffz.channels.set(NINJA, ['NewFfz']);
    await expect.poll(() => emoting.told.get('ninja'), SOON).toContain('NewFfz');
    expect(emoting.told.get('ninja')).not.toContain('OwnFfz');
  });

  test('are looked for when a stream begins', async () => {
    const emoting = await watchAll();
    fake.ffz.channels.set(NINJA, ['NewFfz']);
    emoting.directory.refresh('unknown');
    emoting.directory.refresh('ninja');
    await expect.poll(() => emoting.told.get('ninja'), SOON).toContain('NewFfz');
  });

  test('but not twice within a minute', async () => {
    const emoting = await watchAll({ limits: { lookAgainMsMin: 60_000 } });
    await expect.poll(() => fake.bttv.live.topics(), SOON).toHaveLength(1);
    const asked = fake.requests.length;
    emoting.directory.refresh('ninja');
    fake.bttv.add(NINJA, 'Later');
    await expect.poll(() => emoting.names('ninja'), SOON).toContain('Later');
    expect(fake.requests).toHaveLength(asked);
  });
});

describe('trouble', () => {
  const moods: readonly EmoteMood[] = ['error', 'busy', 'silent', 'malformed', 'garbage', 'endless', 'broken'];

  test.each(moods)('a provider that answers like %s: what it said before is used', async (mood) => {
    const emoting = await watchAll({ limits: POLLING });
    fake.sevenTv.mood = mood;
    await expect.poll(() => emoting.states(), SOON).toEqual(['7tv stale 2', 'bttv ok 3', 'ffz ok 2']);
    expect(emoting.names('ninja')).toEqual(ALL);
    const problem = emoting.directory.status().find(({ provider }) => provider === '7tv')?.problem;
    expect(problem).toMatch(/^7TV: .+ Emotes known before stay in use/);
    fake.sevenTv.mood = 'well';
    await expect.poll(() => emoting.states()[0], SOON).toBe('7tv ok 2');
    expect(emoting.observer.seen).toContain('failed emotes-7tv');
  });

  test('a channel that is gone (404) has none any more', async () => {
    const emoting = await watchAll({ limits: POLLING });
    fake.ffz.channels.delete(NINJA);
    await expect.poll(() => emoting.names('ninja'), SOON).not.toContain('OwnFfz');
    expect(emoting.states()).toContain('ffz ok 1');
  });

  test('a global list that is gone (404) is trouble, not an empty list', async () => {
    const emoting = await watchAll({ limits: POLLING });
    fake.bttv.mood = 'gone';
    await expect.poll(() => emoting.states()[1], SOON).toMatch('bttv stale');
    expect(emoting.names('ninja')).toContain('ClapG');
  });

  test('one unreadable emote does not cost the others', async () => {
    fake.sevenTv.addChannel(NINJA, ['OwnSeven', 'two words', '', 'x'.repeat(101)]);
    const emoting = await watchAll();
    expect(emoting.observer.count('dropped emotes left-out lost')).toBe(3);
  });

  test('a set of too many emotes is cut', async () => {
    fake.sevenTv.globals = Array.from({ length: 80 }, (_, i) => `g${i}`);
    const emoting = watch({ limits: { emotesPerSetMax: 50 } });
    await expect.poll(() => emoting.told.get(null), SOON).toContain('ClapG');
    await expect.poll(() => emoting.told.get(null), SOON).toContain('g49');
    expect(emoting.told.get(null)).not.toContain('g50');
  });

  test('all three down from the start: nothing breaks, and they are found when they come', async () => {
    await fake.stop();
    const emoting = watch();
    await expect.poll(() => emoting.states(), SOON).toEqual(['7tv down 0', 'bttv down 0', 'ffz down 0']);
    expect(emoting.names('ninja')).toEqual([]);
    expect(emoting.told.get(null)).toBeUndefined();
    await fake.listen();
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(ALL);
    expect(emoting.states()).toEqual(['7tv ok 2', 'bttv ok 3', 'ffz ok 2']);
  });

  test('a provider in trouble is asked less and less, not for every channel', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => String(1_000 + i));
    fake.mood = 'error';
    const limits = { outage: { firstMs: 60_000, maxMs: 60_000, jitter: 0 } };
    const emoting = watch({ channels: Object.fromEntries(ids.map((id) => [`c${id}`, id])), limits });
    await expect.poll(() => emoting.states(), SOON).toEqual(['7tv down 0', 'bttv down 0', 'ffz down 0']);
    expect(fake.requests.length).toBeLessThanOrEqual(6);
  });

  test('a restart with all of them down: the sets of before are used', async () => {
    const url = `sqlite:${path.join(mkdtempSync(path.join(os.tmpdir(), 'emotes-')), 'bot.db')}`;
    const options = { clock: systemClock, observer: new RecordingObserver() };
    {
      await using settings = await openSettings(url, options);
      await using emoting = new Emoting(fake.addresses, {
        channels: { ninja: NINJA },
        cache: settings.cache('emotes'),
      });
      await expect.poll(() => emoting.names('ninja'), SOON).toEqual(ALL);
      await expect.poll(() => fake.sevenTv.live.topics(), SOON).toHaveLength(3);
    }
    await expect.poll(() => fake.sevenTv.live.clients, SOON).toEqual([]);
    fake.mood = 'error';
    const settings = stack.use(await openSettings(url, options));
    const again = watch({ cache: settings.cache('emotes'), limits: POLLING });
    await expect.poll(() => again.names('ninja'), SOON).toEqual(ALL);
    await expect.poll(() => again.states(), SOON).toEqual(['7tv stale 2', 'bttv stale 3', 'ffz stale 2']);
    // The sockets need no API.
    await expect.poll(() => fake.sevenTv.live.topics(), SOON).toHaveLength(3);
    fake.sevenTv.add(NINJA, 'Live');
    await expect.poll(() => again.names('ninja'), SOON).toContain('Live');
  });

  test('a restart soon after does not ask again for what is still fresh', async () => {
    const cache = await openSettings('sqlite::memory:', { clock: systemClock, observer: new RecordingObserver() });
    stack.use(cache);
    await (await watchAll({ cache: cache.cache('emotes') }))[Symbol.asyncDispose]();
    const asked = fake.requests.length;
    await watchAll({ cache: cache.cache('emotes') });
    expect(fake.requests).toHaveLength(asked);
  });

  test('a cache that holds nonsense or fails is no cache', async () => {
    const emoting = await watchAll({
      cache: {
        get: async <T>(key: string) => {
          if (key.startsWith('ffz')) throw new Error('disk');
          return { v: 1, at: 0, topics: [], emotes: [['../x', 'a b', 99]] } as T;
        },
        set: () => Promise.reject(new Error('disk full')),
      },
    });
    expect(emoting.observer.seen).toContain('failed emotes-cache');
  });
});
