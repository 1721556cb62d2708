import { describe, expect, test } from 'vitest';
import type { HandoffOptions } from '../domain/handoff.ts';
import { DEFAULT_OPTIONS } from './render-handoff.ts';
import { BEGAN, detailsAt } from './testing.ts';
import { buildTimeline, type Timeline } from './timeline.ts';

const OPTIONS: HandoffOptions = { ...DEFAULT_OPTIONS, origin: BEGAN, frameRate: '25' };

const build = (details: Parameters<typeof buildTimeline>[0], options: Partial<HandoffOptions> = {}): Timeline =>
  buildTimeline(details, { ...OPTIONS, ...options });
const framesOf = (timeline: Timeline): readonly number[] => timeline.markers.map((marker) => marker.frame);

describe('position = stream seconds + offset − reach back', () => {
  test.each([
    ['reach back of 30 s', {}, 70],
    ['none', { reachBackSeconds: 0 }, 100],
    ['a negative one counts as none', { reachBackSeconds: -50 }, 100],
    ['a recording that began earlier', { offsetSeconds: 12.48 }, 82.48],
    ['a recording that began later', { offsetSeconds: -20.04 }, 49.96],
    ['what the moment itself says', { origin: 'recording' as const }, 70],
  ])('%s', (_, options, seconds) => {
    const [marker] = build([detailsAt(100)], options).markers;
    expect(marker).toMatchObject({ frame: Math.floor(seconds * 25), fromMs: seconds * 1000 });
  });

  test('lasts until chat is calm again, and at least a frame', () => {
    expect(build([detailsAt(100)]).markers[0]?.durationFrames).toBe(50 * 25);
    const open = detailsAt(100, { phase: 'started', endedAt: null });
    expect(build([open]).markers[0]?.durationFrames).toBe(38 * 25);
    const odd = detailsAt(100, { endedAt: BEGAN });
    expect(build([odd], { reachBackSeconds: 0 }).markers[0]?.durationFrames).toBe(1);
  });
});

describe('what cannot stand there', () => {
  test('a marker before the beginning moves to it while the reaction is on the recording', () => {
    const timeline = build([detailsAt(10), detailsAt(100)]);
    expect(framesOf(timeline)).toEqual([0, 70 * 25]);
    expect(timeline.clamped).toBe(1);
    expect(timeline.markers[0]?.lines[0]).toContain('Chat reacts 10 s after this mark');
  });

  test('is counted by reason', () => {
    const timeline = build(
      [
        detailsAt(10),
        detailsAt(100, { attack: true }),
        detailsAt(23 * 3600 + 31),
        detailsAt(23 * 3600 + 29),
        detailsAt(200, { startedAt: Number.NaN }),
      ],
      { offsetSeconds: -11 },
    );
    expect(Object.fromEntries(timeline.leftOut)).toEqual({ 'before-start': 1, attack: 1, 'no-stream-start': 1 });
    expect(timeline.markers).toHaveLength(2);
    const late = build([detailsAt(23 * 3600 + 30), detailsAt(23 * 3600 + 29)]);
    expect(Object.fromEntries(late.leftOut)).toEqual({ 'beyond-a-day': 1 });
    expect(framesOf(late)).toEqual([(23 * 3600 - 1) * 25]);
    const unknown = build([detailsAt(5, { streamSeconds: null })], { origin: 'recording' });
    expect(Object.fromEntries(unknown.leftOut)).toEqual({ 'no-stream-start': 1 });
  });

  test('the last frame of the day is left out, because the one after it has no timecode', () => {
    const lastFrame = detailsAt(23 * 3600 + 30 - 0.04);
    expect(Object.fromEntries(build([lastFrame]).leftOut)).toEqual({ 'beyond-a-day': 1 });
    expect(framesOf(build([detailsAt(23 * 3600 + 30 - 0.08)]))).toEqual([23 * 3600 * 25 - 2]);
  });

  test('a marker never reaches beyond the last timecode', () => {
    const [marker] = build([detailsAt(23 * 3600 + 29)]).markers;
    expect(marker!.frame + marker!.durationFrames).toBeLessThan(23 * 3600 * 25);
  });
});

test('markers of one frame become one, named by the strongest', () => {
  const { markers } = build([
    detailsAt(100, { id: 'a', peakScore: 5, endedAt: BEGAN + 190_000 }),
    detailsAt(100.039, { id: 'b', peakScore: 9, category: 'rage', topEmotes: [] }),
    detailsAt(100.04, { id: 'c' }),
  ]);
  expect(markers).toHaveLength(2);
  expect(markers[0]).toMatchObject({
    frame: 70 * 25,
    title: 'Rage moment (4.2×) +1',
    category: 'rage',
    durationFrames: 120 * 25,
    moments: 2,
  });
  expect(markers[0]?.lines).toContain('Also Funny: KEKW (4.2×)');
  expect(markers[1]).toMatchObject({ frame: 70 * 25 + 1, moments: 1 });
});

test('many of one frame are named, not all told', () => {
  const { markers } = build(Array.from({ length: 2000 }, (_, i) => detailsAt(100, { id: `m${i}` })));
  expect(markers).toHaveLength(1);
  expect(markers[0]?.moments).toBe(2000);
  expect(markers[0]?.lines.at(-1)).toBe('… and 1995 more');
  expect(markers[0]?.lines.length).toBeLessThan(40);
});

test('a marker says what people and chat said about it, and quotes nobody', () => {
  const notes = ['clip this!\nreally', '   ', ...Array.from({ length: 12 }, (_, i) => `n${i}`)];
  const each = { ...detailsAt(100), notes, votes: { clip: 3, not: 1, duplicate: 0 } };
  const { lines } = build([each]).markers[0]!;
  expect(lines[0]).toBe('Note: clip this! really');
  expect(lines).toContain('Note: … and 3 more');
  expect(lines.slice(-5)).toEqual([
    'Votes: 3 clip it, 1 not it, 0 duplicate',
    'Chat reacts 30 s after this mark, at 2026-06-01T11:01:40.000Z',
    '4.2× usual, 38 msg/s, 212 chatters, score 12',
    'Emotes: KEKW 41',
    'Why: 38 msg/s, 4.2× the usual 9',
  ]);
  expect(JSON.stringify(lines)).not.toContain('WHAT A PLAY');
});

test('the timeline is as long as its stream and its markers', () => {
  expect(build([detailsAt(100)], { endsAt: BEGAN + 7_200_000 }).durationFrames).toBe(7200 * 25);
  expect(build([detailsAt(100)], { endsAt: BEGAN + 60_000 }).durationFrames).toBe(120 * 25);
  expect(build([]).durationFrames).toBe(1);
});
