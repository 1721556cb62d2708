import { expect, test } from 'vitest';
import { momentRow, screenSafe, TABLE_HEAD } from './moment-table.ts';
import { describeTotals } from './summary.ts';
import { describeProblems, ReadTally } from './read-tally.ts';
import { someMoment } from './testing-moment.ts';

test('a row stands under its head', () => {
  const row = momentRow(someMoment, 3_604);
  expect(row).toBe('   1:00:04    8.3     4.2×      38     1,212  🔥 Hype     PogChamp 31 · LUL 12');
  expect(TABLE_HEAD.indexOf('score') + 'score'.length).toBe(row.indexOf('8.3') + 3);
  expect(TABLE_HEAD.indexOf('chatters') + 'chatters'.length).toBe(row.indexOf('1,212') + 5);
});

test('an attack is named, and long rows of emotes are cut', () => {
  const emotes = ['a', 'b', 'c', 'd', 'e'].map((name) => [name, 1] as const);
  expect(momentRow({ ...someMoment, attack: true, topEmotes: emotes }, 0)).toMatch(
    /looks like an attack · a 1 · b 1 · c 1 · d 1$/,
  );
});

test('names cannot steer the terminal', () => {
  expect(screenSafe('\u001b]0;owned\u0007\u202ename')).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(screenSafe('x'.repeat(100))).toHaveLength(24);
});

test.each([
  [
    { streams: 1, messages: 1, seconds: 0, moments: 0, unreadable: 0, elapsedMs: 0 },
    ['1 stream · 1 message · 0:00 of chat · 0 moments', 'played in 0.00 s'],
  ],
  [
    { streams: 3, messages: 67_430, seconds: 7_200, moments: 41, unreadable: 2, elapsedMs: 500 },
    [
      '3 streams · 67,430 messages · 2:00:00 of chat · 41 moments (20.5 an hour) · 2 lines left out',
      'played in 0.50 s · 134,860 messages/s',
    ],
  ],
])('totals %#', (totals, lines) => {
  expect(describeTotals(totals)).toEqual(lines);
});

test('problems are told with their first lines and how many there were', () => {
  const tally = new ReadTally();
  for (let line = 1; line <= 7; line++) tally.add('not-json', line);
  tally.add('bad-time', 9);
  tally.add('cut-short', 12);
  expect(describeProblems('f.jsonl', 'line', tally)).toEqual([
    'f.jsonl: 7 lines left out: not valid JSON (lines 1, 2, 3, 4, 5, …)',
    'f.jsonl: 1 line left out: no usable time (line 9)',
    'f.jsonl: the file ends in the middle (cut off or damaged), last at line 12; what came before it was used',
  ]);
  expect(tally.unreadable).toBe(9);
});
