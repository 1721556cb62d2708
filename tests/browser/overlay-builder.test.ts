import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebServer } from '../../src/web/web-server.ts';
import { FakeBot, TOKEN } from '../contract/web/fake-bot.ts';
import { audit, CLIENT_FOLDER, HAS_BROWSER, NO_BROWSER, openStage, watchFaults } from './stage.ts';

let browser: Browser;
beforeAll(async () => {
  if (HAS_BROWSER) browser = await openStage();
}, 60_000);
afterAll(() => browser?.close());

/** Less than a test may last, so that a test that fails says where. */
const ACTION_MS = 8_000;

interface Visit extends AsyncDisposable {
  readonly bot: FakeBot;
  readonly web: WebServer;
  readonly page: Page;
  readonly preview: FrameLocator;
  readonly faults: string[];
}

async function visit(hash: string, width = 1440): Promise<Visit> {
  const bot = new FakeBot();
  bot.watch('ninja');
  bot.watch('shroud');
  const web = await bot.start({ clientFolder: CLIENT_FOLDER });
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: 'dark' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: web.url });
  const page = await context.newPage();
  page.setDefaultTimeout(ACTION_MS);
  const faults = watchFaults(page, web.url);
  await page.goto(`${web.url}/${hash}`);
  await page.locator('header.top').waitFor();
  return {
    bot,
    web,
    page,
    preview: page.frameLocator('iframe'),
    faults,
    async [Symbol.asyncDispose]() {
      await context.close();
      await web[Symbol.asyncDispose]();
    },
  };
}

/** As whoever opened the address that the bot printed. */
async function visitBuilder(width?: number): Promise<Visit> {
  const visited = await visit(`#token=${TOKEN}`, width);
  await visited.page.getByRole('link', { name: 'Overlay' }).click();
  await visited.page.getByRole('heading', { name: 'Overlay for OBS' }).waitFor();
  return visited;
}

async function make({ page, bot }: Visit): Promise<string> {
  const before = bot.overlays.size;
  await page.getByLabel('New overlay for').fill('ninja');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect.poll(() => bot.overlays.size).toBe(before + 1);
  await page.locator('iframe').waitFor();
  return [...bot.overlays.keys()].at(-1)!;
}

describe.skipIf(!HAS_BROWSER)(`the overlay's builder (${NO_BROWSER})`, () => {
  test('asks for the token, and shows no address before', async () => {
    await using visited = await visit('#/overlay');
    const { page } = visited;
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByText('The token is not the right one.').waitFor();
    await page.getByRole('dialog').getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByText('There is no overlay yet.').waitFor();
  });

  test('makes an overlay and shows it with its demo, on any background', async () => {
    await using visited = await visitBuilder();
    const { page, preview, bot, faults } = visited;
    const id = await make(visited);
    expect(bot.overlays.get(id)).toMatchObject({ channel: 'ninja' });
    await expect.poll(() => preview.locator('.text').innerText()).toContain('rubber duck');
    for (const name of ['Light', 'Busy', 'Dark']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.locator(`.screen.${name.toLowerCase()}`).waitFor();
    }
    const box = await page.locator('.screen').boundingBox();
    const frame = await page.locator('iframe').boundingBox();
    expect(frame!.width).toBeCloseTo(box!.width - 2, 0);
    expect(await audit(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('shows what is tried out in the preview, and stores it when it is saved', async () => {
    await using visited = await visitBuilder();
    const { page, preview, bot } = visited;
    const id = await make(visited);
    const stage = preview.locator('.stage');
    await expect.poll(() => stage.getAttribute('data-theme')).toBe('bare');
    await page.getByLabel('Theme').selectOption('Dark panel');
    await page.getByLabel('Place').selectOption('Strip at the top');
    await page.getByLabel(/^Emote wall/).uncheck();
    await page.getByLabel('Scale').fill('2');
    await page.getByLabel(/^Emotes, and words/).fill('monkaS\n\n  KEKW  \nmonkaS');
    await expect.poll(() => stage.getAttribute('data-theme')).toBe('dark');
    await expect.poll(() => stage.getAttribute('class')).toContain('no-emotes');
    expect(bot.overlays.get(id)).toMatchObject({ settings: { theme: 'bare', scale: 1 } });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. OBS follows at once.').waitFor();
    expect(bot.overlays.get(id)).toMatchObject({
      settings: { theme: 'dark', position: 'top', scale: 2, widgets: { emotes: false }, hidden: ['monkaS', 'KEKW'] },
    });
    await page.getByLabel('Theme').selectOption('Light panel');
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(await page.getByLabel('Theme').inputValue()).toBe('dark');
    await expect.poll(() => stage.getAttribute('data-theme')).toBe('dark');
  });

  test('hides the address until it is asked for, and copies it unseen', async () => {
    await using visited = await visitBuilder();
    const { page, bot, web } = visited;
    const id = await make(visited);
    const { token } = bot.overlays.get(id)!;
    const field = page.getByLabel('Address of the overlay');
    expect(await field.inputValue()).toBe(`${web.url}/overlay/${'•'.repeat(16)}`);
    expect(await page.locator('body').innerText()).not.toContain(token);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${web.url}/overlay/${token}`);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    expect(await field.inputValue()).toBe(`${web.url}/overlay/${token}`);
  });

  test('gives another address only after asking, and shows that one then', async () => {
    await using visited = await visitBuilder();
    const { page, bot, preview } = visited;
    const id = await make(visited);
    const before = bot.overlays.get(id)!.token;
    await page.getByRole('button', { name: 'Reset address' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(bot.overlays.get(id)!.token).toBe(before);
    await page.getByRole('button', { name: 'Reset address' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset address' }).click();
    await page.getByText('The former address shows nothing any more.').waitFor();
    const { token } = bot.overlays.get(id)!;
    expect(token).not.toBe(before);
    expect(await page.locator('iframe').getAttribute('src')).toContain(token);
    await expect.poll(() => preview.locator('.text').innerText()).toContain('rubber duck');
  });

  test('changes the channel of an overlay, chooses between them and deletes one', async () => {
    await using visited = await visitBuilder();
    const { page, bot } = visited;
    const first = await make(visited);
    const second = await make(visited);
    await page.getByLabel('Shows the channel').selectOption('shroud');
    await page.getByText('The overlay shows shroud now.').waitFor();
    expect(bot.overlays.get(second)).toMatchObject({ channel: 'shroud' });
    await page.getByRole('combobox', { name: 'Overlay', exact: true }).selectOption(first);
    await page.getByRole('button', { name: 'Delete overlay' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete overlay' }).click();
    await expect.poll(() => [...bot.overlays.keys()]).toEqual([second]);
  });

  test('fits a phone', async () => {
    await using visited = await visitBuilder(390);
    await make(visited);
    const { page } = visited;
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(await audit(page)).toEqual([]);
  });
});
