import { UserError } from '../../domain/command.ts';
import type { SentimentModel } from '../../domain/ports/models.ts';
import { parseModelSpec } from '../../lib/model-spec.ts';
import { createLexiconScorer } from '../../models/sentiment/lexicon-scorer.ts';
import { ScorerModel } from '../../models/sentiment/scorer-model.ts';

/** The model a spec names, ready to judge. @throws UserError for a spec nobody can serve */
export async function openSentimentModel(spec: string): Promise<SentimentModel> {
  const parsed = parseModelSpec('mood', spec);
  if (!parsed.ok) throw new UserError(`--model ${spec} ${parsed.problem}.`);
  if (parsed.spec.kind === 'built-in') return new ScorerModel(createLexiconScorer());
  throw new UserError(`--model ${spec} cannot be run from here. There is: lexicon.`);
}
