import { isPrivateHost } from '../lib/private-host.ts';
import type { ModelSpec } from '../lib/model-spec.ts';
import type { EnvProblem } from './env.ts';
import type { Settings } from './variables.ts';

/** Where language models run, what they may cost, and which are used for what. */
export interface ModelsConfig {
  /** Null while neither a key nor an address is given. */
  readonly openai: {
    /** Null for servers that want none. */
    readonly apiKey: string | null;
    /** Without a slash at its end. */
    readonly baseUrl: string;
    readonly model: string | null;
  } | null;
  readonly budgetUsdPerDay: number;
  readonly inputUsdPerMTok: number;
  readonly outputUsdPerMTok: number;
  readonly mood: ModelSpec;
  readonly summary: ModelSpec;
}

const OPENAI_URL = 'https://api.openai.com/v1';
const BUDGET_USD_PER_DAY = 1;
/**
 * What a model on somebody else's server is taken to cost while nobody said: dearer than most small models, so that
 * the budget errs towards stopping early. A server of one's own costs nothing.
 */
const ASSUMED_PRICES = { inputUsdPerMTok: 3, outputUsdPerMTok: 15 };
const NO_PRICES = { inputUsdPerMTok: 0, outputUsdPerMTok: 0 };

const BUILT_IN_SPEC: ModelSpec = { kind: 'built-in' };

/** What is wrong with the settings of models taken together. */
export function modelContradictions(settings: Settings, malformed: ReadonlySet<string>): EnvProblem[] {
  const problems: EnvProblem[] = [];
  const reachable = settings.OPENAI_API_KEY !== undefined || settings.OPENAI_BASE_URL !== undefined;
  const brokenServer =
    malformed.has('OPENAI_BASE_URL') || malformed.has('OPENAI_BASE_URL_FILE') || malformed.has('OPENAI_API_KEY_FILE');
  const need = (name: string, what: string): void => void problems.push({ name, problem: `needs ${what}` });
  for (const name of ['MOOD_MODEL', 'SUMMARY_MODEL'] as const) {
    const spec = settings[name];
    if (spec?.kind !== 'openai') continue;
    if (!reachable && !brokenServer) need(name, 'OPENAI_BASE_URL or OPENAI_API_KEY too: they say where the model is');
    if (spec.model === null && settings.OPENAI_MODEL === undefined && !malformed.has('OPENAI_MODEL'))
      need(name, 'OPENAI_MODEL too, or a name behind openai: as in openai:NAME');
  }
  if (settings.OPENAI_MODEL !== undefined && !reachable && !brokenServer)
    need('OPENAI_MODEL', 'OPENAI_BASE_URL or OPENAI_API_KEY too: they say where the model is');
  const prices = ['LLM_INPUT_USD_PER_MTOK', 'LLM_OUTPUT_USD_PER_MTOK'] as const;
  for (const [name, other] of [prices, prices.toReversed()] as [(typeof prices)[number], (typeof prices)[number]][])
    if (settings[name] !== undefined && settings[other] === undefined && !malformed.has(other))
      need(name, `${other} too: tokens in and out are paid apart`);
  return problems;
}

export function modelsConfig(settings: Settings): ModelsConfig {
  const reachable = settings.OPENAI_API_KEY !== undefined || settings.OPENAI_BASE_URL !== undefined;
  const baseUrl = (settings.OPENAI_BASE_URL ?? OPENAI_URL).replace(/\/+$/, '');
  const model = settings.OPENAI_MODEL ?? null;
  return {
    openai: reachable ? { apiKey: settings.OPENAI_API_KEY ?? null, baseUrl, model } : null,
    budgetUsdPerDay: settings.LLM_BUDGET_USD_PER_DAY ?? BUDGET_USD_PER_DAY,
    ...pricesOf(settings, baseUrl),
    mood: settings.MOOD_MODEL ?? BUILT_IN_SPEC,
    summary: settings.SUMMARY_MODEL ?? (reachable && model !== null ? { kind: 'openai', model: null } : BUILT_IN_SPEC),
  };
}

function pricesOf(settings: Settings, baseUrl: string): Pick<ModelsConfig, 'inputUsdPerMTok' | 'outputUsdPerMTok'> {
  const { LLM_INPUT_USD_PER_MTOK: input, LLM_OUTPUT_USD_PER_MTOK: output } = settings;
  if (input !== undefined && output !== undefined) return { inputUsdPerMTok: input, outputUsdPerMTok: output };
  return isPrivateHost(new URL(baseUrl).hostname) ? NO_PRICES : ASSUMED_PRICES;
}
