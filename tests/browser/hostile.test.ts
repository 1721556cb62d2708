import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCENE_CHANNEL } from './scene.ts';
import { HAS_BROWSER, NO_BROWSER, openStage, until, visit, type Visit } from './stage.ts';

let browser: Browser;
beforeAll(async () => {
  if (HAS_BROWSER) browser = await openStage();
}, 60_000);
afterAll(() => browser?.close());

const SOCKETS = ['/ws', '/ws/metrics', '/ws/mood', '/ws/headline'];

async function open(): Promise<Visit> {
  const stage = await visit(browser);
  const { bot } = stage;
  await until(() => bot.commands.some(({ command }) => command === 'join_channel'), 'a join');
  await until(() => SOCKETS.every((path) => bot.sockets(path) === 1), 'the sockets');
  return stage;
}

const BAD = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

describe.skipIf(!HAS_BROWSER)(`chat is a stranger's (${NO_BROWSER})`, () => {
  test('markup in messages, names, emotes and events stays text', async () => {
    await using stage = await open();
    const { bot, page, scene, faults } = stage;
    bot.send('/ws', scene.chat(0, { message: BAD, user: { username: BAD, display_name: BAD, color: `red;}${BAD}` } }));
    bot.send('/ws', {
      type: 'twitch_event',
      event_type: 'subscription',
      channel: SCENE_CHANNEL,
      data: { system_msg: BAD, user: BAD },
      timestamp: new Date().toISOString(),
    });
    bot.send('/ws/metrics', { ...scene.metrics(SCENE_CHANNEL), top_emotes: [[BAD, 3]] });
    bot.send('/ws/mood', {
      ...scene.mood(SCENE_CHANNEL),
      drivers: [{ token: BAD, kind: 'word', uses: 1, valence: 1 }],
    });
    bot.send('/ws/headline', { ...scene.headline(SCENE_CHANNEL), headline: BAD, sentences: [BAD] });
    await page.locator('.chat-row.event').waitFor();
    await expect.poll(() => page.locator('.headline').textContent()).toContain(BAD);
    await expect.poll(() => page.locator('.emotes').textContent()).toContain(BAD);
    expect(await page.locator('.chat-row').first().textContent()).toContain(BAD);
    expect(await page.locator('main script, main img[src="x"]').count()).toBe(0);
    expect(await page.title()).toContain('Hypewire');
    expect(faults).toEqual([]);
  });

  test('text that turns the writing direction stays within itself', async () => {
    await using stage = await open();
    const { bot, page, scene } = stage;
    bot.send('/ws', scene.chat(0, { user: { username: 'x', display_name: '\u202Eevil' }, message: '\u202E\u2066abc' }));
    await page.locator('.chat-row').waitFor();
    const isolation = `[...document.querySelectorAll('.chat-row bdi')].map((e) => getComputedStyle(e).unicodeBidi)`;
    expect(await page.evaluate<string[]>(isolation)).toEqual(['isolate', 'isolate']);
  });

  test('stacked marks stay within their row, and a long word within the feed', async () => {
    await using stage = await open();
    const { bot, page, scene } = stage;
    bot.send('/ws', scene.chat(0, { message: `Z${'\u0301\u0353\u036B'.repeat(150)}` }));
    bot.send('/ws', scene.chat(1, { message: 'W'.repeat(500) }));
    await expect.poll(() => page.locator('.chat-row').count()).toBe(2);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.chat-row')).overflow`)).toBe('hidden');
    expect(
      await page.evaluate(
        `(() => { const f = document.querySelector('.feed'); return f.scrollWidth <= f.clientWidth })()`,
      ),
    ).toBe(true);
  });

  test.each([
    ['message_deleted', { target_msg_id: 'm0' }],
    ['timeout', { target_user: 'mossylantern', duration: '600' }],
    ['ban', { target_user_id: '1000', target_user: 'mossylantern' }],
    ['user_forgotten', { target_user_id: '1000' }],
    ['chat_cleared', {}],
  ])('%s takes the text from the page', async (event_type, data) => {
    await using stage = await open();
    const { bot, page, scene } = stage;
    bot.send('/ws', scene.chat(0, { message: 'regrettable words' }));
    await page.getByText('regrettable words').waitFor();
    const timestamp = new Date().toISOString();
    bot.send('/ws', { type: 'twitch_event', event_type, channel: SCENE_CHANNEL, data, timestamp });
    await page.getByText('regrettable words').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain('regrettable');
  });

  test('ten thousand messages leave two hundred rows', async () => {
    await using stage = await open();
    const { bot, page, scene } = stage;
    for (let index = 0; index < 10_000; index += 1) bot.send('/ws', scene.chat(index));
    await expect.poll(() => page.locator('.chat-row').last().textContent(), { timeout: 15_000 }).toContain('monkaS');
    await expect.poll(() => page.locator('.chat-row').count()).toBe(200);
  });

  test('broken frames are counted where the operator looks, and change nothing else', async () => {
    await using stage = await open();
    const { bot, page, faults } = stage;
    for (const frame of [
      '{',
      '[]',
      '"x"',
      '{"type":"metrics","channel":7}',
      '{"type":"never_heard_of"}',
      '{"type":"hype_event"}',
    ]) {
      bot.send('/ws/metrics', frame);
    }
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByText('5 messages of the bot could not be read').waitFor();
    expect(faults).toEqual([]);
  });
});
