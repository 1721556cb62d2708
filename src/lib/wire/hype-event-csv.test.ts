import { expect, test } from 'vitest';
import type { HypeEventFrame } from './hype-event.ts';
import { hypeEventCsvHeader, hypeEventCsvLine } from './hype-event-csv.ts';

const frame: HypeEventFrame = {
  type: 'hype_event',
  id: '=evil',
  channel: 'room',
  timestamp: '2026-06-01T12:00:00.000Z',
  velocity: 38.04,
  baseline_mean: 9.057,
  baseline_std: 2,
  multiplier: 4.2,
  score: 8.25,
  unique_chatters: 212,
  category: 'hype',
  top_emotes: [
    ['+1', 31],
    ['a"b', 2],
  ],
  phase: 'started',
  detector: 'robust',
  messages: 300,
  started_at: '2026-06-01T11:59:56.000Z',
  peak_at: '2026-06-01T12:00:04.000Z',
  ended_at: null,
  duration_seconds: 4,
  why: [],
  discounts: [],
  attack: false,
};

test('the agreed columns come first, then ours', () => {
  expect(hypeEventCsvHeader()).toBe(
    'channel,timestamp,velocity,baseline_mean,baseline_std,multiplier,id,started_at,peak_at,ended_at,duration_seconds,stream_seconds,score,unique_chatters,messages,category,attack,top_emotes',
  );
});

test('what is unknown is empty, what a spreadsheet would run is defused', () => {
  expect(hypeEventCsvLine(frame)).toBe(
    `room,2026-06-01T12:00:00.000Z,38.04,9.057,2,4.2,'=evil,2026-06-01T11:59:56.000Z,2026-06-01T12:00:04.000Z,,4,,8.25,212,300,hype,false,"'+1 31 a""b 2"`,
  );
});
