import { expect, test } from 'vitest';
import { UserError } from '../../domain/command.ts';
import { BACKTEST_USAGE, parseBacktestOptions } from './options.ts';

function exportOf(...args: readonly string[]) {
  const options = parseBacktestOptions(['chat.jsonl', ...args]);
  return options === 'help' ? null : options.export;
}

test('nothing is written unless a format is named', () => {
  expect(exportOf()).toBeNull();
  expect(exportOf('--labels', 'l.json')).toBeNull();
});

test('a format is enough; everything else has the defaults of /export', () => {
  expect(exportOf('--format', 'resolve')).toEqual({
    format: 'resolve',
    timeline: { frameRate: '60', startTimecode: '01:00:00:00', offsetSeconds: 0 },
    folder: null,
  });
});

test('takes every option', () => {
  const args = ['--frame-rate', '29.97df', '--start-timecode', '00:00:00;00', '--offset=-00:05:12.5', '--out', 'here'];
  expect(exportOf('--format', 'premiere', ...args)).toEqual({
    format: 'premiere',
    timeline: { frameRate: '29.97df', startTimecode: '00:00:00;00', offsetSeconds: -312.5 },
    folder: 'here',
  });
});

test.each([
  [['--format', 'avid'], /There are: csv, json, resolve, final-cut, premiere, youtube/],
  [['--format', '__proto__'], /is unknown/],
  [['--out', 'here'], /--out belongs to a file of alerts.*--format/],
  [['--frame-rate', '25'], /--frame-rate belongs/],
  [['--format', 'csv', '--frame-rate', '26'], /--frame-rate 26 is unknown. There are: 23.976/],
  [['--format', 'csv', '--start-timecode', 'noon'], /is not a timecode/],
  [['--format', 'csv', '--frame-rate', '25', '--start-timecode', '01:00:00:25'], /frames are numbered 00 to 24/],
  [['--format', 'csv', '--offset', 'soon'], /is no length of time/],
  [['--format', 'csv', '--offset=99:00:00'], /at most 48 hours/],
  [['--format', 'csv', '--labels', 'l.json'], /--labels is about judging/],
  [['--format', 'csv', '--compare'], /--compare is about judging/],
  [['--format', 'csv', '--json'], /--json is about judging/],
  [['--format', 'csv', '--bootstrap', '0'], /--bootstrap is about judging/],
])('%j is refused with the next step', (args, problem) => {
  expect(() => exportOf(...args)).toThrow(UserError);
  expect(() => exportOf(...args)).toThrow(problem);
});

test('help names every option', () => {
  for (const option of ['format', 'frame-rate', 'start-timecode', 'offset', 'out'])
    expect(BACKTEST_USAGE).toContain(`--${option} `);
});
