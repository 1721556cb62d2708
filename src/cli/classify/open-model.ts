import { loadConfig } from '../../config/config.ts';
import { UserError } from '../../domain/command.ts';
import type { SentimentModel } from '../../domain/ports/models.ts';
import type { SpendStore, SpendTotals } from '../../domain/ports/stores.ts';
import { systemClock } from '../../lib/clock.ts';
import { parseModelSpec } from '../../lib/model-spec.ts';
import { createModels } from '../../models/models.ts';
import { createLexiconScorer } from '../../models/sentiment/lexicon-scorer.ts';
import { ScorerModel } from '../../models/sentiment/scorer-model.ts';

/**
 * The model a spec names, ready to judge; servers and prices come from the environment, as for the bot. The day's budget
 * holds for each run by itself. @throws UserError for a spec nobody can serve
 */
export async function openSentimentModel(spec: string): Promise<SentimentModel> {
  const parsed = parseModelSpec('mood', spec);
  if (!parsed.ok) throw new UserError(`--model ${spec} ${parsed.problem}.`);
  if (parsed.spec.kind === 'built-in') return new ScorerModel(createLexiconScorer());
  const config = loadConfig(process.env);
  const models = createModels({
    ...config.models,
    mood: parsed.spec,
    summary: { kind: 'built-in' },
    spend: spendOfThisRun(),
    dataFolder: config.storage.dataFolder,
    clock: systemClock,
    observer: { modelCalled: () => undefined, stageFailed: () => undefined },
  });
  await models.start();
  const problem = models.control.status().find(({ role }) => role === 'mood')?.problem ?? null;
  if (models.mood.present)
    return Object.assign(models.mood, { [Symbol.asyncDispose]: () => models[Symbol.asyncDispose]() });
  await models[Symbol.asyncDispose]();
  throw new UserError(`--model ${spec} cannot be used. ${problem ?? 'It did not load.'}`);
}

function spendOfThisRun(): SpendStore {
  let totals: SpendTotals = { calls: 0, failedCalls: 0, promptTokens: 0, completionTokens: 0, usd: 0 };
  return {
    async add(entry) {
      totals = {
        calls: totals.calls + entry.calls,
        failedCalls: totals.failedCalls + entry.failedCalls,
        promptTokens: totals.promptTokens + entry.promptTokens,
        completionTokens: totals.completionTokens + entry.completionTokens,
        usd: totals.usd + entry.usd,
      };
    },
    ofDay: async () => totals,
  };
}
