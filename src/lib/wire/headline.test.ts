import { expect, test } from 'vitest';
import type { Headline } from '../../domain/headline.ts';
import { headlineFrame } from './headline.ts';

test('headlineFrame carries every promised field, lists its buckets for audit and never quotes anybody', () => {
  const headline: Headline = {
    channel: 'room',
    at: 60_000,
    sentences: ['Chat is laughing.', 'Others ask.'],
    sentiment: -0.345,
    confidence: 0.66666,
    from: 0,
    to: 60_000,
    messages: 120,
    messagesPerSecond: 2,
    buckets: [
      {
        id: 'laugh',
        from: 1_000,
        to: 59_000,
        topic: 'KEKW',
        keywords: ['KEKW', 'LUL'],
        messages: 60,
        chatters: 40,
        share: 0.5,
        sentiment: 0.25,
        samples: [{ messageId: 'm1', chatterId: '7', text: 'secret' }],
      },
    ],
    model: 'extractive',
  };
  const frame = headlineFrame(headline);
  expect(frame).toEqual({
    type: 'headline',
    channel: 'room',
    timestamp: '1970-01-01T00:01:00.000Z',
    headline: 'Chat is laughing. Others ask.',
    sentences: ['Chat is laughing.', 'Others ask.'],
    sentiment: -0.345,
    sentiment_percent: -34,
    confidence: 0.667,
    window_start: '1970-01-01T00:00:00.000Z',
    window_end: '1970-01-01T00:01:00.000Z',
    messages: 120,
    messages_per_second: 2,
    buckets: [
      {
        id: 'laugh',
        topic: 'KEKW',
        keywords: ['KEKW', 'LUL'],
        messages: 60,
        chatters: 40,
        share: 0.5,
        sentiment: 0.25,
        from: '1970-01-01T00:00:01.000Z',
        to: '1970-01-01T00:00:59.000Z',
        sample_ids: ['m1'],
      },
    ],
    model: 'extractive',
  });
  expect(JSON.stringify(frame)).not.toMatch(/secret|"7"/);
});
