import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCENE_CHANNEL } from './scene.ts';
import { audit, HAS_BROWSER, NO_BROWSER, openStage, until, visit } from './stage.ts';

let browser: Browser;
beforeAll(async () => {
  if (HAS_BROWSER) browser = await openStage();
}, 60_000);
afterAll(() => browser?.close());

const WIDTHS = [1440, 900, 360];
const LOOKS = (['dark', 'light'] as const).flatMap((colorScheme) =>
  ['live', 'history', 'recap', 'health'].map((view) => [view, colorScheme] as const),
);

describe.skipIf(!HAS_BROWSER)(`every page (${NO_BROWSER})`, () => {
  test.each(LOOKS)('%s, %s: readable, named, and no wider than the window', async (view, colorScheme) => {
    await using stage = await visit(browser, {
      hash: `#/${view}/${SCENE_CHANNEL}`,
      colorScheme,
      reducedMotion: 'reduce',
    });
    const { page, bot, scene, faults } = stage;
    await until(() => bot.commands.some(({ command }) => command === 'join_channel'), 'a join');
    for (const channel of scene.channels) bot.send('/ws/metrics', scene.metrics(channel));
    for (let index = 0; index < 20; index += 1) bot.send('/ws', scene.chat(index));
    await page.locator('.moment, .part').first().waitFor();
    if (view === 'live') await expect.poll(() => page.locator('.chat-row').count()).toBe(20);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect([width, ...(await audit(page))]).toEqual([width]);
    }
    expect(faults).toEqual([]);
  });

  test('is reached by keyboard: first past the navigation, then through it', async () => {
    await using stage = await visit(browser);
    const { page } = stage;
    const focused = (): Promise<string> =>
      page.evaluate(`document.activeElement.textContent.trim() || document.activeElement.id`);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(`document.activeElement.id`)).toBe('main');
    await page.reload();
    for (const expected of ['Skip to the content', 'Hypewire', 'Live', 'History']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(expected);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Hype moments' }).waitFor();
    expect(await page.evaluate(`document.activeElement.id`)).toBe('main');
    expect(await page.getByRole('link', { name: 'History' }).getAttribute('aria-current')).toBe('page');
  });

  test('keeps the colours that were chosen', async () => {
    await using stage = await visit(browser, { colorScheme: 'light' });
    const { page } = stage;
    const ground = (): Promise<string> => page.evaluate(`getComputedStyle(document.documentElement).backgroundColor`);
    const light = await ground();
    await page.getByRole('button', { name: /^Colours: as the system/ }).click();
    expect(await ground()).not.toBe(light);
    await page.reload();
    await page.getByRole('button', { name: /^Colours: dark/ }).waitFor();
    expect(await ground()).not.toBe(light);
  });
});

describe.skipIf(!HAS_BROWSER)('channels', () => {
  test('are added with the token the bot printed, which leaves the address at once', async () => {
    await using stage = await visit(browser, { hash: '#token=right-token' });
    const { page, bot } = stage;
    expect(page.url()).toBe(`${bot.url}/#/live`);
    await page.getByLabel('Twitch channel to watch').fill('https://www.twitch.tv/New_One');
    await page.getByRole('button', { name: 'Watch it' }).click();
    await expect.poll(() => page.url()).toBe(`${bot.url}/#/live/new_one`);
    await page.getByRole('link', { name: /new_one/ }).waitFor();
    expect(bot.requests.join(' ')).not.toContain('right-token');
  });

  test('ask for the token where there is none, and say when it is wrong', async () => {
    await using stage = await visit(browser);
    const { page } = stage;
    await page.getByLabel('Twitch channel to watch').fill('new_one');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: "This needs the bot's token" });
    await dialog.getByLabel('Token').fill('wrong');
    await page.keyboard.press('Enter');
    await dialog.getByText('The token is not the right one.').waitFor();
    await dialog.getByLabel('Token').fill('right-token');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /new_one/ }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('that cannot be added say why', async () => {
    await using stage = await visit(browser, { hash: '#token=right-token' });
    const { page } = stage;
    const input = page.getByLabel('Twitch channel to watch');
    await input.fill('not a name!');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    await input.fill('nobody_like_that');
    await page.keyboard.press('Enter');
    await page.getByText('Twitch knows no channel of that name.').waitFor();
  });

  test('are removed after a question', async () => {
    await using stage = await visit(browser, { hash: '#token=right-token' });
    const { page, bot } = stage;
    await page.getByRole('button', { name: 'Stop watching tidepool_tv' }).click();
    await page.keyboard.press('Escape');
    expect(bot.requests.some((request) => request.startsWith('DELETE'))).toBe(false);
    await page.getByRole('button', { name: 'Stop watching tidepool_tv' }).click();
    await page.getByRole('button', { name: 'Stop watching', exact: true }).click();
    await page.getByRole('link', { name: /tidepool_tv/ }).waitFor({ state: 'detached' });
  });
});

describe.skipIf(!HAS_BROWSER)('looking back', () => {
  test('moments are narrowed by kind, strength and emote, and exported', async () => {
    await using stage = await visit(browser, { hash: '#/history' });
    const { page, bot } = stage;
    await expect.poll(() => page.locator('.moment').count()).toBe(7);
    await page.getByRole('button', { name: 'Funny' }).click();
    expect(await page.locator('.moment').count()).toBe(2);
    await page.getByLabel(/^Strength/).fill('6');
    expect(await page.locator('.moment').count()).toBe(1);
    await page.getByRole('button', { name: 'Funny' }).click();
    await page.getByLabel('Emote').fill('lulw');
    expect(await page.locator('.moment').count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')).toBe(
      `${bot.url}/api/hype-events/export`,
    );
    const vod = page.getByRole('link', { name: /^VOD/ }).first();
    expect(await vod.getAttribute('rel')).toContain('noopener');
  });

  test('a stream is looked at closer by button and by dragging, and filtered', async () => {
    await using stage = await visit(browser, { hash: `#/recap/${SCENE_CHANNEL}` });
    const { page } = stage;
    await expect.poll(() => page.locator('.moment').count()).toBe(7);
    await page.getByRole('button', { name: 'Nearer' }).click();
    expect(await page.locator('.moment').count()).toBeLessThan(7);
    await page.getByRole('button', { name: 'All' }).click();
    await expect.poll(() => page.locator('.moment').count()).toBe(7);
    const box = (await page.locator('.u-over').boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.05, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 100, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => page.locator('.moment').count()).toBe(2);
    await page.getByLabel('Emote').selectOption('KEKW');
    expect(await page.getByRole('img', { name: /^Bar chart/ }).getAttribute('aria-label')).toContain(
      'with uses of KEKW',
    );
  });

  test('what is broken comes first and says what to do', async () => {
    await using stage = await visit(browser, { hash: '#/health' });
    const { page } = stage;
    const first = page.locator('.part').first();
    await first.waitFor();
    expect(await first.textContent()).toContain('Give Hypewire "Send Messages"');
    expect(await page.locator('.part').filter({ hasText: 'summary model' }).textContent()).toContain(
      'Check OPENAI_BASE_URL',
    );
  });

  test('a bot that does not answer is a sentence, not a blank page', async () => {
    await using stage = await visit(browser, { hash: '#/history' });
    const { page, bot } = stage;
    bot.state.down = true;
    await page.getByLabel('Time').selectOption('7');
    await page.getByText('The bot does not answer. Is it running?').waitFor();
  });
});
