import { expect, test } from 'vitest';
import { UserError } from '../../domain/command.ts';
import { openSentimentModel } from './open-model.ts';
import { parseClassifyOptions } from './options.ts';

test('takes the lexicon unless told', () => {
  expect(parseClassifyOptions([])).toEqual({ model: 'lexicon' });
  expect(parseClassifyOptions(['--model', 'onnx:x'])).toEqual({ model: 'onnx:x' });
  expect(parseClassifyOptions(['-h'])).toBe('help');
});

test('says where messages come from to whoever names a file', () => {
  expect(() => parseClassifyOptions(['chat.jsonl'])).toThrow('npm run -s classify < chat.jsonl');
  expect(() => parseClassifyOptions(['--modle', 'lexicon'])).toThrow(UserError);
});

test('opens the lexicon and refuses what is none of the models', async () => {
  await using model = await openSentimentModel('Lexicon');
  expect(model.name).toBe('lexicon');
  await expect(openSentimentModel('crystal-ball')).rejects.toThrow(UserError);
  await expect(openSentimentModel('crystal-ball')).rejects.toThrow(/--model crystal-ball must be lexicon/);
});
