// A process of its own: the many clients of one bot. Says when all are in, and hands over what they measured when asked.
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { join, listen } from '../lib/listen.ts';
import { nowMicros, sentMicrosIn } from '../lib/sent-stamp.ts';
import type { AudienceFigures, AudienceRequest } from './audience-process.ts';

const OPENED_AT_ONCE = 25;
const RESOLUTION_MS = 5;

const [url = '', channelList = '', clients = '0'] = process.argv.slice(2);
const channels = channelList.split(',');
const latency = createHistogram();
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
const seen = { frames: 0, closed: 0 };

function hear(frame: Buffer): void {
  const sent = sentMicrosIn(frame);
  if (sent === null) return;
  seen.frames++;
  latency.record(Math.max(1, nowMicros() - sent));
}

async function enter(): Promise<void> {
  const socket = await listen(url, '/ws', hear);
  socket.on('close', () => seen.closed++);
  await join(socket, channels);
}

function figures(): AudienceFigures {
  const ms = (percentile: number): number => latency.percentile(percentile) / 1_000;
  const lateMs = Math.max(0, delay.percentile(95) / 1e6 - RESOLUTION_MS);
  return { ...seen, p50Ms: ms(50), p95Ms: ms(95), maxMs: latency.max / 1_000, lateMs };
}

delay.enable();
process.on('disconnect', () => process.exit(0));
process.on('message', (request: AudienceRequest) => {
  if (request === 'tell') return void process.send?.(figures());
  latency.reset();
  delay.reset();
});

for (let opened = 0; opened < Number(clients); opened += OPENED_AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(OPENED_AT_ONCE, Number(clients) - opened) }, enter));
process.send?.('entered');
