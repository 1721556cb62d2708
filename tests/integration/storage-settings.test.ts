import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OVERLAY_DEFAULTS, type Overlay } from '../../src/domain/overlay.ts';
import type { Track } from '../../src/domain/track.ts';
import { KeyvCache } from '../../src/storage/settings/cache.ts';
import { Namespace } from '../../src/storage/settings/namespace.ts';
import { openSettings } from '../../src/storage/settings/settings.ts';
import { NOON } from '../contract/storage/builders.ts';
import { ManualClock, RecordingObserver } from '../contract/storage/harness.ts';

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hypewire-settings-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const newUrl = (): string => `sqlite:${path.join(folder, `${files++}.db`)}`;
const fileOf = (url: string): string => url.slice('sqlite:'.length).replace('.db', '-settings.db');
const setUp = (): { clock: ManualClock; observer: RecordingObserver } => ({
  clock: new ManualClock(NOON),
  observer: new RecordingObserver(),
});

function track(overrides: Partial<Track> = {}): Track {
  return {
    v: 1,
    id: 't1',
    guildId: 'g1',
    channel: 'alpha',
    target: { kind: 'text', id: '900' },
    sensitivity: 'medium',
    cooldownSeconds: 90,
    pingRoleId: null,
    quietHours: null,
    paused: false,
    reachBackSeconds: 30,
    autoClip: false,
    moderatorTarget: null,
    recap: false,
    quietDigest: false,
    threadPerStream: false,
    crosspost: false,
    summaries: false,
    summaryCron: null,
    summaryTimeZone: null,
    createdBy: 'u1',
    createdAt: NOON,
    ...overrides,
  };
}

function overlay(overrides: Partial<Overlay> = {}): Overlay {
  return {
    v: 1,
    id: 'o1',
    channel: 'alpha',
    token: 'secret-1',
    createdAt: NOON,
    settings: OVERLAY_DEFAULTS,
    ...overrides,
  };
}

/** Writes into the file what no version of ours would. */
function plant(url: string, table: string, key: string, stored: string): void {
  const raw = new DatabaseSync(fileOf(url));
  raw
    .prepare(`INSERT INTO "${table}" (key, value, namespace) VALUES (?, ?, ?)`)
    .run(key, stored, table.replaceAll('_', '-'));
  raw.close();
}

const places: readonly (readonly [string, () => string])[] = [
  ['in memory', () => 'sqlite::memory:'],
  ['in a file', newUrl],
];

