import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCENE_CHANNEL } from './scene.ts';
import { HAS_BROWSER, NO_BROWSER, openStage, passUntil, until, visit, type Visit } from './stage.ts';

let browser: Browser;
beforeAll(async () => {
  if (HAS_BROWSER) browser = await openStage();
}, 60_000);
afterAll(() => browser?.close());

async function connected(bot: Visit['bot']): Promise<void> {
  await until(() => bot.sockets('/ws/metrics') === 1 && bot.sockets('/ws/hype') === 1, 'the sockets');
  await until(() => bot.commands.some(({ command }) => command === 'join_channel'), 'a join');
}

describe.skipIf(!HAS_BROWSER)(`the live page (${NO_BROWSER})`, () => {
  test('shows the figures of the first channel, and asks nobody but the bot', async () => {
    await using stage = await visit(browser);
    const { bot, page, scene, faults } = stage;
    await connected(bot);
    bot.send('/ws/metrics', { ...scene.metrics(SCENE_CHANNEL), messages_per_second: 12.5 });
    await expect
      .poll(() => page.getByRole('meter').getAttribute('aria-valuetext'))
      .toBe('13 messages a second, normal pace');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(SCENE_CHANNEL);
    // Pictures do not load here: each name stands once.
    await expect.poll(() => page.locator('.emotes img').count()).toBe(0);
    expect(await page.locator('.emotes li').first().textContent()).toBe('KEKW214');
    expect((await page.locator('.emotes .name').first().boundingBox())?.width).toBeGreaterThan(20);
    expect(await page.locator('.mood').textContent()).toContain('78 % sure');
    expect(await page.locator('.headline').textContent()).toContain('Chat laughs at the missed lever.');
    expect(await page.locator('.moment-list li').count()).toBe(7);
    expect(faults).toEqual([]);
  });

  test.each([
    [49, 'normal'],
    [50, 'fast'],
    [100, 'fast'],
    [101, 'extreme'],
  ])('%i messages a second are %s', async (velocity, pace) => {
    await using stage = await visit(browser);
    const { bot, page, scene } = stage;
    await connected(bot);
    bot.send('/ws/metrics', { ...scene.metrics(SCENE_CHANNEL), messages_per_second: velocity });
    await expect.poll(() => page.getByRole('meter').getAttribute('aria-valuenow')).toBe(String(velocity));
    expect(await page.locator('.gauge').getAttribute('class')).toContain(pace);
  });

  test('follows the channel that is chosen', async () => {
    await using stage = await visit(browser);
    const { bot, page, scene } = stage;
    await connected(bot);
    bot.send('/ws', scene.chat(1));
    await page.getByText('WAIT', { exact: true }).waitFor();
    await page.getByRole('link', { name: /tidepool_tv/ }).click();
    await until(() => bot.commands.at(-1)?.['channel'] === 'tidepool_tv', 'the join of the other channel');
    expect(bot.commands.filter(({ command }) => command !== 'ping').map(({ command }) => command)).toEqual([
      'join_channel',
      'leave_channel',
      'join_channel',
    ]);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('tidepool_tv');
    expect(await page.locator('.chat-row').count()).toBe(0);
  });

  test('announces a moment for ten seconds', async () => {
    await using stage = await visit(browser, { stopClock: true });
    const { bot, page } = stage;
    const now = Date.now();
    const at = new Date(now).toISOString();
    const known = (bot.state.answers.get('/api/hype-events') as { events: object[] }).events[0];
    await passUntil(page, () => bot.sockets('/ws/hype') === 1);
    bot.send('/ws/hype', { ...known, id: 'fresh', phase: 'started', timestamp: at, started_at: at, ended_at: null });
    const banner = page.locator('.banner');
    await passUntil(page, async () => (await banner.count()) === 1);
    expect(await page.locator('.banner-slot').getAttribute('role')).toBe('status');
    expect(await banner.textContent()).toContain('59 messages a second');
    await page.clock.runFor(9_000);
    expect(await banner.count()).toBe(1);
    await page.clock.runFor(1_500);
    expect(await banner.count()).toBe(0);
  });

  test.each([
    ['no-preference', 'banner-in, banner-pulse'],
    ['reduce', 'none'],
  ] as const)('with motion %s the announcement moves: %s', async (reducedMotion, animation) => {
    await using stage = await visit(browser, { reducedMotion });
    const { bot, page } = stage;
    await connected(bot);
    const at = new Date().toISOString();
    const known = (bot.state.answers.get('/api/hype-events') as { events: object[] }).events[0];
    bot.send('/ws/hype', { ...known, id: 'fresh', phase: 'started', timestamp: at, started_at: at, ended_at: null });
    await page.locator('.banner').waitFor();
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.banner')).animationName`)).toBe(animation);
  });

  test('comes back after a lost connection, asks for what it missed, and says how old everything is', async () => {
    await using stage = await visit(browser);
    const { bot, page, scene } = stage;
    await connected(bot);
    bot.send('/ws', scene.chat(0, { event_id: 'a-7' }));
    await page.locator('.chat-row').waitFor();
    const asked = bot.requests.filter((request) => request === 'GET /api/channels').length;
    bot.state.down = true;
    bot.dropSockets();
    await page.getByText(/^Lost/).waitFor();
    bot.state.down = false;
    await until(() => bot.sockets('/ws') === 1 && bot.sockets('/ws/metrics') === 1, 'the way back');
    await until(() => bot.commands.some(({ last_id }) => last_id === 'a-7'), 'the resumption');
    await until(
      () => bot.requests.filter((request) => request === 'GET /api/channels').length > asked,
      'a new snapshot',
    );
    bot.send('/ws/metrics', scene.metrics(SCENE_CHANNEL));
    await page.locator('.link-state .dot.good').waitFor();
  });

  test('dims what is old', async () => {
    await using stage = await visit(browser, { stopClock: true });
    const { bot, page, scene } = stage;
    await passUntil(page, () => bot.sockets('/ws/metrics') === 1);
    bot.send('/ws/metrics', scene.metrics(SCENE_CHANNEL));
    await passUntil(page, async () => (await page.getByRole('meter').getAttribute('aria-valuenow')) !== '0');
    await page.clock.runFor(1_000);
    expect(await page.locator('.live.stale').count()).toBe(0);
    await page.clock.runFor(6_000);
    expect(await page.locator('.live.stale').count()).toBe(1);
    expect(await page.locator('.link-state').textContent()).toContain('Quiet for');
  });
});
