import { describe, expect, test } from 'vitest';
import { UserError } from '../../domain/command.ts';
import { parseStreamOptions } from './options.ts';

describe('parseStreamOptions', () => {
  test('what it does unless told', () => {
    expect(parseStreamOptions([])).toEqual({ speed: null, everyMs: 500, channel: null, json: false });
  });

  test('what it is told', () => {
    expect(parseStreamOptions(['--speed', '20', '--every', '2', '--channel', '#Room', '--json'])).toEqual({
      speed: 20,
      everyMs: 2_000,
      channel: 'room',
      json: true,
    });
    expect(parseStreamOptions(['--speed', 'max', '-h'])).toBe('help');
  });

  test.each([
    [['--speed', 'fast']],
    [['--speed', '0']],
    [['--speed', '']],
    [['--every', '0']],
    [['--every', '1e9']],
    [['--channel', ' ']],
    [['chat.jsonl']],
    [['--colour']],
  ])('%j is refused with a sentence', (argv) => {
    expect(() => parseStreamOptions(argv)).toThrow(UserError);
  });
});
