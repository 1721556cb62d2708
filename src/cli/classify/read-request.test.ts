import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorLine, judgedLine } from './answer-line.ts';
import { EMOTES_MAX, readRequest, TEXT_CHARS_MAX } from './read-request.ts';

describe('reads', () => {
  test('a message with all it may have', () => {
    expect(readRequest('{"id":7,"text":"hi","emotes":["LUL"],"more":1}', 3)).toEqual({
      kind: 'message',
      line: 3,
      id: 7,
      message: { text: 'hi', emotes: ['LUL'] },
    });
  });

  test('a message with nothing else', () => {
    expect(readRequest('{"text":"","emotes":null}', 1)).toEqual({
      kind: 'message',
      line: 1,
      id: undefined,
      message: { text: '', emotes: [] },
    });
  });

  test.for([
    ['{"text":', 'no JSON'],
    ['undefined', 'no JSON'],
    ['[{"text":"hi"}]', 'no object'],
    ['null', 'no object'],
    ['"hi"', 'no object'],
    ['{}', '"text" must be a string'],
    ['{"text":7}', '"text" must be a string'],
    ['{"__proto__":{"text":"hi"}}', '"text" must be a string'],
    [JSON.stringify({ text: 'a'.repeat(TEXT_CHARS_MAX + 1) }), 'longer than'],
    ['{"text":"hi","emotes":"LUL"}', '"emotes" must be'],
    ['{"text":"hi","emotes":[7]}', '"emotes" must be'],
    ['{"text":"hi","emotes":{"length":1}}', '"emotes" must be'],
    [JSON.stringify({ text: 'hi', emotes: Array.from({ length: EMOTES_MAX + 1 }, () => 'a') }), '"emotes" must be'],
  ])('%.30s as a problem', ([line = '', problem = '']) => {
    const request = readRequest(line, 9);
    expect(request).toMatchObject({ kind: 'problem', line: 9 });
    expect(request.kind === 'problem' ? request.problem : '').toContain(problem);
  });

  test('the longest text and any text up to it', () => {
    expect(readRequest(JSON.stringify({ text: 'a'.repeat(TEXT_CHARS_MAX) }), 1).kind).toBe('message');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (text, id) => {
        const request = readRequest(JSON.stringify({ text, id }), 1);
        expect(request).toMatchObject({
          kind: 'message',
          message: { text },
          id: JSON.parse(JSON.stringify(id)) as unknown,
        });
      }),
    );
  });

  test('anything without throwing', () => {
    fc.assert(fc.property(fc.string(), (line) => void readRequest(line, 1)));
    fc.assert(fc.property(fc.json(), (line) => void readRequest(line, 1)));
  });
});

describe('answers', () => {
  test('with three digits, and no minus zero', () => {
    const judged = { label: 'neu', score: -0.00004, confidence: 0.123456, mood: 'calm' } as const;
    expect(judgedLine(undefined, judged)).toBe('{"label":"neu","score":0,"confidence":0.123,"mood":"calm"}');
  });

  test('with the id first, whatever it is', () => {
    const judged = { label: 'pos', score: 0.5, confidence: 1, mood: 'joy' } as const;
    expect(judgedLine('a"b', judged)).toBe('{"id":"a\\"b","label":"pos","score":0.5,"confidence":1,"mood":"joy"}');
    expect(errorLine(null, 'because', 4)).toBe('{"id":null,"error":"because","line":4}');
  });
});
