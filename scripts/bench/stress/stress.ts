import { setTimeout as delay } from 'node:timers/promises';
import { startFakeOpenAi } from '../../../tests/fakes/openai/fake-openai.ts';
import { BotWatch } from '../lib/bot-watch.ts';
import { MetricsPage } from '../lib/metrics-page.ts';
import { stageBot, type StagedBot } from '../lib/stage-bot.ts';
import { SteadyChat } from '../lib/steady-chat.ts';
import { delayAnswers } from './delay-answers.ts';
import { Listeners } from './listeners.ts';
import { modelAnswer } from './model.ts';
import { swapModel } from './swap-model.ts';

export interface StressPlan {
  readonly perSecond: number;
  readonly seconds: number;
  /** How long the model takes for every answer. */
  readonly modelMs: number;
}

export interface StressResult {
  readonly listeners: Listeners;
  readonly sent: number;
  readonly lost: number;
  readonly queueMax: number;
  /** One value a second. */
  readonly rssMb: readonly number[];
  readonly botLateMs: readonly number[];
  readonly moments: number;
  readonly swaps: { readonly ms: readonly number[]; readonly frozenMs: number };
  /** As the model's server counted them, trials of new models included; beside it what the bot says they were for. */
  readonly modelCalls: {
    readonly all: number;
    readonly mood: number;
    readonly headline: number;
    readonly failed: number;
  };
}

const CHANNEL = 'stress';
/** Until then the code is still being compiled: counted as messages, not as times. */
const WARM_UP_MS = 5_000;
const LAST_ARRIVE_WITHIN_MS = 3_000;
/** A swap that freezes something does so within this. */
const SWAP_SETTLES_MS = 10_000;

/** The real program with a language model for moods and headlines, under steady chat, with both models changed half-way. */
export async function stress({ perSecond, seconds, modelMs }: StressPlan): Promise<StressResult> {
  await using stack = new AsyncDisposableStack();
  const openAi = stack.use(await startFakeOpenAi({ answer: modelAnswer }));
  const server = stack.use(await delayAnswers(openAi.url, modelMs));
  const staged = stack.use(
    await stageBot([CHANNEL], {
      OPENAI_BASE_URL: server.url,
      MOOD_MODEL: 'openai:first',
      SUMMARY_MODEL: 'openai:first',
    }),
  );
  const listeners = stack.use(await Listeners.open(staged.url, CHANNEL));
  const watch = stack.use(new BotWatch(staged.url));
  const chat = stack.use(new SteadyChat({ irc: staged.irc, channels: [CHANNEL], perSecond, erupts: true }));
  await delay(WARM_UP_MS);
  listeners.measure();
  await delay((seconds * 1_000) / 2);
  const swaps = await swapBoth(staged, listeners);
  await delay((seconds * 1_000) / 2 - SWAP_SETTLES_MS);
  chat[Symbol.dispose]();
  await listeners.heard(chat.sent, LAST_ARRIVE_WITHIN_MS);
  const page = await MetricsPage.read(staged.url);
  watch.assertSawEverything();
  await staged.stop();
  if (openAi.problems.length > 0) throw new Error(`the bot asked the model wrongly: ${openAi.problems[0] ?? ''}`);
  const answered = { outcome: 'answered' };
  return {
    listeners,
    sent: chat.sent,
    lost: chat.sent - listeners.messages,
    queueMax: watch.queueMax,
    rssMb: watch.rssMb,
    botLateMs: watch.lateMs,
    moments: page.sum('hypewire_moments_total'),
    swaps,
    modelCalls: {
      all: openAi.requests.length,
      mood: page.sum('hypewire_model_calls_total', { purpose: 'mood' }),
      headline: page.sum('hypewire_model_calls_total', { purpose: 'headline' }),
      failed: page.sum('hypewire_model_calls_total') - page.sum('hypewire_model_calls_total', answered),
    },
  };
}

async function swapBoth({ url, token }: StagedBot, { headlines }: Listeners): Promise<StressResult['swaps']> {
  const from = performance.now();
  const summary = await swapModel(url, token, 'summary', 'openai:second');
  const mood = await swapModel(url, token, 'mood', 'openai:second');
  await delay(SWAP_SETTLES_MS);
  return { ms: [summary, mood], frozenMs: headlines.longest(from) };
}
