import { describe, expect, test } from 'vitest';
import { aWorld, GUILD, textOf } from '../../src/commands/testing/world.ts';
import { HANDOFF_FORMATS } from '../../src/domain/handoff.ts';
import { renderHandoff } from '../../src/handoff/render-handoff.ts';
import { BEGAN, momentAt } from '../../src/handoff/testing.ts';
import { aStream, aTrack } from '../../src/pipeline/alerting/testing.ts';
import { readMarkerList } from './handoff-readers.ts';

/** `/export` with the real files behind it. */
async function aDesk() {
  const app = aWorld({ renderHandoff });
  const { world } = app;
  world.now = BEGAN + 4 * 3_600_000;
  await world.tracks.put(aTrack({ guildId: GUILD, sensitivity: 1 }));
  world.streams.streams.push(aStream({ startedAt: BEGAN, endedAt: BEGAN + 3 * 3_600_000 }));
  world.moments.moments.push(
    momentAt(10),
    momentAt(700),
    momentAt(3600, { streamId: null, streamSeconds: null, category: 'rage' }),
    momentAt(7200, { attack: true }),
  );
  const exported = async (options: Record<string, string>) => {
    const reply = await app.say('export', { options });
    return { reply, text: textOf(reply), file: Buffer.from(reply.files?.[0]?.bytes ?? []).toString() };
  };
  return { ...app, exported };
}

describe('/export', () => {
  test.each(HANDOFF_FORMATS)('%s: a file, how many moments, and how to import it', async (format) => {
    const { exported } = await aDesk();
    const { reply, text, file } = await exported({ format, channel: 'ninja' });
    expect(file.length).toBeGreaterThan(50);
    expect(reply.files).toHaveLength(1);
    expect(reply.blocks.at(-1)).toEqual({ kind: 'file', file: reply.files?.[0]?.name });
    expect(text).toMatch(/^[34] hype moments of /);
    expect(text.length).toBeLessThan(1500);
  });

  test('markers for a recording that began five minutes after the stream', async () => {
    const { exported } = await aDesk();
    const { text, file } = await exported({ format: 'resolve', frame_rate: '25', offset: '-00:05:00' });
    expect(readMarkerList(file)).toMatchObject({
      title: 'ninja 2026-06-01 ranked until dawn',
      dropFrame: false,
      markers: [
        { from: '01:06:10:00', name: 'Funny: KEKW (4.2×)', color: 'Yellow', length: 50 * 25 },
        { from: '01:54:30:00', color: 'Red' },
      ],
    });
    expect(text).toContain('25 fps, beginning at 01:00:00:00, for a recording that began 300 s after the stream');
    expect(text).toContain('Left out: 1 moment, because chat reacted before the recording began');
    expect(text).toContain('Left out: 1 moment, because chat looked like an attack');
  });

  test('a table keeps everything, with positions where one stream is chosen', async () => {
    const { exported } = await aDesk();
    const window = (await exported({})).file.trimEnd().split('\n');
    expect(window[0]).toMatch(/^channel,timestamp,velocity,baseline_mean,baseline_std,multiplier,/);
    expect(window).toHaveLength(5);
    expect(window[1]).toMatch(/,,,,Funny: KEKW \(4\.2×\),,,,$/);
    const stream = (await exported({ stream: 's1' })).file.trimEnd().split('\n');
    expect(stream[1]).toMatch(/,01:00:00:00,0,0,Funny: KEKW/);
    expect(stream[2]).toMatch(/,01:11:10:00,670,40200,Funny: KEKW/);
  });

  test.each([
    [{ format: 'premiere', start_timecode: '1h' }, /not a timecode.*Type it like 01:00:00:00/],
    [{ format: 'resolve', start_timecode: '01:00:00;00' }, /drop-frame timecode, but the frame rate chosen/],
    [{ format: 'final-cut', offset: '-04:00:00' }, /None of these moments.*check the offset/],
    [{ format: 'youtube', offset: '-00:30:00' }, /at least 3.*Take weaker moments as well/],
  ])('what cannot be done is explained: %o', async (options, problem) => {
    const { exported } = await aDesk();
    await expect(exported(options)).rejects.toThrow(problem);
  });
});
