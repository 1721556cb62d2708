import { expect, test } from 'vitest';
import type { AlertCard } from '../domain/alert.ts';
import { renderAlertText } from './alert-text.ts';

const CARD: AlertCard = {
  momentId: 'room-1',
  channel: 'room',
  category: 'hype',
  phase: 'started',
  test: false,
  startedAt: 0,
  peakAt: 4_000,
  endedAt: null,
  multiplier: 4.2,
  velocity: 38,
  uniqueChatters: 1_212,
  messages: 300,
  score: 8.25,
  why: ['38 msg/s, 4.2× the usual 9', 'short outbursts above the usual'],
  discounts: ['a raid 40 s before'],
  topEmotes: [
    ['PogChamp', 31],
    ['LUL', 12],
  ],
  quotes: [{ messageId: 'm', chatterId: 'c', displayName: 'Ann', text: 'what a fight' }],
  links: {
    vod: { url: 'https://www.twitch.tv/videos/1?t=1h0m4s', offsetSeconds: 3_604 },
    channel: 'https://www.twitch.tv/room',
    clip: null,
    dashboard: null,
  },
  chart: null,
  desk: null,
};

test('an alert as text', () => {
  expect(renderAlertText(CARD, '/tmp/chart.png', { color: false })).toBe(
    [
      `╭─ 🔥 HYPE · room ${'─'.repeat(24)}`,
      '│ 4.2× usual · 38 msg/s · 1,212 chatters · score 8.3',
      '│ why     38 msg/s, 4.2× the usual 9',
      '│         short outbursts above the usual',
      '│ but     a raid 40 s before',
      '│ emotes  PogChamp 31 · LUL 12',
      '│ Ann  what a fight',
      '│ VOD     https://www.twitch.tv/videos/1?t=1h0m4s',
      '│ chart   /tmp/chart.png',
      `╰─${'─'.repeat(24)}`,
    ].join('\n'),
  );
});

test('says that it is a rehearsal, and how long a moment lasted', () => {
  const text = renderAlertText({ ...CARD, test: true, endedAt: 42_000 }, null, { color: false });
  expect(text.split('\n')[0]).toContain('HYPE · room · rehearsal · over after 0:42');
  expect(text).not.toContain('chart');
});

test('chat text cannot steer the terminal or break the box', () => {
  const evil = '\u001b[2J\u001b]0;owned\u0007\r\nsecond line\u202e\u009b31m';
  const card: AlertCard = {
    ...CARD,
    channel: evil,
    quotes: [{ messageId: 'm', chatterId: 'c', displayName: evil, text: evil.repeat(50) }],
    topEmotes: [[evil, 1]],
    why: [evil],
    discounts: [evil],
  };
  const text = renderAlertText(card, null, { color: false });
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(text.split('\n').every((line) => /^[╭│╰]/.test(line))).toBe(true);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(180);
});

test('colours the frame', () => {
  expect(renderAlertText(CARD, null, { color: true })).toContain('\u001b[33m╭─\u001b[0m');
});
