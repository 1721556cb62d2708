import { describe, expect, test } from 'vitest';
import { readEmotes } from './answers.ts';
import { readFrame } from './frame.ts';
import { readMoment, readMood } from './live.ts';
import { aMoment } from '../state/testing.ts';

test.each([
  'javascript:alert(1)',
  'https://evil.example/videos/1',
  'https://www.twitch.tv.evil.example/videos/1',
  'https://www.twitch.tv/videos/1?t=1s&x=<b>',
  'http://www.twitch.tv/videos/1',
  7,
  null,
])('%j is no link into a recording', (vod_url) => {
  expect(readMoment({ ...aMoment('a', 0), vod_url }).vod_url).toBeNull();
});

test('a link into a recording is kept', () => {
  const vod_url = 'https://www.twitch.tv/videos/2480000000?t=1h23m45s';
  expect(readMoment({ ...aMoment('a', 0), vod_url }).vod_url).toBe(vod_url);
});

describe('pictures of emotes', () => {
  const read = (image_url: unknown): number => readEmotes({ emotes: [{ name: 'x', image_url }] }).emotes.length;

  test.each([
    'https://cdn.7tv.app/emote/1/2x.webp',
    'https://static-cdn.jtvnw.net/emoticons/v2/25/default/dark/1.0',
    'https://cdn.betterttv.net/emote/1/1x.webp',
    'https://cdn.frankerfacez.com/emote/1/1',
  ])('%s is loaded', (url) => {
    expect(read(url)).toBe(1);
  });

  test.each([
    'http://cdn.7tv.app/emote/1',
    'https://cdn.7tv.app.evil.example/1',
    'https://cdn.7tv.app:8443/1',
    'https://evil.example/?cdn.7tv.app',
    'javascript:alert(1)',
    'data:image/svg+xml,<svg/>',
    '//cdn.7tv.app/1',
    '',
    null,
  ])('%j is not', (url) => {
    expect(read(url)).toBe(0);
  });
});

test('a colour that is none becomes grey', () => {
  const mood = {
    type: 'mood',
    channel: 'room',
    timestamp: '2026-01-01T00:00:00.000Z',
    score: 0,
    positive: 0,
    neutral: 1,
    negative: 0,
    moods: {},
    mood: 'calm',
    confidence: 1,
    messages: 1,
    color: 'red;background:url(//x)',
  };
  expect(readMood(mood)).toMatchObject({ color: '#888888', moods: { joy: 0, calm: 0 }, drivers: [] });
});

test.each([
  ['{', 'unreadable'],
  ['[]', 'unreadable'],
  ['{"type":"metrics"}', 'unreadable'],
  ['{"type":"something_new"}', 'ignored'],
  ['{"type":"pong"}', 'ignored'],
  ['{"type":"constructor"}', 'ignored'],
  ['{"error":"Unknown command","command":"x"}', 'refused'],
  ['{"status":"joined_channel","channel":"room"}', 'joined'],
])('%s is %s', (data, kind) => {
  expect(readFrame(data).kind).toBe(kind);
});

test('what is no text is unreadable', () => {
  expect(readFrame(new Uint8Array(3)).kind).toBe('unreadable');
});
