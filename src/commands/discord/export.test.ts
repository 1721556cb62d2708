import { describe, expect, test } from 'vitest';
import { aMark } from '../../pipeline/marks/testing.ts';
import type { CommandReply } from '../../domain/command.ts';
import type { MarkerDetails } from '../../domain/handoff.ts';
import { aMoment, aStream, aTrack, NOON } from '../../pipeline/alerting/testing.ts';
import { anInvoker, aWorld, GUILD, OTHER_GUILD, textOf } from '../testing/world.ts';
import { EXPORT_MOMENTS_MAX } from './export-moments.ts';

const HOUR_MS = 3_600_000;

async function withNinja(overrides: Parameters<typeof aWorld>[0] = {}) {
  const app = aWorld(overrides);
  await app.world.tracks.put(aTrack({ guildId: GUILD, sensitivity: 65, reachBackSeconds: 20 }));
  return app;
}

/** A stream of an hour that ended, with moments before, in, just after and long after it. */
async function withStream() {
  const app = await withNinja();
  const { world } = app;
  world.now = NOON + 3 * HOUR_MS;
  world.streams.streams.push(
    aStream({ id: 'old', startedAt: NOON - 30 * HOUR_MS, endedAt: NOON - 28 * HOUR_MS, title: 'yesterday' }),
    aStream({ id: 's1', startedAt: NOON, endedAt: NOON + HOUR_MS }),
  );
  const at = (id: string, seconds: number, streamId: string | null = 's1') =>
    aMoment({ id, detectedAt: NOON + seconds * 1000, streamId });
  world.moments.moments.push(
    at('of-old', -29 * 3600, 'old'),
    at('before', -600, null),
    at('first', 600),
    at('unnamed', 1200, null),
    at('other', 1300, 'another'),
    at('last', 3700),
    at('after', 7200, null),
  );
  return app;
}

const idsOf = (reply: CommandReply): readonly string[] =>
  (JSON.parse(new TextDecoder().decode(reply.files?.[0]?.bytes)) as MarkerDetails[]).map(({ moment }) => moment.id);

describe('/export of a window', () => {
  test('is CSV of all channels unless told otherwise, and shows its file', async () => {
    const { say, world } = await withNinja();
    world.moments.moments.push(aMoment({ id: 'm1' }), aMoment({ id: 'm2', detectedAt: NOON - 60_000 }));
    const reply = await say('export');
    expect(world.rendered).toMatchObject([
      { format: 'csv', options: { origin: 'none', baseName: 'hype-moments-all-7d' } },
    ]);
    expect(idsOf(reply)).toEqual(['m1', 'm2']);
    expect(reply.blocks.at(-1)).toEqual({ kind: 'file', file: 'file.csv' });
    expect(reply.files?.[0]?.name).toBe('file.csv');
    expect(textOf(reply)).toContain('2 hype moments of all channels tracked here, last 7 days, oldest first');
    expect(textOf(reply)).toContain('As \\*rendered\\*');
  });

  test('carries the votes and notes of this guild, and of nobody else', async () => {
    const { say, world } = await withNinja();
    world.moments.moments.push(aMoment({ id: 'm1' }));
    world.marks.marks.push(
      aMark({ id: 'a', momentId: 'm1', at: NOON, note: 'what a save' }),
      aMark({ id: 'b', momentId: 'm1', at: NOON, note: 'secret', source: 'discord', guildId: 'another guild' }),
    );
    const reply = await say('export', { options: { format: 'json' } });
    const [details] = JSON.parse(new TextDecoder().decode(reply.files?.[0]?.bytes)) as MarkerDetails[];
    expect(details?.notes).toEqual(['what a save']);
  });

  test('says what it leaves out', async () => {
    const { say, world } = await withNinja();
    for (let i = 1; i <= EXPORT_MOMENTS_MAX + 5; i++) {
      world.moments.moments.push(aMoment({ id: `m${i}`, detectedAt: NOON - i }));
    }
    const reply = await say('export', { options: { channel: 'ninja', format: 'json' } });
    expect(idsOf(reply)).toHaveLength(EXPORT_MOMENTS_MAX);
    expect(idsOf(reply)[0]).toBe('m1');
    expect(textOf(reply)).toContain('There are 10,005; one file has room for the newest 10,000.');
    expect(world.rendered[0]?.options?.baseName).toBe('hype-moments-ninja-7d');
  });

  test('says that positions need a stream', async () => {
    const { say, world } = await withNinja();
    world.moments.moments.push(aMoment());
    expect(textOf(await say('export', { options: { offset: '5:00' } }))).toContain('choose a stream to get positions');
    expect(textOf(await say('export'))).not.toContain('choose a stream');
  });

  test('no file without moments', async () => {
    const { say, world } = await withNinja();
    await expect(say('export')).rejects.toThrow(/no hype moments .* Choose a longer/);
    expect(world.rendered).toEqual([]);
  });
});

