import { aMessage, aPipeline } from '../../src/pipeline/testing.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openStorage } from '../../src/storage/storage.ts';
import type { MinuteMetrics } from '../../src/domain/channel-metrics.ts';

const MINUTES = 8;
const TEXTS = [
  'that was close',
  'what game is this',
  'hello everyone',
  'nice one',
  'which build is that',
  'he went left again',
];

/**
 * Leaves the minutes of ordinary chat in a database, as a bot does that ran until now: a test then need not wait for a
 * channel to become judgeable.
 */
export async function seedBaseline(databaseUrl: string, channels: readonly string[], perSecond: number): Promise<void> {
  const random = seededRandom(7);
  const minutes: MinuteMetrics[] = [];
  const pipeline = aPipeline({ minute: (minute) => void minutes.push(minute) });
  const end = Math.floor(Date.now() / 1_000) * 1_000;
  for (let at = end - MINUTES * 60_000; at < end; at += 250) {
    for (const channel of channels) {
      if (random() < perSecond / 4) {
        const user = String(1_000 + Math.floor(random() * 60));
        pipeline.accept(
          aMessage({ channel, receivedAt: at, user, text: TEXTS[Math.floor(random() * TEXTS.length)] ?? '' }),
        );
      }
    }
    pipeline.tick(at + 250);
  }
  pipeline.flush();
  await using storage = await openStorage(databaseUrl, { clock: systemClock });
  await storage.metrics.saveMinutes(minutes);
}
