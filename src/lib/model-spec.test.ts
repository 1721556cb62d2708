import { expect, test } from 'vitest';
import { MODEL_ROLES } from '../domain/ports/models.ts';
import { modelSpecText, parseModelSpec } from './model-spec.ts';

test.each([
  ['mood', 'lexicon', { kind: 'built-in' }],
  ['mood', ' Lexicon ', { kind: 'built-in' }],
  ['mood', 'onnx:./models/mine', { kind: 'onnx', source: './models/mine' }],
  ['mood', 'onnx:C:\\models\\mine', { kind: 'onnx', source: 'C:\\models\\mine' }],
  ['mood', 'OPENAI', { kind: 'openai', model: null }],
  ['summary', 'openai:llama3.2:3b', { kind: 'openai', model: 'llama3.2:3b' }],
  ['summary', 'extractive', { kind: 'built-in' }],
] as const)('%s %s', (role, typed, spec) => {
  expect(parseModelSpec(role, typed)).toEqual({ ok: true, spec });
});

test.each([
  ['mood', 'extractive', 'must be lexicon'],
  ['summary', 'lexicon', 'must be extractive'],
  ['summary', 'onnx:x', 'must be extractive'],
  ['mood', 'onnx', 'must be lexicon'],
  ['mood', 'onnx:', 'must name a model'],
  ['mood', 'openai:', 'must name a model'],
  ['mood', 'openai:a b', 'must name a model'],
  ['mood', 'openai:a\u202eb', 'must name a model'],
  ['mood', 'lexicon:x', 'must be lexicon'],
  ['mood', '', 'must be lexicon'],
  ['mood', `openai:${'x'.repeat(300)}`, 'longer than 200'],
] as const)('refuses %s %j', (role, typed, problem) => {
  const parsed = parseModelSpec(role, typed);
  expect(parsed.ok ? '' : parsed.problem).toContain(problem);
});

test('what is written is read back', () => {
  for (const role of MODEL_ROLES) {
    for (const text of role === 'mood' ? ['lexicon', 'onnx:a/b', 'openai'] : ['extractive', 'openai:x:1']) {
      const parsed = parseModelSpec(role, text);
      expect(parsed.ok && modelSpecText(role, parsed.spec)).toBe(text);
    }
  }
});
