// A process that delivers one alert, to be killed by discord-edge-restart.test.ts: DATABASE_URL DISCORD_API_URL TOKEN CHANNEL_ID
import { createDiscordNotifier } from '../../src/bot/discord/delivery/discord-notifier.ts';
import { createOutboxWorker } from '../../src/bot/discord/delivery/outbox-worker.ts';
import { TargetBreaker } from '../../src/bot/discord/delivery/target-breaker.ts';
import { FakeObserver } from '../../src/bot/discord/delivery/testing.ts';
import { createDiscordRest } from '../../src/bot/discord/rest/discord-rest.ts';
import { aCard, aMoment, anItem } from '../../src/bot/discord/testing.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { createLogger } from '../../src/telemetry/logger.ts';

const [databaseUrl = '', apiUrl = '', token = '', channelId = ''] = process.argv.slice(2);
const logger = createLogger('silent');
const storage = await openStorage(databaseUrl, { clock: systemClock });
const now = systemClock.now();
const alert = anItem({ target: { kind: 'text', id: channelId }, createdAt: now, nextAttemptAt: now });
await storage.moments.save(aMoment({ startedAt: now, detectedAt: now, peakAt: now }), [alert]);
const notifier = createDiscordNotifier({
  rest: createDiscordRest({ token, apiUrl, logger, clock: systemClock }),
  breaker: new TargetBreaker(),
  clock: systemClock,
  logger,
});
const worker = createOutboxWorker({
  outbox: storage.outbox,
  moments: storage.moments,
  decisions: storage.decisions,
  notifierFor: () => notifier,
  compose: async () => ({ card: aCard() }),
  clock: systemClock,
  observer: new FakeObserver(),
  random: () => 0,
});
worker.start();
