import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createDiscordNotifier } from '../../src/bot/discord/delivery/discord-notifier.ts';
import { createOutboxWorker } from '../../src/bot/discord/delivery/outbox-worker.ts';
import { TargetBreaker } from '../../src/bot/discord/delivery/target-breaker.ts';
import { FakeObserver } from '../../src/bot/discord/delivery/testing.ts';
import { createDiscordRest } from '../../src/bot/discord/rest/discord-rest.ts';
import { aCard } from '../../src/bot/discord/testing.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';

/** What happens to the first process's request, whose answer it does not live to see. */
test.each([
  ['arrives', { kind: 'delay', ms: 500 }],
  ['is lost', { kind: 'hang-up' }],
] as const)('after kill -9 with a request under way that %s, one card stands', async (_, effect) => {
  await using fake = await createFakeDiscord({ rest: { nonceWindowMs: 0 } });
  const channelId = fake.addChannel(fake.addGuild().id).id;
  const posts = (): number =>
    fake.requests.filter(({ method, path: at }) => method === 'POST' && at.endsWith('/messages')).length;
  fake.faults.add({ effect, method: 'POST', path: /\/messages$/ });

  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-restart-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const databaseUrl = `sqlite:${path.join(folder, 'hypewire.db')}`;
  const sender = path.join(import.meta.dirname, 'discord-edge-sender.ts');
  const child = spawn(process.execPath, [sender, databaseUrl, fake.apiUrl, fake.token, channelId], {
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  cleanup.defer(() => void child.kill('SIGKILL'));
  await expect.poll(posts, { timeout: 10_000, interval: 5 }).toBe(1);
  child.kill('SIGKILL');
  await ended;
  if (effect.kind === 'delay') await fake.waitForMessage((message) => message.channelId === channelId);

  const logger = createLogger('silent');
  const storage = cleanup.use(await openStorage(databaseUrl, { clock: systemClock }));
  const rest = createDiscordRest({ token: fake.token, apiUrl: fake.apiUrl, logger, clock: systemClock });
  const notifier = createDiscordNotifier({ rest, breaker: new TargetBreaker(), clock: systemClock, logger });
  // Time has passed since, so that a pause the first process may have noted is over.
  const clock = { now: () => systemClock.now() + 60_000, sleep: systemClock.sleep };
  const worker = createOutboxWorker({
    outbox: storage.outbox,
    moments: storage.moments,
    decisions: storage.decisions,
    notifierFor: () => notifier,
    compose: async () => ({ card: aCard() }),
    clock,
    observer: new FakeObserver(),
    random: () => 0,
  });
  await worker.runOnce();
  expect(fake.messagesIn(channelId)).toHaveLength(1);
  expect(await storage.outbox.counts()).toEqual({ pending: 0, dead: 0 });
  expect(await worker.runOnce()).toBeLessThanOrEqual(1);
  expect(fake.messagesIn(channelId)).toHaveLength(1);
});