describe('/export of a stream', () => {
  test('takes the latest, with the moments in it and those nobody could name a stream for', async () => {
    const { say, world } = await withStream();
    const reply = await say('export', { options: { format: 'resolve' } });
    expect(idsOf(reply)).toEqual(['last', 'unnamed', 'first']);
    expect(world.rendered[0]).toMatchObject({
      format: 'resolve',
      options: {
        origin: NOON,
        endsAt: NOON + HOUR_MS,
        frameRate: '60',
        startTimecode: '01:00:00:00',
        offsetSeconds: 0,
        reachBackSeconds: 20,
        title: 'ninja 2026-06-01 ranked until dawn',
        baseName: 'hype-moments-ninja-2026-06-01',
      },
    });
    expect(textOf(reply)).toContain('of the stream of **ninja** that began <t:1780315200:f>');
    expect(textOf(reply)).toContain('Timeline Markers from EDL');
  });

  test('passes on how the timeline is set up', async () => {
    const { say, world } = await withStream();
    const options = { format: 'premiere', frame_rate: '29.97df', start_timecode: '00:00:00;00', offset: '-00:05:12.5' };
    await say('export', { options });
    expect(world.rendered[0]?.options).toMatchObject({
      frameRate: '29.97df',
      startTimecode: '00:00:00;00',
      offsetSeconds: -312.5,
    });
  });

  test('a table of one stream has positions too', async () => {
    const { say, world } = await withStream();
    const reply = await say('export', { options: { stream: 'old', window: '24h' } });
    expect(idsOf(reply)).toEqual(['of-old']);
    expect(world.rendered[0]).toMatchObject({ format: 'csv', options: { origin: NOON - 30 * HOUR_MS } });
    expect(textOf(reply)).toContain('window has no part in this');
  });

  test('a running stream ends now', async () => {
    const { say, world } = await withStream();
    world.streams.streams.push(aStream({ id: 'live', startedAt: NOON + 7000_000 }));
    expect(idsOf(await say('export', { options: { format: 'youtube' } }))).toEqual(['after']);
    expect(world.rendered[0]?.options?.endsAt).toBeNull();
  });

  test.each([
    [{ format: 'resolve', offset: 'soon' }, /cannot read the offset “soon”.*Type -00:05:12\.5/],
    [{ format: 'resolve', stream: 'nope' }, /no such stream of the channels tracked here\. Pick one/],
    [{ format: 'resolve', channel: 'nobody' }, /does not track \*\*nobody\*\*/],
    [{ stream: 'old', channel: 'ninja', strength: 'here', format: 'edl?' }, null],
  ])('%o', async (options, problem) => {
    const { say } = await withStream();
    const answer = say('export', { options });
    if (problem === null) expect(idsOf(await answer)).toEqual(['of-old']);
    else await expect(answer).rejects.toThrow(problem);
  });

  test('explains why there is no stream, and what would help', async () => {
    const { say, world } = await withNinja();
    world.moments.moments.push(aMoment());
    await expect(say('export', { options: { format: 'resolve' } })).rejects.toThrow(
      /know no stream of \*\*ninja\*\*.*app token.*CSV/,
    );
  });

  test('a stream without moments is said to be one', async () => {
    const { say, world } = await withNinja();
    world.streams.streams.push(aStream());
    await expect(say('export', { options: { format: 'resolve' } })).rejects.toThrow(/no hype moments of the stream/);
  });

  test('of several channels, one must be chosen', async () => {
    const { say, world } = await withStream();
    await world.tracks.put(aTrack({ id: 't2', guildId: GUILD, channel: 'abc' }));
    await expect(say('export', { options: { format: 'resolve' } })).rejects.toThrow(/tracks 2 channels.*Choose/);
    expect(idsOf(await say('export', { options: { format: 'resolve', stream: 's1' } }))).toHaveLength(3);
    const wrong = say('export', { options: { format: 'resolve', stream: 's1', channel: 'abc' } });
    await expect(wrong).rejects.toThrow(/no such stream of \*\*abc\*\*/);
    await expect(aWorld().say('export', { options: { format: 'resolve' } })).rejects.toThrow(/tracks no channel yet/);
  });
});

describe("another guild's streams", () => {
  const asOther = { guildId: OTHER_GUILD };

  test('cannot be told apart from streams that do not exist', async () => {
    const { say, world } = await withStream();
    await world.tracks.put(aTrack({ id: 't9', guildId: OTHER_GUILD, channel: 'shroud' }));
    const error = async (stream: string): Promise<unknown> =>
      say('export', { ...asOther, options: { stream } }).catch((thrown: unknown) => String(thrown));
    expect(await error('s1')).toBe(await error('does-not-exist'));
    expect(await error('s1')).toContain('no such stream');
    expect(world.rendered).toEqual([]);
  });

  test('are not suggested', async () => {
    const { suggest, world } = await withStream();
    await world.tracks.put(aTrack({ id: 't9', guildId: OTHER_GUILD, channel: 'shroud' }));
    expect(await suggest('export', 'stream', '', asOther)).toEqual([]);
    expect(await suggest('export', 'stream', 's1', asOther)).toEqual([]);
  });
});

describe('suggested streams', () => {
  test('newest first, found by any word of theirs', async () => {
    const { suggest } = await withStream();
    expect(await suggest('export', 'stream')).toEqual(['s1', 'old']);
    expect(await suggest('export', 'stream', 'YESTERDAY')).toEqual(['old']);
    expect(await suggest('export', 'stream', '2026-06-01')).toEqual(['s1']);
    expect(await suggest('export', 'stream', 'old')).toEqual(['old']);
    expect(await suggest('export', 'channel')).toEqual(['ninja']);
  });

  test('only of the channel chosen so far', async () => {
    const { handlers, world } = await withStream();
    await world.tracks.put(aTrack({ id: 't2', guildId: GUILD, channel: 'abc' }));
    world.streams.streams.push(
      aStream({ id: 'a1', channel: 'abc', startedAt: NOON, title: 'a\u202e\nb'.padEnd(300, 'x') }),
    );
    const input = { ...anInvoker(), command: 'export', subcommand: null, option: 'stream', typed: '' };
    const choices = await handlers.autocomplete({ ...input, options: { channel: '#ABC' } });
    expect(choices).toEqual([
      { name: expect.stringMatching(/^abc · 2026-06-01 12:00 UTC · a bx+…$/) as string, value: 'a1' },
    ]);
    const others = await handlers.autocomplete({ ...input, options: { channel: 'gone' } });
    expect(others).toEqual([]);
    expect(await handlers.autocomplete(input)).toHaveLength(3);
  });
});
