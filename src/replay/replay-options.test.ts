import { expect, test } from 'vitest';
import { UserError } from '../domain/command.ts';
import { parseReplayOptions } from './replay-options.ts';

test('defaults', () => {
  expect(parseReplayOptions(['a.gz', 'b.gz'])).toEqual({
    files: ['a.gz', 'b.gz'],
    speed: 'max',
    json: false,
    metrics: false,
    detector: 'robust',
    sensitivity: 'medium',
  });
});

test('everything', () => {
  expect(
    parseReplayOptions(['--speed', '2.5', '--json', '--metrics', '--detector', 'sigma', '--sensitivity', '7', 'f']),
  ).toEqual({
    files: ['f'],
    speed: 2.5,
    json: true,
    metrics: true,
    detector: 'sigma',
    sensitivity: 7,
  });
  expect(parseReplayOptions(['--help'])).toBe('help');
});

test.each([
  [[], /No file was named/],
  [['f', '--speed', '0'], /--speed 0 is no speed/],
  [['f', '--speed', '-1'], /speed/],
  [['f', '--speed', 'fast'], /--speed fast/],
  [['f', '--speed', 'Infinity'], /speed/],
  [['f', '--speed='], /speed/],
  [['f', '--detector', 'magic'], /There are: robust, sigma/],
  [['f', '--sensitivity', 'extreme'], /low, medium, high/],
  [['f', '--sensitivity', '0'], /sensitivity/],
  [['f', '--metrics'], /--metrics needs --json/],
  [['f', '--colour'], /--colour/],
])('%j is refused with a sentence', (argv, sentence) => {
  expect(() => parseReplayOptions(argv)).toThrow(UserError);
  expect(() => parseReplayOptions(argv)).toThrow(sentence);
});
