import { webSocket } from '../../websocket/websocket.ts';
import type { AudienceFigures } from '../../websocket/audience-process.ts';
import type { Measure } from '../benchmark.ts';
import { atMost, quantile, sampled, single, type Figure } from '../figure.ts';

const FRAME_MS_MAX = 50;
const JITTER_MS_MAX = 100;
const CLIENTS = 500;
const CLIENTS_QUICK = 100;
const CHANNELS = 5;
const PER_SECOND = 200;
const SETTLED_AFTER_SECONDS = 60;

/** A hundred thousand frames a second: what 200 messages a second are to 500 clients. */
export const measure: Measure = async (quick) => {
  const seconds = quick ? 40 : 600;
  const clients = quick ? CLIENTS_QUICK : CLIENTS;
  const result = await webSocket({ clients, channels: CHANNELS, perSecond: PER_SECOND, seconds });
  const { alone, disturbed, messages, framesLost, metricsOffMs, rssMb, botLateMs, queueMax, cutOff } = result;
  const baseline = { name: 'alone', value: alone.p50Ms };
  const settled = quantile(rssMb.slice(0, Math.min(SETTLED_AFTER_SECONDS, rssMb.length / 2)).slice(-10), 0.5);
  return [
    single('clients, each in five channels', '', clients),
    single('200 msg/s in total, for', 's', seconds),
    toFrame('from a message to its frame', alone),
    toFrame('the same beside a client that never reads and one that sends garbage', disturbed, { baseline }),
    single('slowest frame, alone', 'ms', alone.maxMs),
    single('slowest frame, disturbed', 'ms', disturbed.maxMs),
    sampled('main thread of the bot late by, each second', 'ms', botLateMs),
    single('process of the clients late by, 95th percentile', 'ms', disturbed.lateMs),
    sampled('metrics frame, how far from one second after the last', 'ms', metricsOffMs, {
      bar: atMost(JITTER_MS_MAX, 'p95'),
    }),
    single('messages sent', '', messages),
    single('frames that did not arrive', '', framesLost, { bar: atMost(0) }),
    single('well-behaved clients that were closed', '', disturbed.closed, { bar: atMost(0) }),
    single('cut off because it never read', '', cutOff.deaf),
    single('thrown out for garbage', '', cutOff.loud),
    single('longest queue, seen once a second', 'items', queueMax),
    single('resident memory, highest', 'MB', Math.max(...rssMb)),
    single('resident memory at the end', 'MB', quantile(rssMb.slice(-10), 0.5), {
      baseline: { name: 'once settled', value: settled },
    }),
  ];
};

function toFrame(
  name: string,
  { p50Ms, p95Ms }: AudienceFigures,
  more: Pick<Partial<Figure>, 'baseline'> = {},
): Figure {
  return { ...single(name, 'ms', p50Ms, { bar: atMost(FRAME_MS_MAX, 'p95'), ...more }), p95: p95Ms };
}
