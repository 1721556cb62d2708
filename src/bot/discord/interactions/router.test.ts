import { PermissionsBitField, type Interaction } from 'discord.js';
import { expect, test } from 'vitest';
import { systemClock } from '../../../lib/clock.ts';
import { createLogger } from '../../../telemetry/logger.ts';
import { FakeObserver } from '../delivery/testing.ts';
import type { InteractionHandlers } from './handlers.ts';
import { NOTICES } from './notices.ts';
import { createInteractionRouter } from './router.ts';

/** A slash command as discord.js hands it over, recording what is answered. */
function aCommand(answers: string[]): Interaction {
  const record = (how: string) => async (message: unknown) => void answers.push(`${how} ${JSON.stringify(message)}`);
  const fake = {
    guildId: '1',
    channelId: '2',
    channel: null,
    user: { id: '3' },
    locale: 'en-US',
    memberPermissions: new PermissionsBitField(0n),
    commandName: 'stats',
    options: { data: [] },
    createdTimestamp: 0,
    isAutocomplete: () => false,
    isChatInputCommand: () => true,
    reply: record('reply'),
    deferReply: record('defer'),
    editReply: record('edit'),
  };
  return fake as unknown as Interaction;
}

function aRouter(execute: InteractionHandlers['execute'], inFlightMax: number) {
  const observer = new FakeObserver();
  const handlers: InteractionHandlers = {
    definitions: [{ name: 'stats', description: 'Numbers', access: 'everyone' }],
    defer: () => ({ ephemeral: false }),
    execute,
    press: () => Promise.reject(new Error('not used')),
    autocomplete: async () => [],
  };
  const router = createInteractionRouter({
    handlers,
    logger: createLogger('silent'),
    observer,
    clock: systemClock,
    inFlightMax,
  });
  return { router, observer };
}

test('above its limit the router asks to come back, and serves again when there is room', async () => {
  const release = Promise.withResolvers<void>();
  const { router, observer } = aRouter(async () => {
    await release.promise;
    return { blocks: [] };
  }, 2);
  const answers: string[] = [];
  for (let i = 0; i < 3; i++) router.handle(aCommand(answers));
  await expect.poll(() => answers.filter((answer) => answer.includes(NOTICES.busy))).toHaveLength(1);
  release.resolve();
  await router.drain(1_000);
  expect(observer.commands.toSorted()).toEqual(['stats ok', 'stats ok', 'stats user-error']);
  router.handle(aCommand(answers));
  await router.drain(1_000);
  expect(observer.commands.filter((command) => command === 'stats ok')).toHaveLength(3);
});

test('draining ends in time, whatever hangs', async () => {
  const { router } = aRouter(() => new Promise(() => {}), 2);
  router.handle(aCommand([]));
  await router.drain(20);
});

test('a failure of the library itself is counted and ends there', async () => {
  const { router, observer } = aRouter(async () => ({ blocks: [] }), 2);
  const broken = { ...aCommand([]), deferReply: () => Promise.reject(new TypeError('inside discord.js')) };
  router.handle(broken as unknown as Interaction);
  await router.drain(1_000);
  expect(observer.failures).toEqual(['interaction: inside discord.js']);
});
