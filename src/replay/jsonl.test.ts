import { describe, expect, test } from 'vitest';
import { parseJsonLine } from './jsonl.ts';
import { RELATIVE_ORIGIN } from './time-origin.ts';

describe('parseJsonLine', () => {
  test('reads every field', () => {
    const line = JSON.stringify({ t: 1.5, u: 'Ann', m: 'hi Kappa', v: 'video-1', e: ['Kappa'], b: ['subscriber/12'] });
    expect(parseJsonLine(line, 7, 'file')).toEqual({
      kind: 'message',
      channel: 'video-1',
      sentAt: RELATIVE_ORIGIN + 1_500,
      receivedAt: RELATIVE_ORIGIN + 1_500,
      id: 'line-7',
      roomId: '',
      author: { id: 'Ann', login: 'ann', displayName: 'Ann', color: null, badges: ['subscriber/12'] },
      text: 'hi Kappa',
      action: false,
      emotes: [{ id: '', name: 'Kappa', start: 3, end: 8 }],
      bits: 0,
      firstEver: false,
      replyTo: null,
      source: null,
    });
  });

  test('names the stream after the file where a line names none', () => {
    expect(parseJsonLine('{"t":0,"u":"a","m":""}', 1, 'file')).toMatchObject({ channel: 'file', text: '', emotes: [] });
  });

  test('takes numbers as names', () => {
    expect(parseJsonLine('{"t":0,"u":5,"m":"x","v":42}', 1, 'file')).toMatchObject({
      channel: '42',
      author: { id: '5' },
    });
  });

  test('cleans names, because they are keys and are shown', () => {
    const line = JSON.stringify({ t: 0, u: '\u001b[31mred', m: 'x', v: `a\u202eb${'y'.repeat(500)}` });
    const parsed = parseJsonLine(line, 1, 'file');
    expect(parsed).toMatchObject({ author: { id: '[31mred' } });
    expect((parsed as { channel: string }).channel).toMatch(/^a by{97}$/);
  });

  test.each([
    ['{"t":1', 'not-json'],
    ['12', 'not-an-object'],
    ['null', 'not-an-object'],
    ['[1]', 'not-an-object'],
    ['{"u":"a","m":"x"}', 'bad-time'],
    ['{"t":"1","u":"a","m":"x"}', 'bad-time'],
    ['{"t":1,"m":"x"}', 'bad-user'],
    ['{"t":1,"u":"","m":"x"}', 'bad-user'],
    ['{"t":1,"u":{},"m":"x"}', 'bad-user'],
    ['{"t":1,"u":"a"}', 'bad-text'],
    ['{"t":1,"u":"a","m":5}', 'bad-text'],
    [JSON.stringify({ t: 1, u: 'a', m: 'x'.repeat(20_001) }), 'text-too-long'],
    ['{"t":1,"u":"a","m":"x","v":null}', 'bad-stream'],
    ['{"t":1,"u":"a","m":"x","v":""}', 'bad-stream'],
  ])('%.40s is %s', (line, reason) => {
    expect(parseJsonLine(line, 1, 'file')).toBe(reason);
  });

  test('ignores lists that are none', () => {
    expect(parseJsonLine('{"t":1,"u":"a","m":"x","e":"Kappa","b":{"a":1}}', 1, 'f')).toMatchObject({
      emotes: [],
      author: { badges: [] },
    });
    expect(parseJsonLine('{"t":1,"u":"a","m":"x","e":[1,null,""],"b":[2]}', 1, 'f')).toMatchObject({
      emotes: [],
      author: { badges: [] },
    });
  });
});