describe.each(places)('settings %s', (_, urlOf) => {
  test('keep tracks apart by guild', async () => {
    await using settings = await openSettings(urlOf(), setUp());
    const full = track({
      sensitivity: 7.5,
      quietHours: { from: 1_380, to: 420, timeZone: 'Europe/Berlin' },
      pingRoleId: '5',
      autoClip: true,
      moderatorTarget: { kind: 'text', id: '901' },
      recap: true,
      quietDigest: true,
      threadPerStream: true,
      summaries: true,
      summaryCron: '0 * * * *',
      summaryTimeZone: 'Europe/Berlin',
    });
    const other = track({ guildId: 'g2', channel: 'beta' });
    await settings.tracks.put(full);
    await settings.tracks.put(other);
    expect(await settings.tracks.ofGuild('g1')).toEqual([full]);
    expect(await settings.tracks.get('g2', 't1')).toEqual(other);
    expect(await settings.tracks.get('g1', 't2')).toBeNull();
    expect(await settings.tracks.ofGuild('g3')).toEqual([]);
    expect(await settings.tracks.all()).toEqual([full, other]);
    expect(await settings.tracks.remove('g1', 't1')).toBe(true);
    expect(await settings.tracks.remove('g1', 't1')).toBe(false);
    expect(await settings.tracks.all()).toEqual([other]);
  });

  test('lose no track when many are put and removed at once', async () => {
    await using settings = await openSettings(urlOf(), setUp());
    const ids = Array.from({ length: 40 }, (_unused, index) => `t${index}`);
    await Promise.all(ids.map((id) => settings.tracks.put(track({ id }))));
    expect((await settings.tracks.ofGuild('g1')).map((each) => each.id)).toEqual(ids);
    await Promise.all([
      ...ids.slice(0, 20).map((id) => settings.tracks.remove('g1', id)),
      settings.tracks.put(track({ id: 't30', paused: true })),
    ]);
    const left = await settings.tracks.ofGuild('g1');
    expect(left.map((each) => each.id)).toEqual(ids.slice(20));
    expect(left.find((each) => each.id === 't30')?.paused).toBe(true);
  });

  test('refuse a track too many, with the next step, but let a known one change', async () => {
    await using settings = await openSettings(urlOf(), setUp());
    for (let index = 0; index < 200; index++) await settings.tracks.put(track({ id: `t${index}` }));
    await expect(settings.tracks.put(track({ id: 'more' }))).rejects.toThrow('This server already has 200 tracks');
    await settings.tracks.put(track({ id: 't5', paused: true }));
    await settings.tracks.put(track({ id: 'more', guildId: 'g2' }));
  });

  test('refuse to store a track that could not be read back', async () => {
    await using settings = await openSettings(urlOf(), setUp());
    await expect(settings.tracks.put(track({ cooldownSeconds: NaN }))).rejects.toThrow();
    expect(await settings.tracks.all()).toEqual([]);
  });

  test('keep channels silent until somebody decides', async () => {
    await using settings = await openSettings(urlOf(), setUp());
    expect(await settings.channels.get('alpha')).toEqual({
      v: 1,
      channel: 'alpha',
      chatCommands: false,
      muted: false,
      trusted: [],
      summaries: false,
    });
    await settings.channels.put({
      v: 1,
      channel: 'alpha',
      chatCommands: true,
      muted: true,
      trusted: ['ann'],
      summaries: true,
    });
    expect(await settings.channels.get('alpha')).toEqual({
      v: 1,
      channel: 'alpha',
      chatCommands: true,
      muted: true,
      trusted: ['ann'],
      summaries: true,
    });
    expect((await settings.channels.get('beta')).chatCommands).toBe(false);
  });

  test('keep overlays, replace them by id and forget them', async () => {
    await using settings = await openSettings(urlOf(), setUp());
    const other = overlay({
      id: 'o2',
      channel: 'beta',
      settings: { ...OVERLAY_DEFAULTS, hidden: ['monkaS'], scale: 2 },
    });
    await settings.overlays.put(other);
    await settings.overlays.put(overlay());
    await settings.overlays.put(overlay({ token: 'secret-2' }));
    expect(await settings.overlays.all()).toEqual([overlay({ token: 'secret-2' }), other]);
    await settings.overlays.remove('o1');
    await settings.overlays.remove('o1');
    expect(await settings.overlays.all()).toEqual([other]);
  });

  test('refuse to store an overlay that could not be read back', async () => {
    await using settings = await openSettings(urlOf(), setUp());
    const odd = overlay({ settings: { ...OVERLAY_DEFAULTS, scale: 3.5 } });
    await expect(settings.overlays.put(odd)).rejects.toThrow();
    expect(await settings.overlays.all()).toEqual([]);
  });

  test('cache values until their time is over, each cache by itself', async () => {
    const { clock, observer } = setUp();
    await using settings = await openSettings(urlOf(), { clock, observer });
    const users = settings.cache('users');
    await users.set('alpha', { id: '1' }, 60_000);
    await settings.cache('vods').set('alpha', null, 60_000);
    expect(await users.get('alpha')).toEqual({ id: '1' });
    expect(await settings.cache('vods').get('alpha')).toBeNull();
    expect(settings.cache('users')).toBe(users);
    clock.advance(59_999);
    expect(await users.get('alpha')).toEqual({ id: '1' });
    clock.advance(1);
    expect(await users.get('alpha')).toBeUndefined();
    await users.set('big', 'x'.repeat(1_000_001), 60_000);
    expect(await users.get('big')).toBeUndefined();
    expect(observer.drops).toMatchObject([{ stage: 'cache', reason: 'value-too-large' }]);
  });
});

