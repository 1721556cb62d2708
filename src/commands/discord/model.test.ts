import { describe, expect, test } from 'vitest';
import type { ModelRole, ModelStatus, SpendReport, SwapOutcome } from '../../domain/ports/models.ts';
import { NOON } from '../../pipeline/alerting/testing.ts';
import type { ModelDesk } from '../command.ts';
import { aWorld, textOf } from '../testing/world.ts';

const OPERATOR = '300';
const SPEND: SpendReport = {
  day: '2026-01-01',
  calls: 1_234,
  failedCalls: 2,
  promptTokens: 45_678,
  completionTokens: 2_100,
  usd: 0.123,
  budgetUsd: 1,
};

function withModels(overrides: Partial<ModelStatus> = {}, outcome: SwapOutcome | null = null, spend = SPEND) {
  const asked: (readonly [ModelRole, string])[] = [];
  const status = (role: ModelRole, active: string): ModelStatus => ({
    role,
    wanted: active,
    active,
    since: NOON,
    problem: null,
    ...overrides,
  });
  const models: ModelDesk = {
    control: {
      status: () => [status('mood', 'onnx:/home/me/models/mine'), status('summary', 'openai:small')],
      async swap(role, spec) {
        asked.push([role, spec]);
        return outcome ?? { kind: 'swapped', active: spec, previous: 'lexicon' };
      },
    },
    spend: () => spend,
    isOperator: async (userId) => userId === OPERATOR,
  };
  return { ...aWorld({ models }), asked };
}

describe('/model show', () => {
  test('tells the operator everything', async () => {
    const { say } = withModels({ wanted: 'onnx:./gone', problem: 'There is no folder ./gone.' });
    const shown = textOf(await say('model show'));
    expect(shown).toContain('`onnx:/home/me/models/mine`');
    expect(shown).toContain('There is no folder');
    expect(shown).toContain('1,234 calls today, 2 of them failed · 45,678 tokens read, 2,100 written · $0.12 of $1.00');
  });

  test('keeps folders and problems of the machine from others', async () => {
    const { say } = withModels({ wanted: 'onnx:./gone', problem: 'There is no folder ./gone.' });
    const shown = textOf(await say('model show', { userId: '301' }));
    expect(shown).toContain('`onnx`');
    expect(shown).toContain('does not work at the moment');
    expect(shown).not.toMatch(/home|gone|folder/);
  });
});

describe('/model mood and /model summary', () => {
  test.each([
    ['model mood', 'mood', 'lexicon'],
    ['model summary', 'summary', 'openai:big'],
  ] as const)('%s changes over', async (path, role, spec) => {
    const { say, asked } = withModels();
    const answer = textOf(await say(path, { options: { spec } }));
    expect(asked).toEqual([[role, spec]]);
    expect(answer).toContain(`\`${spec}\` took over`);
    expect(answer).toMatch(/until the bot is restarted/);
  });

  test('says why the former one stays', async () => {
    const { say } = withModels({}, { kind: 'kept', active: 'lexicon', problem: 'It says *no* to `everything`.' });
    const answer = textOf(await say('model mood', { options: { spec: 'openai:x' } }));
    expect(answer).toContain('`lexicon` stays');
    expect(answer).toContain('\\*no\\*');
  });

  test('is refused to everybody but the operator, before anything is touched', async () => {
    const { say, asked } = withModels();
    const attempt = say('model mood', { userId: '301', options: { spec: 'lexicon' } });
    await expect(attempt).rejects.toThrow(/only the owner of the bot/);
    await expect(say('model show', { canManageServer: false })).rejects.toThrow(/Manage Server/);
    expect(asked).toEqual([]);
  });

  test('a name cannot leave its place', async () => {
    const { say } = withModels();
    const answer = textOf(await say('model mood', { options: { spec: 'openai:`**@everyone**`' } }));
    expect(answer).toContain('`openai: **@everyone** ` took over');
  });
});

test('without models the command says so', async () => {
  await expect(aWorld().say('model show')).rejects.toThrow(/without models/);
});

describe('/status', () => {
  test('counts calls, tokens and dollars', async () => {
    const { say } = withModels();
    expect(textOf(await say('status'))).toContain('**Language model** 1,234 calls today');
  });

  test('says less than a cent as such', async () => {
    const { say } = withModels({}, null, { ...SPEND, usd: 0.0004 });
    expect(textOf(await say('status'))).toContain('under $0.01 of $1.00');
  });

  test('is silent where no language model has a part', async () => {
    expect(textOf(await aWorld().say('status'))).not.toContain('Language model');
    const { say } = withModels({ active: 'lexicon' }, null, { ...SPEND, calls: 0 });
    expect(textOf(await say('status'))).not.toContain('Language model');
  });
});
