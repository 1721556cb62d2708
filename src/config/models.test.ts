import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

const LOCAL = { OPENAI_BASE_URL: 'http://localhost:11434/v1/' };

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ name, problem }) => `${name} ${problem}`);
    throw error;
  }
  return [];
}

describe('which model', () => {
  test.each([
    [{}, { openai: null, mood: { kind: 'built-in' }, summary: { kind: 'built-in' }, budgetUsdPerDay: 1 }],
    [{ OPENAI_API_KEY: 'k' }, { openai: { apiKey: 'k', model: null }, summary: { kind: 'built-in' } }],
    [{ OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm' }, { summary: { kind: 'openai', model: null } }],
    [{ ...LOCAL, OPENAI_MODEL: 'm' }, { openai: { apiKey: null, baseUrl: 'http://localhost:11434/v1', model: 'm' } }],
    [{ ...LOCAL, OPENAI_MODEL: 'm', SUMMARY_MODEL: 'extractive' }, { summary: { kind: 'built-in' } }],
    [{ ...LOCAL, MOOD_MODEL: 'openai:m' }, { mood: { kind: 'openai', model: 'm' } }],
    [{ MOOD_MODEL: 'onnx:./m' }, { mood: { kind: 'onnx', source: './m' } }],
  ])('%j', (env, models) => {
    expect(loadConfig(env).models).toMatchObject(models);
  });
});

describe('prices', () => {
  const own = { LLM_INPUT_USD_PER_MTOK: '0.05', LLM_OUTPUT_USD_PER_MTOK: '0.4' };
  test.each([
    [{ OPENAI_API_KEY: 'k' }, 3, 15],
    [{ OPENAI_BASE_URL: 'https://openrouter.ai/api/v1' }, 3, 15],
    [LOCAL, 0, 0],
    [{ OPENAI_BASE_URL: 'http://ollama:11434/v1' }, 0, 0],
    [{ ...LOCAL, ...own }, 0.05, 0.4],
    [{ OPENAI_API_KEY: 'k', ...own }, 0.05, 0.4],
  ])('%j', (env, inputUsdPerMTok, outputUsdPerMTok) => {
    expect(loadConfig(env).models).toMatchObject({ inputUsdPerMTok, outputUsdPerMTok });
  });
});

describe('refuses', () => {
  test.each([
    [{ MOOD_MODEL: 'vibes' }, /MOOD_MODEL must be lexicon/],
    [{ SUMMARY_MODEL: 'onnx:x' }, /SUMMARY_MODEL must be extractive/],
    [{ MOOD_MODEL: 'openai:m' }, /MOOD_MODEL needs OPENAI_BASE_URL or OPENAI_API_KEY/],
    [{ ...LOCAL, SUMMARY_MODEL: 'openai' }, /SUMMARY_MODEL needs OPENAI_MODEL/],
    [{ OPENAI_MODEL: 'm' }, /OPENAI_MODEL needs OPENAI_BASE_URL/],
    [{ OPENAI_BASE_URL: 'http://me:secret@host/v1' }, /must not hold a user name/],
    [{ LLM_INPUT_USD_PER_MTOK: '1' }, /LLM_INPUT_USD_PER_MTOK needs LLM_OUTPUT_USD_PER_MTOK/],
    [{ LLM_OUTPUT_USD_PER_MTOK: '1' }, /LLM_OUTPUT_USD_PER_MTOK needs LLM_INPUT_USD_PER_MTOK/],
    [{ LLM_OUTPUT_USD_PER_MTOK: '-1' }, /amount in dollars/],
  ])('%j', (env, message) => {
    expect(problemsOf(env).join('\n')).toMatch(message);
  });

  test('a malformed address once, not as a missing one too', () => {
    expect(problemsOf({ OPENAI_BASE_URL: 'ollama', SUMMARY_MODEL: 'openai:m' })).toHaveLength(1);
  });

  test('everything at once', () => {
    expect(problemsOf({ MOOD_MODEL: 'vibes', SUMMARY_MODEL: 'openai', LLM_BUDGET_USD_PER_DAY: 'x' })).toHaveLength(4);
  });
});
