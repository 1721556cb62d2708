import { expect, test } from 'vitest';
import type { Minute } from '../read/answers.ts';
import { recapFigures, streamSpan } from './recap.ts';
import { iso } from './testing.ts';

const minute = (index: number, messages: number): Minute => ({
  minute: iso(index * 60),
  messages,
  peak_per_second: messages / 10,
  top_emotes: [
    ['A', index],
    ['constructor', 2],
  ],
});

test('a stream spans whole minutes, and lasts until now while it is live', () => {
  const stream = { started_at: iso(65), ended_at: iso(185) };
  expect(streamSpan(stream, 0)).toEqual({ from: 60, to: 240 });
  expect(streamSpan({ ...stream, ended_at: null }, 600_000)).toEqual({ from: 60, to: 660 });
  expect(streamSpan({ ...stream, ended_at: null }, 0)).toEqual({ from: 60, to: 120 });
});

test('figures are those of the stretch that is shown', () => {
  const minutes = [minute(0, 500), minute(1, 10), minute(2, 30), minute(3, 900)];
  const figures = recapFigures(minutes, { from: 60, to: 180 });
  expect(figures).toMatchObject({ messages: 40, peakPerSecond: 3, busiest: { messages: 30 } });
  expect(figures.emotes).toEqual([
    ['constructor', 4],
    ['A', 3],
  ]);
});

test('nothing said has no busiest minute', () => {
  expect(recapFigures([], { from: 0, to: 60 })).toEqual({ messages: 0, busiest: null, peakPerSecond: 0, emotes: [] });
});
