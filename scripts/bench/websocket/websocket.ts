import { setTimeout as delay } from 'node:timers/promises';
import { BotWatch } from '../lib/bot-watch.ts';
import { MetricsPage } from '../lib/metrics-page.ts';
import { stageBot } from '../lib/stage-bot.ts';
import { SteadyChat } from '../lib/steady-chat.ts';
import { Audience, type AudienceFigures } from './audience-process.ts';
import { MetricsJitter } from './metrics-jitter.ts';
import { Nuisances } from './nuisances.ts';

export interface WebSocketPlan {
  readonly clients: number;
  readonly channels: number;
  /** Of all channels together. */
  readonly perSecond: number;
  readonly seconds: number;
}

export interface WebSocketResult {
  readonly alone: AudienceFigures;
  /** In the second half, beside clients that behave badly. */
  readonly disturbed: AudienceFigures;
  readonly messages: number;
  readonly framesLost: number;
  readonly metricsOffMs: readonly number[];
  /** One value a second. */
  readonly rssMb: readonly number[];
  readonly botLateMs: readonly number[];
  readonly queueMax: number;
  /** Clients the bot cut off because they did not read, and for what they sent. */
  readonly cutOff: { readonly deaf: number; readonly loud: number };
}

/** Connecting and compiling are over by then. */
const WARM_UP_MS = 5_000;
const LAST_ARRIVE_MS = 2_000;

/** The real program with many clients in another process, each in every channel; half of the time beside two bad ones. */
export async function webSocket({ clients, channels, perSecond, seconds }: WebSocketPlan): Promise<WebSocketResult> {
  const names = Array.from({ length: channels }, (_, i) => `room${i}`);
  await using stack = new AsyncDisposableStack();
  const { irc, url, stop } = stack.use(await stageBot(names));
  const audience = stack.use(await Audience.open({ url, channels: names, clients }));
  const chat = stack.use(new SteadyChat({ irc, channels: names, perSecond, erupts: false }));
  await delay(WARM_UP_MS);
  const watch = stack.use(new BotWatch(url));
  const jitter = stack.use(await MetricsJitter.open(url, names));
  audience.begin();
  await delay((seconds * 1_000) / 2);
  const alone = await audience.tell();
  const nuisances = stack.use(await Nuisances.open(url, names));
  audience.begin();
  await delay((seconds * 1_000) / 2);
  chat[Symbol.dispose]();
  await delay(LAST_ARRIVE_MS);
  const disturbed = await audience.tell();
  const page = await MetricsPage.read(url);
  watch.assertSawEverything();
  nuisances.assertDisturbed();
  await nuisances[Symbol.asyncDispose]();
  await stop();
  return {
    alone,
    disturbed,
    messages: chat.sent,
    framesLost: chat.sent * clients - disturbed.frames,
    metricsOffMs: jitter.offMs,
    rssMb: watch.rssMb,
    botLateMs: watch.lateMs,
    queueMax: watch.queueMax,
    cutOff: {
      deaf: page.sum('hypewire_ws_closed_total', { reason: 'too-slow' }),
      loud: nuisances.thrownOut,
    },
  };
}
