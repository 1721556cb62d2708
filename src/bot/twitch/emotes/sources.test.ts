import { describe, expect, test } from 'vitest';
import { bttvSource } from './bttv.ts';
import { ffzSource } from './ffz.ts';
import { sevenTvSource } from './seven-tv.ts';
import type { Ask, EmoteSource } from './source.ts';

/** Pages by path; anything else is a 404. */
const pages =
  (answers: Record<string, unknown>): Ask =>
  async (path) =>
    answers[path] ?? null;

const channel = (source: EmoteSource, answers: Record<string, unknown>) => source.channel(pages(answers), '7', 100);

describe('BetterTTV', () => {
  test('own and shared emotes, with what moves', async () => {
    const answer = await channel(bttvSource, {
      'cached/users/twitch/7': {
        channelEmotes: [{ id: 'a1', code: 'Own', imageType: 'gif' }],
        sharedEmotes: [
          { id: 'b2', code: 'Still', imageType: 'gif', animated: false },
          { id: 'c3', code: 'Plain', imageType: 'png' },
        ],
      },
    });
    expect(answer.entries.map(({ name, animated }) => [name, animated])).toEqual([
      ['Own', true],
      ['Still', false],
      ['Plain', false],
    ]);
    expect(answer.topics).toEqual(['twitch:7']);
    expect(bttvSource.imageUrl('a1', true)).toBe('https://cdn.betterttv.net/emote/a1/1x.webp');
  });
});

describe('FrankerFaceZ', () => {
  const emote = (overrides: object) => ({
    sets: { 5: { emoticons: [{ id: 9, name: 'Own', urls: {}, ...overrides }] } },
  });

  test.each([
    ['usual address', { urls: { 1: 'https://cdn.frankerfacez.com/emote/9/1' } }, false, null],
    ['without a protocol', { urls: { 1: '//cdn.frankerfacez.com/emote/9/1' } }, false, null],
    ['another place', { urls: { 1: '//other.example/9' } }, false, 'https://other.example/9'],
    ['unencrypted', { urls: { 1: 'http://other.example/9' } }, false, null],
    ['moving', { animated: { 1: 'https://cdn.frankerfacez.com/emote/9/animated/1' } }, true, null],
  ])('%s', async (_what, overrides, animated, imageUrl) => {
    const answer = await channel(ffzSource, { 'room/id/7': emote(overrides) });
    expect(answer.entries).toEqual([{ id: '9', name: 'Own', animated, zeroWidth: false, imageUrl }]);
  });

  test('a set named like a property of objects is none', async () => {
    const ask = pages({
      'set/global': { default_sets: [3], sets: JSON.parse('{"__proto__":{"emoticons":[]}}') as unknown },
    });
    expect((await ffzSource.global(ask, 100)).entries).toEqual([]);
  });
});

describe('7TV', () => {
  const emote = { id: '01A', name: 'Renamed', flags: 1, data: { name: 'Original', animated: true } };

  test('the name within the set counts, not the original one', async () => {
    const user = { emote_set: { id: 'S1', emotes: [emote] }, user: { id: 'U1' } };
    expect(await channel(sevenTvSource, { 'users/twitch/7': user })).toEqual({
      entries: [{ id: '01A', name: 'Renamed', animated: true, zeroWidth: true, imageUrl: null }],
      topics: ['emote_set.update:S1', 'user.update:U1'],
      leftOut: 0,
    });
  });

  test.each([
    [{ emote_set: null, emote_set_id: 'S1', user: { id: 'U1' } }, ['Renamed']],
    [{ emote_set: { id: 'S1' }, user: { id: 'U1' } }, ['Renamed']],
    [{ emote_set: null, user: { id: 'U1' } }, []],
    [{ emote_set: { id: 'S1', emotes: [] } }, []],
  ])('%j', async (user, expected) => {
    const answer = await channel(sevenTvSource, {
      'users/twitch/7': user,
      'emote-sets/S1': { id: 'S1', emotes: [emote] },
    });
    expect(answer.entries.map(({ name }) => name)).toEqual(expected);
  });

  test('a set that cannot be had is trouble, not an empty set', async () => {
    const user = { emote_set: null, emote_set_id: 'S1', user: { id: 'U1' } };
    await expect(channel(sevenTvSource, { 'users/twitch/7': user })).rejects.toMatchObject({ reason: 'malformed' });
  });

  test.each([
    [{ url: '//cdn.7tv.app/emote/01A' }, null],
    [{ url: '//cdn.7tv.app/emote/01A', files: 'none' }, null],
    [{ url: '//new.example/x', files: [{ name: 'small.webp' }] }, 'https://new.example/x/small.webp'],
    [{ url: '//new.example/x', files: [{ name: '1x.avif' }, { name: '1x.webp' }] }, 'https://new.example/x/1x.webp'],
    [{ url: 'http://new.example/x' }, null],
  ])('pictures of %j', async (host, imageUrl) => {
    const user = { emote_set: { id: 'S1', emotes: [{ ...emote, data: { host } }] } };
    const answer = await channel(sevenTvSource, { 'users/twitch/7': user });
    expect(answer.entries.map((entry) => entry.imageUrl)).toEqual([imageUrl]);
  });
});

describe.each([bttvSource, ffzSource, sevenTvSource])('$title', (source) => {
  test('a channel it does not know has an empty set', async () => {
    expect(await channel(source, {})).toEqual({ entries: [], topics: [], leftOut: 0 });
  });

  test.each([[7], ['text'], [[]], [{}], [{ sets: { 1: null } }], [{ emote_set: 'x' }], [{ channelEmotes: {} }]])(
    'an answer of another shape is refused: %j',
    async (answer) => {
      const outcome = source.channel(async () => answer, '7', 100);
      await expect(outcome).rejects.toMatchObject({ name: 'EmoteError', reason: 'malformed' });
    },
  );

  test('global emotes that are not there are trouble', async () => {
    await expect(source.global(pages({}), 100)).rejects.toMatchObject({ reason: 'malformed' });
  });
});
