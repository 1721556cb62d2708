import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FrameChecker } from '../contract/web/frame-checker.ts';
import { SocketClient, type Frame } from '../contract/web/socket-client.ts';
import { startDemo, type DemoBot } from '../integration/demo-bot.ts';
import { HAS_BROWSER, NO_BROWSER, openStage, watchFaults } from './stage.ts';

const BANNER_MS = 10_000;
/** The demo's first moment comes about 20 s after its start; the rest is for machines that are busy. */
const MOMENT_WITHIN_MS = 60_000;
/** Moments that the bot finds in its database. */
const PAST = 3;
/** Keeps, inside the page, when the announcement came and went: what a test sees from outside is late. */
const WATCH_BANNER = `
  window.banner = { cameAt: null, wentAt: null };
  new MutationObserver(() => {
    const isThere = document.querySelector('.banner') !== null;
    if (isThere) window.banner.cameAt ??= performance.now();
    else if (window.banner.cameAt !== null) window.banner.wentAt ??= performance.now();
  }).observe(document.body, { childList: true, subtree: true });
`;

/** One visit to one demo, from the first look to the morning after a power cut. */
describe.skipIf(!HAS_BROWSER)(`a visit to the demo (${NO_BROWSER})`, () => {
  let browser: Browser;
  let demo: DemoBot;
  let page: Page;
  let faults: string[];
  let alerts: SocketClient;
  beforeAll(async () => {
    browser = await openStage();
    demo = await startDemo({ past: PAST });
    alerts = await SocketClient.open(demo.url, '/ws/hype');
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    faults = watchFaults(page, demo.url);
    await page.goto(demo.address);
    await page.locator('.link-state .dot.good').waitFor();
    await page.evaluate(WATCH_BANNER);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await alerts?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  async function hypeEvents(): Promise<readonly Frame[]> {
    const answer = await (await fetch(`${demo.url}/api/hype-events`)).json();
    return (answer as { readonly events: readonly Frame[] }).events;
  }

  const banner = (): Promise<{ cameAt: number | null; wentAt: number | null }> => page.evaluate('window.banner');

  test('the gauge moves', async () => {
    const readings = new Set<string>();
    const read = async (): Promise<number> => {
      readings.add((await page.getByRole('meter').getAttribute('aria-valuetext')) ?? '');
      return readings.size;
    };
    await expect.poll(read, { timeout: 15_000 }).toBeGreaterThan(2);
  });

  test('a channel is added, heard and removed', async () => {
    const { irc } = demo;
    await page.getByLabel('Twitch channel to watch').fill('https://www.twitch.tv/Aurora');
    await page.getByRole('button', { name: 'Watch it' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('aurora');
    await irc.until('the join', () => irc.joinedChannels.has('aurora'));
    // The page's own socket joins a little later than the bot.
    await expect
      .poll(async () => {
        irc.say('aurora', 'mossy', '<b>hello</b>');
        return page.locator('.chat-row', { hasText: '<b>hello</b>' }).count();
      })
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Stop watching aurora' }).click();
    await page.getByRole('button', { name: 'Stop watching', exact: true }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('hypewire_demo');
    await irc.until('the bot to leave', () => !irc.joinedChannels.has('aurora'));
    await expect.poll(() => page.getByRole('link', { name: /^aurora/ }).count(), { timeout: 15_000 }).toBe(0);
  }, 40_000);

  test('the overlay lets the game through', async () => {
    const made = await fetch(`${demo.url}/api/overlays`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demo.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'hypewire_demo' }),
    });
    const overlay = await browser.newPage({ viewport: { width: 960, height: 540 } });
    const overlayFaults = watchFaults(overlay, demo.url);
    await overlay.goto(demo.url + ((await made.json()) as { readonly path: string }).path);
    // The chat of the demo has a mood and a headline within seconds.
    await expect.poll(async () => (await overlay.locator('body').innerText()).trim(), { timeout: 15_000 }).not.toBe('');
    const shares = await transparency(await overlay.screenshot({ omitBackground: true }));
    expect(shares.clear).toBeGreaterThan(0.5);
    expect(shares.clear).toBeLessThan(1);
    expect(overlayFaults).toEqual([]);
    await overlay.close();
  });

  test('a moment is announced, for ten seconds', async () => {
    await expect.poll(async () => (await banner()).cameAt, { timeout: MOMENT_WITHIN_MS }).not.toBeNull();
    expect(await page.locator('.banner').textContent()).toMatch(/hypewire_demo.*messages a second, .*× usual/);
    await expect.poll(async () => (await banner()).wentAt, { timeout: BANNER_MS * 3 }).not.toBeNull();
    const { cameAt, wentAt } = await banner();
    expect(wentAt! - cameAt!).toBeGreaterThanOrEqual(BANNER_MS - 50);
    expect(alerts.frames.length).toBeGreaterThan(0);
    expect((await FrameChecker.open(demo.url)).problems('/ws/hype', alerts.frames)).toEqual([]);
  }, 120_000);

  test('it joins those of the past in the history, which can be taken home as a table', async () => {
    await page.getByRole('link', { name: 'History' }).click();
    await expect.poll(() => page.locator('.moment-list > li').count()).toBeGreaterThan(PAST);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^hype-events.*\.csv$/);
    const [header = '', ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    const names = header.split(',');
    const events = await hypeEvents();
    expect(rows).toHaveLength(events.length);
    // A moment that lasts goes on growing between two questions; those that are over do not.
    for (const [index, event] of events.entries()) {
      const cells = rows[index]?.split(',') ?? [];
      const compared = event['phase'] === 'ended' ? ['timestamp', 'velocity', 'multiplier', 'score'] : [];
      for (const name of ['channel', 'id', 'started_at', 'baseline_mean', ...compared])
        expect(cells[names.indexOf(name)], name).toBe(String(event[name]));
    }
  });

  test('a killed bot is missed, and found again with its history', async () => {
    await demo.kill();
    await page.getByText(/^Lost/).waitFor();
    await demo.startAgain();
    await page.locator('.link-state .dot.good').waitFor({ timeout: 40_000 });
    expect((await hypeEvents()).length).toBeGreaterThan(PAST);
    await page.reload();
    await expect.poll(() => page.locator('.moment-list > li').count()).toBeGreaterThan(PAST);
    expect(faults).toEqual([]);
  }, 90_000);
});

/** Which share of a picture lets everything through. */
async function transparency(png: Buffer): Promise<{ readonly clear: number }> {
  const picture = await loadImage(png);
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  let clear = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at] === 0) clear++;
  return { clear: clear / (data.length / 4) };
}
