import type { Clock } from '../domain/ports/clock.ts';
import type {
  ModelControl,
  ModelRole,
  SentimentModel,
  SpendReport,
  SummaryModel,
  SwapOutcome,
} from '../domain/ports/models.ts';
import type { ModelObserver, Observer } from '../domain/ports/observer.ts';
import type { SpendStore } from '../domain/ports/stores.ts';
import { parseModelSpec, type ModelSpec } from '../lib/model-spec.ts';
import { DailyBudget } from './budget/daily-budget.ts';
import type { Prices } from './budget/prices.ts';
import { ModelSwitch } from './model-switch.ts';
import { OnnxSentimentModel } from './onnx/onnx-sentiment-model.ts';
import { ChatModel } from './openai/chat-model.ts';
import { Endpoint } from './openai/endpoint.ts';
import { PROBE_TEXTS, probeDigest } from './probes.ts';
import { OpenAiSentimentModel } from './sentiment/openai-sentiment-model.ts';
import { OpenAiSummaryModel } from './summary/openai-summary-model.ts';

export interface ModelsOptions extends Prices {
  readonly openai: { readonly apiKey: string | null; readonly baseUrl: string; readonly model: string | null } | null;
  readonly budgetUsdPerDay: number;
  readonly mood: ModelSpec;
  readonly summary: ModelSpec;
  readonly spend: SpendStore;
  /** Downloaded models are kept below it. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly observer: ModelObserver & Pick<Observer, 'stageFailed'>;
  /** What `import` takes for the library that runs ONNX models; its package name unless told. */
  readonly onnxLibrary?: string;
}

/** A model whose place can be empty: then the built-in rules stand alone, and every call fails with `no-model`. */
export interface MaybePresent {
  readonly present: boolean;
}

/** The models of the process. Their names and presence follow every change; they are closed with the whole, not alone. */
export interface Models extends AsyncDisposable {
  readonly mood: SentimentModel & MaybePresent;
  readonly summary: SummaryModel & MaybePresent;
  readonly control: ModelControl;
  spend(): SpendReport;
  /** Takes up the configured models; resolves when they are loaded or turned out not to load. */
  start(): Promise<void>;
}

const MOOD_BATCH_WITHOUT_MODEL = 1;

export function createModels(options: ModelsOptions): Models {
  const { clock, observer } = options;
  const budget = new DailyBudget({ store: options.spend, budgetUsd: options.budgetUsdPerDay, clock, observer });
  const endpoint =
    options.openai === null ? null : new Endpoint({ ...options.openai, prices: options, budget, clock, observer });
  const chatModel = (name: string | null): ChatModel => chatModelOf(endpoint, name ?? options.openai?.model ?? null);

  const mood = new ModelSwitch<SentimentModel>({
    rules: {
      role: 'mood',
      load: (spec, signal) => loadMood(spec, chatModel, options, signal),
      probe: (model, signal) => model.rate(PROBE_TEXTS, signal),
    },
    clock,
    observer,
  });
  const summary = new ModelSwitch<SummaryModel>({
    rules: {
      role: 'summary',
      load: async (spec) => (spec.kind === 'openai' ? new OpenAiSummaryModel(chatModel(spec.model)) : null),
      probe: (model, signal) => model.headline(probeDigest(clock.now()), signal),
    },
    clock,
    observer,
  });

  return {
    mood: {
      get name() {
        return mood.active;
      },
      get present() {
        return mood.model !== null;
      },
      get batchMax() {
        return mood.model?.batchMax ?? MOOD_BATCH_WITHOUT_MODEL;
      },
      rate: (texts, signal) => mood.ask((model) => model.rate(texts, signal), signal),
      [Symbol.asyncDispose]: closedWithTheWhole,
    },
    summary: {
      get name() {
        return summary.active;
      },
      get present() {
        return summary.model !== null;
      },
      headline: (digest, signal) => summary.ask((model) => model.headline(digest, signal), signal),
      summarize: (request, signal) => summary.ask((model) => model.summarize(request, signal), signal),
      [Symbol.asyncDispose]: closedWithTheWhole,
    },
    control: {
      status: () => [mood.status(), summary.status()],
      swap: (role, typed) => swap({ mood, summary }, role, typed),
    },
    spend: () => budget.report(),
    async start() {
      await Promise.all([budget.load(), mood.start(options.mood), summary.start(options.summary)]);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([
        mood[Symbol.asyncDispose](),
        summary[Symbol.asyncDispose](),
        endpoint?.[Symbol.asyncDispose](),
      ]);
    },
  };
}

const closedWithTheWhole = async (): Promise<void> => {};

async function swap(
  switches: Readonly<Record<ModelRole, Pick<ModelSwitch<never>, 'swap' | 'active'>>>,
  role: ModelRole,
  typed: string,
): Promise<SwapOutcome> {
  const parsed = parseModelSpec(role, typed);
  if (parsed.ok) return switches[role].swap(parsed.spec);
  return { kind: 'kept', active: switches[role].active, problem: `What you gave ${parsed.problem}.` };
}

async function loadMood(
  spec: ModelSpec,
  chatModel: (name: string | null) => ChatModel,
  { dataFolder, onnxLibrary }: ModelsOptions,
  signal: AbortSignal,
): Promise<SentimentModel | null> {
  switch (spec.kind) {
    case 'built-in':
      return null;
    case 'openai':
      return new OpenAiSentimentModel(chatModel(spec.model));
    case 'onnx': {
      const library = onnxLibrary === undefined ? {} : { library: onnxLibrary };
      return OnnxSentimentModel.load({ source: spec.source, dataFolder, ...library }, signal);
    }
  }
}

/** @throws an error that says what is missing */
function chatModelOf(endpoint: Endpoint | null, name: string | null): ChatModel {
  if (endpoint === null)
    throw new Error(
      'No server for language models is configured. Set OPENAI_BASE_URL or OPENAI_API_KEY and start again.',
    );
  if (name === null) throw new Error('Name the model as in openai:NAME, or set OPENAI_MODEL and start again.');
  return new ChatModel(endpoint, name);
}
