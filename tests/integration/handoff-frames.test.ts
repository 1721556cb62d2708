import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FRAME_RATES, type FrameRate, type HandoffOptions, type MarkerDetails } from '../../src/domain/handoff.ts';
import { renderHandoff } from '../../src/handoff/render-handoff.ts';
import { BEGAN, detailsAt } from '../../src/handoff/testing.ts';
import { all, child, readMarkerList, readXml } from './handoff-readers.ts';

/** What each rate is, written down once more: frames a second, frames a timecode second, drop-frame. */
const RATES: Readonly<
  Record<FrameRate, readonly [numerator: bigint, denominator: bigint, base: number, drop: boolean]>
> = {
  '23.976': [24000n, 1001n, 24, false],
  '24': [24n, 1n, 24, false],
  '25': [25n, 1n, 25, false],
  '29.97': [30000n, 1001n, 30, false],
  '29.97df': [30000n, 1001n, 30, true],
  '30': [30n, 1n, 30, false],
  '50': [50n, 1n, 50, false],
  '59.94': [60000n, 1001n, 60, false],
  '59.94df': [60000n, 1001n, 60, true],
  '60': [60n, 1n, 60, false],
};

function expectedFrame(ms: number, name: FrameRate): number {
  const [numerator, denominator] = RATES[name];
  return Number((BigInt(ms) * numerator) / (denominator * 1000n));
}

/** Adds up the lengths of the minutes before, as a counter would. @throws for a number that drop-frame leaves out */
function frameOf(timecode: string, name: FrameRate): number {
  const [, , base, drop] = RATES[name];
  if ((timecode[8] === ';') !== drop) throw new Error(`${timecode} at ${name}`);
  const [hours, minutes, seconds, frames] = timecode.split(/[:;]/).map(Number) as [number, number, number, number];
  const skipped = (minute: number): number => (drop && minute % 10 !== 0 ? base / 15 : 0);
  if (frames >= base || (seconds === 0 && frames < skipped(minutes))) throw new Error(`No timecode ${timecode}`);
  let total = seconds * base + frames - skipped(minutes);
  for (let minute = 0; minute < hours * 60 + minutes; minute++) total += 60 * base - skipped(minute);
  return total;
}

/** Seconds into a stream of twelve hours: around minutes and hours, where counting goes wrong, and anywhere. */
const AWKWARD = [
  30, 89.999, 90, 90.001, 90.066, 90.067, 149.9, 150, 630, 630.033, 3629.999, 3630, 3631, 43_199.5, 43_200,
];
const anywhere = fc.uniqueArray(fc.integer({ min: 30_000, max: 43_200_000 }), { minLength: 1, maxLength: 30 });

const render = (
  format: 'resolve' | 'final-cut' | 'premiere',
  details: readonly MarkerDetails[],
  options: Partial<HandoffOptions>,
): string => Buffer.from(renderHandoff(format, details, { origin: BEGAN, ...options }).bytes).toString();