describe('settings in a file', () => {
  test('outlive their process', async () => {
    const url = newUrl();
    {
      await using settings = await openSettings(url, setUp());
      await settings.tracks.put(track());
      await settings.cache('users').set('alpha', 1, 60_000);
    }
    await using settings = await openSettings(url, setUp());
    expect(await settings.tracks.all()).toEqual([track()]);
    expect(await settings.cache('users').get('alpha')).toBe(1);
  });

  test('a track written before there were clips, recaps, digests and summaries has none of them', async () => {
    const url = newUrl();
    const { clock, observer } = setUp();
    await using settings = await openSettings(url, { clock, observer });
    const { summaries, summaryCron, summaryTimeZone, ...recent } = track();
    const { autoClip, moderatorTarget, recap, quietDigest, threadPerStream, ...older } = recent;
    plant(url, 'tracks', 'g1', JSON.stringify({ value: { v: 1, tracks: [older] } }));
    const choices = { autoClip, moderatorTarget, recap, quietDigest, threadPerStream };
    expect(await settings.tracks.all()).toEqual([{ ...older, ...choices, summaries, summaryCron, summaryTimeZone }]);
    expect(observer.drops).toEqual([]);
  });

  test('a channel written before its people could choose has chosen nothing', async () => {
    const url = newUrl();
    const { clock, observer } = setUp();
    await using settings = await openSettings(url, { clock, observer });
    const older = { v: 1, channel: 'alpha', chatCommands: true, muted: false };
    plant(url, 'channels', 'alpha', JSON.stringify({ value: older }));
    expect(await settings.channels.get('alpha')).toEqual({ ...older, trusted: [], summaries: false });
    expect(observer.drops).toEqual([]);
  });

  test('an overlay written before a setting existed has its default', async () => {
    const url = newUrl();
    await using settings = await openSettings(url, setUp());
    const { fade, motion, ...older } = OVERLAY_DEFAULTS;
    plant(url, 'overlays', 'o1', JSON.stringify({ value: overlay({ settings: older as typeof OVERLAY_DEFAULTS }) }));
    expect(await settings.overlays.all()).toEqual([overlay({ settings: { ...older, fade, motion } })]);
  });

  test('an overlay that cannot be read costs only itself, and its secret is not told', async () => {
    const url = newUrl();
    const { clock, observer } = setUp();
    await using settings = await openSettings(url, { clock, observer });
    await settings.overlays.put(overlay());
    const odd = [
      ['o2', JSON.stringify({ value: { ...overlay({ id: 'o2', token: 'hush-hush' }), v: 2 } })],
      ['o3', JSON.stringify({ value: overlay({ id: 'o1', token: 'hush-hush' }) })],
      ['o4', '{"value": "hush-hush'],
      ['o5', JSON.stringify({ value: { ...overlay({ id: 'o5' }), settings: null } })],
    ] as const;
    for (const [key, stored] of odd) plant(url, 'overlays', key, stored);
    expect(await settings.overlays.all()).toEqual([overlay()]);
    expect(observer.drops.map(({ reason }) => reason)).toEqual(odd.map(() => 'unreadable-overlay'));
    expect(String(observer.failures)).not.toContain('hush');
  });

  const unreadable = [
    ['not JSON', '{"value"', 'unreadable-guild'],
    ['of a newer version', JSON.stringify({ value: { v: 2, tracks: [] } }), 'unreadable-guild'],
    ['of another shape', JSON.stringify({ value: 'hello' }), 'unreadable-guild'],
    ['holding a broken track', JSON.stringify({ value: { v: 1, tracks: [{ v: 1, id: 't1' }] } }), 'unreadable-track'],
    [
      'holding a track that reports attacks nowhere known',
      JSON.stringify({
        value: { v: 1, tracks: [{ ...track({ guildId: 'bad' }), moderatorTarget: { kind: 'mail', id: '' } }] },
      }),
      'unreadable-track',
    ],
    ['holding the track of another guild', JSON.stringify({ value: { v: 1, tracks: [track()] } }), 'unreadable-track'],
  ] as const;

  test.each(unreadable)('a guild %s costs only itself, counted', async (_, stored, reason) => {
    const url = newUrl();
    const { clock, observer } = setUp();
    await using settings = await openSettings(url, { clock, observer });
    await settings.tracks.put(track());
    plant(url, 'tracks', 'bad', stored);
    expect(await settings.tracks.all()).toEqual([track()]);
    expect(observer.drops).toEqual([{ stage: 'settings', reason, intentional: false, count: 1 }]);
    expect(observer.failures).toHaveLength(1);
  });

  test('a track of a newer version stays in the file when another one changes', async () => {
    const url = newUrl();
    await using settings = await openSettings(url, setUp());
    const future = { ...track({ id: 't9' }), v: 2, mood: true };
    plant(url, 'tracks', 'g1', JSON.stringify({ value: { v: 1, tracks: [future] } }));
    await settings.tracks.put(track());
    await settings.tracks.remove('g1', 't1');
    const raw = new DatabaseSync(fileOf(url));
    const row = raw.prepare(`SELECT value FROM tracks WHERE key = 'g1'`).get() as { value: string };
    raw.close();
    expect(JSON.parse(row.value)).toMatchObject({ value: { v: 1, tracks: [future] } });
  });

  test('unreadable channel settings and cached values count as absent', async () => {
    const url = newUrl();
    const { clock, observer } = setUp();
    await using settings = await openSettings(url, { clock, observer });
    await settings.cache('users').set('x', 1, 1_000);
    plant(
      url,
      'channels',
      'alpha',
      JSON.stringify({ value: { v: 1, channel: 'alpha', chatCommands: 'yes', muted: false, trusted: [] } }),
    );
    plant(url, 'cache_users', 'alpha', '{');
    expect(await settings.channels.get('alpha')).toMatchObject({ chatCommands: false });
    expect(await settings.cache('users').get('alpha')).toBeUndefined();
    expect(observer.drops.map((drop) => drop.reason)).toEqual(['unreadable-channel', 'unreadable-value']);
  });

  test('a write that fails is told', async () => {
    const url = newUrl();
    await using settings = await openSettings(url, setUp());
    const raw = new DatabaseSync(fileOf(url));
    raw.exec('DROP TABLE tracks');
    raw.close();
    await expect(settings.tracks.put(track())).rejects.toThrow();
  });

  test('a cache that could not be opened says so, and tries again at the next use', async () => {
    const { clock, observer } = setUp();
    const file = path.join(folder, `${files++}-later`, 'x.db');
    await using cache = new KeyvCache({ location: { kind: 'file', path: file }, name: 'users', clock, observer });
    await expect(cache.get('alpha')).rejects.toThrow(/cannot be used: it could not be opened/);
    await mkdir(path.dirname(file));
    expect(await cache.get('alpha')).toBeUndefined();
  });

  test('a cache too full gives up what would expire first', async () => {
    await using namespace = await Namespace.open({ kind: 'memory' }, 'cache-users');
    for (const [key, ttlMs] of [
      ['b', 2_000_000],
      ['c', 3_000_000],
      ['a', 1_000_000],
    ] as const)
      await namespace.set(key, 1, ttlMs);
    await namespace.sweep(2, 100);
    expect(await namespace.keys()).toEqual(['b', 'c']);
  });

  test('channels that were added stay until they are removed', async () => {
    const url = newUrl();
    {
      await using settings = await openSettings(url, setUp());
      await settings.added.add('beta');
      await settings.added.add('with_underscore');
      await settings.added.add('beta');
      await settings.added.remove('nobody');
    }
    await using again = await openSettings(url, setUp());
    expect(await again.added.all()).toEqual(['beta', 'with_underscore']);
    await again.added.remove('beta');
    expect(await again.added.all()).toEqual(['with_underscore']);
  });

  test('names that adapters would mix up are refused', async () => {
    await expect(Namespace.open({ kind: 'memory' }, 'my_cache')).rejects.toThrow('cannot name a namespace');
  });

  test('expired values are swept out of the file', async () => {
    const url = newUrl();
    const { clock, observer } = setUp();
    const location = { kind: 'file', path: fileOf(url) } as const;
    await using cache = new KeyvCache({ location, name: 'users', clock, observer });
    await cache.set('short', 1, 1);
    await cache.set('long', 1, 3_600_000);
    const raw = new DatabaseSync(fileOf(url));
    const keys = (): unknown[] =>
      raw
        .prepare('SELECT key FROM cache_users')
        .all()
        .map((row) => row['key']);
    await expect.poll(async () => cache.sweep().then(keys)).toEqual(['long']);
    raw.close();
  });
});
