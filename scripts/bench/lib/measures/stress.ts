import { stress, type StressPlan } from '../../stress/stress.ts';
import type { Measure } from '../benchmark.ts';
import { atMost, quantile, sampled, single, type Figure } from '../figure.ts';

const FRAME_MS_MAX = 200;
const FRAME_MS_AIM = 20;
const QUEUE_ITEMS_MAX = 1_000;
const RSS_MB_MAX = 512;
const FROZEN_MS_MAX = 2_000;
/** Twice a second, and a little for the road. */
const RENEWED_MS_MAX = 550;
/** A tenth of one a message. */
const CALLS_A_THOUSAND_MAX = 100;
/** What a small model takes for a short answer, and less than a large one takes: the faster it answers, the more often it is asked. */
const MODEL_MS = 500;
const MEMORY_SETTLED_AFTER_SECONDS = 60;

/** The seed's hour of steady chat, and ten minutes of a chat that is far too fast to read. */
export const measure: Measure = async (quick) => {
  const plans: readonly StressPlan[] = [
    { perSecond: 20, seconds: quick ? 60 : 3_600, modelMs: MODEL_MS },
    { perSecond: 500, seconds: quick ? 45 : 600, modelMs: MODEL_MS },
  ];
  const figures: Figure[] = [];
  for (const plan of plans) figures.push(...(await measureOne(plan)));
  return figures;
};

async function measureOne(plan: StressPlan): Promise<readonly Figure[]> {
  const { listeners, sent, lost, queueMax, rssMb, botLateMs, moments, swaps, modelCalls } = await stress(plan);
  const load = `${plan.perSecond} msg/s`;
  const aThousand = (calls: number): number => (calls / sent) * 1_000;
  const settled = rssMb[Math.min(MEMORY_SETTLED_AFTER_SECONDS, Math.floor(rssMb.length / 2))] ?? Number.NaN;
  return [
    single(`${load}: for`, 's', plan.seconds),
    sampled(`${load}: from a message to its frame, through the whole pipeline`, 'ms', listeners.frameMs, {
      bar: atMost(FRAME_MS_MAX, 'p95'),
      baseline: { name: `the aim of ${FRAME_MS_AIM} ms`, value: FRAME_MS_AIM },
    }),
    sampled(`${load}: from a message to a mood that counts it`, 'ms', listeners.mood.ms),
    sampled(`${load}: from a message to a headline that counts it`, 'ms', listeners.headline.ms),
    sampled(`${load}: from a new headline to the next`, 'ms', listeners.headlines.gapsMs, {
      bar: atMost(RENEWED_MS_MAX),
    }),
    single(`${load}: messages sent`, '', sent),
    single(`${load}: messages lost`, '', lost, { bar: atMost(0) }),
    single(`${load}: longest queue, seen once a second`, 'items', queueMax, { bar: atMost(QUEUE_ITEMS_MAX) }),
    sampled(`${load}: main thread of the bot late by, each second`, 'ms', botLateMs),
    single(`${load}: resident memory, highest`, 'MB', Math.max(...rssMb), {
      bar: atMost(RSS_MB_MAX),
      baseline: { name: 'once settled', value: settled },
    }),
    single(`${load}: resident memory at the end`, 'MB', quantile(rssMb.slice(-10), 0.5), {
      baseline: { name: 'once settled', value: settled },
    }),
    single(`${load}: headline frozen while models were changed`, 'ms', swaps.frozenMs, { bar: atMost(FROZEN_MS_MAX) }),
    single(`${load}: headline frozen at any time, longest`, 'ms', listeners.headlines.longest(), {
      bar: atMost(FROZEN_MS_MAX),
    }),
    ...[...listeners.writers].map(([model, frames]) => single(`${load}: headline frames by ${model}`, '', frames)),
    single(`${load}: changing a model, the slower of two`, 'ms', Math.max(...swaps.ms)),
    single(`${load}: model calls a thousand messages`, '', aThousand(modelCalls.all), {
      bar: atMost(CALLS_A_THOUSAND_MAX),
      baseline: { name: 'one a message', value: 1_000 },
    }),
    single(`${load}: of these for moods`, '', aThousand(modelCalls.mood)),
    single(`${load}: of these for headlines`, '', aThousand(modelCalls.headline)),
    single(`${load}: model calls that failed`, '', modelCalls.failed),
    single(`${load}: moments detected`, '', moments),
  ];
}