describe.each(FRAME_RATES)('%s', (frameRate) => {
  const [numerator, denominator, base, drop] = RATES[frameRate];
  const start = '10:01:00:10';
  const startFrame = frameOf(drop ? '10:01:00;10' : start, frameRate);
  const options = { frameRate, startTimecode: start };
  const framesFor = (milliseconds: readonly number[]): readonly number[] =>
    [...new Set(milliseconds.map((ms) => expectedFrame(ms - 30_000, frameRate)))].sort((a, b) => a - b);
  const detailsOf = (milliseconds: readonly number[]) => milliseconds.map((ms) => detailsAt(ms / 1000));

  function expectAll(milliseconds: readonly number[]): void {
    const details = detailsOf(milliseconds);
    const expected = framesFor(milliseconds);

    const list = readMarkerList(render('resolve', details, options));
    expect(list.dropFrame).toBe(drop);
    expect(list.markers.map(({ from }) => frameOf(from, frameRate) - startFrame)).toEqual(expected);
    expect(list.markers.map(({ to }) => frameOf(to, frameRate) - startFrame - 1)).toEqual(expected);

    const sequence = child(readXml(render('premiere', details, options)), 'sequence');
    const markers = sequence.children.filter(({ name }) => name === 'marker');
    expect(markers.map((marker) => Number(child(marker, 'in').text))).toEqual(expected);
    for (const marker of markers) {
      expect(Number(child(marker, 'out').text)).toBeGreaterThan(Number(child(marker, 'in').text));
    }
    const timecode = child(sequence, 'timecode');
    expect(frameOf(child(timecode, 'string').text, frameRate)).toBe(startFrame);
    expect(child(timecode, 'frame').text).toBe(String(startFrame));
    expect(child(timecode, 'displayformat').text).toBe(drop ? 'DF' : 'NDF');
    for (const rate of all(sequence, 'rate')) {
      expect(child(rate, 'timebase').text).toBe(String(base));
      expect(child(rate, 'ntsc').text).toBe(denominator === 1001n ? 'TRUE' : 'FALSE');
    }

    const document = readXml(render('final-cut', details, options));
    const [gap] = all(document, 'gap');
    const project = all(document, 'sequence')[0]!.attributes;
    expect(all(document, 'format')[0]?.attributes['frameDuration']).toBe(`${denominator}/${numerator}s`);
    expect(project['tcFormat']).toBe(drop ? 'DF' : 'NDF');
    expect(exactFrames(project['tcStart'])).toBe(startFrame);
    expect(exactFrames(gap?.attributes['offset'])).toBe(startFrame);
    expect(gap?.attributes['start']).toBe('0s');
    expect(gap?.children.map((marker) => exactFrames(marker.attributes['start']))).toEqual(expected);
    const lastFrame = Math.max(...expected);
    expect(exactFrames(gap?.attributes['duration'])).toBeGreaterThan(lastFrame);
    expect(project['duration']).toBe(gap?.attributes['duration']);
  }

  /** Frames of a rational time. @throws where it does not lie on a frame's edge */
  function exactFrames(time: string | undefined): number {
    const [, above = '', below = '1'] = /^(\d+)(?:\/(\d+))?s$/.exec(time ?? '') ?? [];
    if (above === '') throw new Error(`Not a time: ${time}`);
    const scaled = BigInt(above) * numerator;
    const length = BigInt(below) * denominator;
    if (scaled % length !== 0n || BigInt(below) > 0x7fffffffn) throw new Error(`${time} is between two frames`);
    return Number(scaled / length);
  }

  test('every marker of every format is on its frame where counting is awkward', () => {
    expectAll(AWKWARD.map((seconds) => Math.round(seconds * 1000)));
  });

  test('and anywhere in twelve hours', () => {
    fc.assert(fc.property(anywhere, expectAll), { numRuns: 25 });
  });

  test('lengths are what the moments lasted, reach back included, and none reaches into the next in Resolve', () => {
    const details = detailsOf([60_000, 100_000, 300_000]);
    const ends = [80_000, 120_000, 320_000].map((ms) => expectedFrame(ms, frameRate));
    const starts = [30_000, 70_000, 270_000].map((ms) => expectedFrame(ms, frameRate));
    const sequence = child(readXml(render('premiere', details, options)), 'sequence');
    const outs = sequence.children
      .filter(({ name }) => name === 'marker')
      .map((each) => Number(child(each, 'out').text));
    expect(outs).toEqual(ends);
    const { markers } = readMarkerList(render('resolve', details, options));
    expect(markers.map(({ length }) => length)).toEqual([
      starts[1]! - starts[0]!,
      ends[1]! - starts[1]!,
      ends[2]! - starts[2]!,
    ]);
  });

  test('a table says the same', () => {
    const file = renderHandoff('json', detailsOf([100_000]), { origin: BEGAN, ...options });
    const [row] = JSON.parse(Buffer.from(file.bytes).toString()) as { marker: Record<string, unknown> }[];
    const frame = expectedFrame(70_000, frameRate);
    expect(row?.marker).toMatchObject({ timeline_seconds: 70, timeline_frame: frame });
    expect(frameOf(String(row?.marker['timecode']), frameRate) - startFrame).toBe(frame);
  });
});

test('an hour of NTSC video is 01:00:00;00 in drop-frame and 00:59:56:12 without', () => {
  const timecodeAt = (frameRate: FrameRate): string | undefined =>
    readMarkerList(render('resolve', [detailsAt(3630)], { frameRate, startTimecode: '00:00:00:00' })).markers[0]?.from;
  expect(timecodeAt('29.97df')).toBe('01:00:00;00');
  expect(timecodeAt('59.94df')).toBe('01:00:00;00');
  expect(timecodeAt('29.97')).toBe('00:59:56:12');
  expect(timecodeAt('23.976')).toBe('00:59:56:09');
});

test.each(['/x', '<a>', '<a></b>', '<!DOCTYPE a><a>&nbsp;</a>', '<!DOCTYPE a><a>&</a>', '<!DOCTYPE a><a b="<"/>'])(
  'the reader refuses %s',
  (text) => {
    expect(() => readXml(text)).toThrow();
  },
);

test('and the reader of lists refuses what would begin a new tag or line', () => {
  const list = render('resolve', [detailsAt(100)], {});
  expect(readMarkerList(list).markers).toHaveLength(1);
  for (const broken of [
    list.replace('Funny. ', '1. '),
    list.replace('KEKW', 'KE|C:KW'),
    list.replace('KEKW', 'KE\nKW'),
    list.replace('KEKW', '😂'),
    list.replace('001  ', '002  '),
    list.trimEnd(),
  ]) {
    expect(broken).not.toBe(list);
    expect(() => readMarkerList(broken)).toThrow();
  }
});
