import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openChromium } from '../../scripts/pictures/chromium.ts';
import { buildClient } from '../../scripts/build-client/build.ts';
import { startFakeBot, type FakeBot } from './fake-bot.ts';
import { makeScene, type Scene } from './scene.ts';

export const CLIENT_FOLDER = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** Whether this machine has a browser; where not, browser tests are skipped and say so. */
export const HAS_BROWSER = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].some((place) => place !== undefined && existsSync(place));
export const NO_BROWSER = 'needs Chromium: install it or name it in CHROMIUM_PATH';

/** Hosts that pages may load pictures from; none of them is reached in tests. */
const PICTURE_HOSTS = ['static-cdn.jtvnw.net', 'cdn.7tv.app', 'cdn.betterttv.net', 'cdn.frankerfacez.com'];

/** A browser and the built pages. */
export async function openStage(): Promise<Browser> {
  if (!(await buildClient())) throw new Error('the pages could not be built');
  return openChromium();
}

/** A page of a made-up bot, and everything that went wrong in it. */
export interface Visit extends AsyncDisposable {
  readonly bot: FakeBot;
  readonly scene: Scene;
  readonly page: Page;
  /** Errors of the page, violations of its security policy, and addresses it must not ask for. */
  readonly faults: string[];
}

export interface VisitOptions extends BrowserContextOptions {
  readonly hash?: string;
  /** The page's clock stands still until the test moves it. */
  readonly stopClock?: boolean;
}

export async function visit(
  browser: Browser,
  { hash = '', stopClock = false, ...context }: VisitOptions = {},
): Promise<Visit> {
  const scene = makeScene(Date.now());
  const bot = await startFakeBot({ folder: CLIENT_FOLDER, answers: scene.answers });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...context });
  const faults = watchFaults(page, bot.url);
  if (stopClock) await page.clock.install();
  await page.goto(`${bot.url}/${hash}`);
  await page.locator('header.top').waitFor();
  return {
    bot,
    scene,
    page,
    faults,
    async [Symbol.asyncDispose]() {
      await page.close();
      await bot[Symbol.asyncDispose]();
    },
  };
}

/** Answers pictures with nothing, and notes whatever should not happen. */
export function watchFaults(page: Page, url: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A lost connection is part of several tests; the page answers it, the browser also writes it down.
    const isNetwork = /ERR_|WebSocket connection|Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !isNetwork) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin, host, protocol } = new URL(request.url());
    const isPicture = request.resourceType() === 'image' && PICTURE_HOSTS.includes(host);
    if (origin !== new URL(url).origin && !isPicture && protocol !== 'data:') faults.push(`asked ${request.url()}`);
  });
  void page.route(/^https:/, (route) => route.abort());
  return faults;
}

/** Waits until `condition` holds; for what happens outside of the page. */
export async function until(condition: () => boolean, what: string, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Moves a stopped clock in small steps until `condition` holds; what comes over the network takes its own time. */
export async function passUntil(
  page: Page,
  condition: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`moved the clock for ${withinMs} ms in vain`);
    await page.clock.runFor(CLOCK_STEP_MS);
  }
}

const CLOCK_STEP_MS = 50;

/** Whatever keeps people out of the page as it is now: contrast, names, headings, width. */
export async function audit(page: Page): Promise<readonly string[]> {
  const script = await readFile(new URL('./audit.js', import.meta.url), 'utf8');
  return page.evaluate<readonly string[]>(script);
}
