import { describe, expect, test } from 'vitest';
import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { hypeEventFrame } from './hype-event.ts';
import { metricsFrame } from './metrics.ts';
import { rounded } from './rounded.ts';

const MOMENT: HypeMoment = {
  id: 'room-1',
  channel: 'room',
  streamId: null,
  detector: 'robust',
  phase: 'started',
  startedAt: 100_000,
  detectedAt: 104_000,
  peakAt: 108_000,
  endedAt: null,
  streamSeconds: 64,
  score: 6.5,
  peakScore: 8.25,
  velocity: 12,
  peakVelocity: 38.04,
  baselineMean: 9.05678,
  baselineStd: 2,
  multiplier: 4.2,
  uniqueChatters: 212,
  messages: 300,
  category: 'hype',
  topEmotes: [['PogChamp', 31]],
  contributions: [{ kind: 'rate', text: 'loud', points: 6 }],
  discounts: [{ kind: 'raid', text: 'a raid', points: -1 }],
  attack: false,
  quotes: [{ messageId: 'm', chatterId: 'c', displayName: 'n', text: 'secret' }],
};

describe('hypeEventFrame', () => {
  test('carries every promised field, at the time the threshold was reached', () => {
    expect(hypeEventFrame(MOMENT, 'started', 106_000)).toEqual({
      type: 'hype_event',
      id: 'room-1',
      channel: 'room',
      timestamp: '1970-01-01T00:01:46.000Z',
      stream_seconds: 66,
      velocity: 38.04,
      baseline_mean: 9.057,
      baseline_std: 2,
      multiplier: 4.2,
      score: 8.25,
      unique_chatters: 212,
      category: 'hype',
      top_emotes: [['PogChamp', 31]],
      phase: 'started',
      detector: 'robust',
      messages: 300,
      started_at: '1970-01-01T00:01:40.000Z',
      peak_at: '1970-01-01T00:01:48.000Z',
      ended_at: null,
      duration_seconds: 6,
      why: ['loud'],
      discounts: ['a raid'],
      attack: false,
    });
  });

  test('says when it ended and for how long it lasted', () => {
    const frame = hypeEventFrame({ ...MOMENT, phase: 'ended', endedAt: 130_000 }, 'ended', 130_000);
    expect(frame).toMatchObject({
      phase: 'ended',
      ended_at: '1970-01-01T00:02:10.000Z',
      duration_seconds: 30,
      stream_seconds: 90,
    });
  });

  test('leaves the stream time out where it is unknown, and never quotes anybody', () => {
    const frame = hypeEventFrame({ ...MOMENT, streamSeconds: null }, 'started', 106_000);
    expect(frame).not.toHaveProperty('stream_seconds');
    expect(JSON.stringify(frame)).not.toContain('secret');
  });
});

test('metricsFrame has the names and meanings of the dashboard specification', () => {
  const metrics: ChannelMetrics = {
    channel: 'room',
    at: 1_768_509_000_000,
    messagesPerSecond: 12,
    messagesLastMinute: 423,
    uniqueChatters5Min: 156,
    topEmotes5Min: [
      ['LUL', 89],
      ['KEKW', 67],
    ],
    averageMessageLength5Min: 18.33333,
    detector: { status: 'ready', score: 1.23456, velocity: 11, baselineMean: 8, baselineStd: 2 },
  };
  expect(metricsFrame(metrics)).toEqual({
    type: 'metrics',
    channel: 'room',
    timestamp: '2026-01-15T20:30:00.000Z',
    messages_per_second: 12,
    messages_last_minute: 423,
    unique_chatters_5min: 156,
    top_emotes: [
      ['LUL', 89],
      ['KEKW', 67],
    ],
    avg_message_length: 18.333,
    detector_status: 'ready',
    score: 1.235,
    baseline_mean: 8,
    baseline_std: 2,
  });
});

test.each([
  [1.23456, 1.235],
  [Infinity, 0],
  [Number.NaN, 0],
  [-0.0001, -0],
])('rounded(%d)', (value, expected) => {
  expect(rounded(value)).toBe(expected);
});
