import { describe, expect, test } from 'vitest';
import { aStream, aTrack, NOON } from '../../pipeline/alerting/testing.ts';
import { aWorld, OTHER_GUILD, textOf } from '../testing/world.ts';

const HOUR_MS = 3_600_000;

async function aWorldOfStreams() {
  const made = aWorld();
  const { tracks, streams } = made.world;
  await tracks.put(aTrack({ id: 'a', channel: 'ninja' }));
  await tracks.put(aTrack({ id: 'b', channel: 'shroud' }));
  await tracks.put(aTrack({ id: 'c', channel: 'pokimane', guildId: OTHER_GUILD }));
  streams.streams.push(
    aStream({ id: 'old', channel: 'ninja', startedAt: NOON - 30 * HOUR_MS, endedAt: NOON - 25 * HOUR_MS }),
    aStream({ id: 'new', channel: 'shroud', startedAt: NOON - HOUR_MS, title: 'live now' }),
    aStream({ id: 'foreign', channel: 'pokimane', startedAt: NOON - 60_000 }),
  );
  const recap = (options: Record<string, string> = {}) => made.say('recap', { options });
  return { ...made, recap };
}

describe('/recap', () => {
  test('is of the stream that began last, of the channel, or of the one picked', async () => {
    const { recap } = await aWorldOfStreams();
    expect(textOf(await recap())).toContain('Recap of new');
    expect(textOf(await recap({ channel: 'ninja' }))).toContain('Recap of old');
    expect(textOf(await recap({ stream: 'old' }))).toContain('on ninja for 100');
  });

  test.each([
    ['a stream of another server', { stream: 'foreign' }],
    ['a stream nobody knows', { stream: 'nothing' }],
    ['a stream of another channel', { channel: 'shroud', stream: 'old' }],
    ['a channel of another server', { channel: 'pokimane' }],
  ])('refuses %s', async (_, options) => {
    const { recap } = await aWorldOfStreams();
    await expect(recap(options)).rejects.toThrow(/no such stream|does not track/);
  });

  test('says what to do where no stream is known', async () => {
    const { say, world } = aWorld();
    await world.tracks.put(aTrack());
    await expect(say('recap')).rejects.toThrow('/status');
    await expect(say('recap', { options: { channel: 'ninja' } })).rejects.toThrow('**ninja**');
  });

  test('offers the streams of this server, newest first', async () => {
    const { suggest } = await aWorldOfStreams();
    expect(await suggest('recap', 'stream')).toEqual(['new', 'old']);
    expect(await suggest('recap', 'stream', 'LIVE NOW')).toEqual(['new']);
    expect(await suggest('recap', 'channel', 'nin')).toEqual(['ninja']);
  });
});
