import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BotProcess } from '../e2e/bot-process.ts';
import { HAS_BROWSER, NO_BROWSER, openStage, watchFaults } from './stage.ts';

let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-pages-'));
  if (HAS_BROWSER) browser = await openStage();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!HAS_BROWSER)(`the pages of the real bot (${NO_BROWSER})`, () => {
  test('show its demo, live and in retrospect, within its own security policy', async () => {
    const env = { DATABASE_URL: `sqlite:${path.join(folder, 'bot.db')}` };
    await using bot = await BotProcess.start({ env, cwd: folder });
    const [, address = ''] = await bot.waitForOutput(/Dashboard: (http:\/\/\S+)/, 10_000);
    const page = await browser.newPage();
    const faults = watchFaults(page, bot.webUrl);
    await page.goto(address);
    await page.locator('.link-state .dot.good').waitFor();
    expect(page.url()).not.toContain('token');
    await expect
      .poll(async () => Number(await page.getByRole('meter').getAttribute('aria-valuenow')), { timeout: 10_000 })
      .toBeGreaterThan(0);
    await expect.poll(() => page.locator('.chat-row').count(), { timeout: 10_000 }).toBeGreaterThan(0);
    for (const part of ['.emotes li', '.mood .feeling', '.headline .grounds'])
      await page.locator(part).first().waitFor();
    expect(await page.getByRole('img', { name: /^Chart of messages/ }).getAttribute('aria-label')).toContain('usually');

    await page.getByRole('link', { name: 'Recap' }).click();
    await page.getByRole('img', { name: /^Bar chart of/ }).waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText(/loaded moments$/).waitFor();
    await page.getByRole('link', { name: 'Health' }).click();
    await page.locator('.part', { hasText: 'storage' }).waitFor();
    expect(await page.locator('.part', { hasText: 'this page' }).textContent()).toContain(
      '5 of 5 live connections stand.',
    );
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);
});
