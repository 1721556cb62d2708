import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { OVERLAY_DEFAULTS, type Overlay, type OverlayChange } from '../../src/domain/overlay.ts';
import type { WebServer } from '../../src/web/web-server.ts';
import { FakeBot, TOKEN } from '../contract/web/fake-bot.ts';
import { HEADLINE, MOOD } from '../contract/web/values.ts';
import { CLIENT_FOLDER, watchFaults } from './stage.ts';

export const OVERLAY: Overlay = {
  v: 1,
  id: '0123456789ab',
  channel: 'ninja',
  token: 'overlay-token',
  createdAt: 1,
  settings: OVERLAY_DEFAULTS,
};

/** A page as OBS opens it, and the real web server behind it. */
export interface Showing extends AsyncDisposable {
  readonly bot: FakeBot;
  readonly web: () => WebServer;
  readonly page: Page;
  readonly faults: string[];
  edit(settings: OverlayChange): Promise<void>;
  reset(): Promise<void>;
  stopServer(): Promise<void>;
  /** On the same port. */
  startServer(clientFolder?: string): Promise<void>;
}

export async function showOverlay(
  browser: Browser,
  query = '',
  context: BrowserContextOptions = {},
  prepare: (bot: FakeBot) => void = () => undefined,
): Promise<Showing> {
  const bot = new FakeBot();
  bot.watch('ninja');
  bot.mood = MOOD;
  bot.headline = HEADLINE;
  bot.overlays.set(OVERLAY.id, OVERLAY);
  prepare(bot);
  let web = await bot.start({ clientFolder: CLIENT_FOLDER });
  const port = Number(new URL(web.url).port);
  const page = await browser.newPage({ viewport: { width: 960, height: 540 }, ...context });
  const faults = watchFaults(page, web.url);
  await page.goto(`${web.url}/overlay/${OVERLAY.token}${query}`);
  await page.locator('.stage').waitFor({ state: 'attached' });
  const change = async (method: string, path: string, body?: object): Promise<void> => {
    const headers = { authorization: `Bearer ${TOKEN}`, ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(`${web.url}/api/overlays/${OVERLAY.id}${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  return {
    bot,
    web: () => web,
    page,
    faults,
    edit: (settings) => change('PATCH', '', { settings }),
    reset: () => change('POST', '/reset'),
    stopServer: async () => web[Symbol.asyncDispose](),
    async startServer(clientFolder = CLIENT_FOLDER) {
      web = await bot.start({ clientFolder, port });
    },
    async [Symbol.asyncDispose]() {
      await page.close();
      await web[Symbol.asyncDispose]();
    },
  };
}

/** Opacities of a page's picture, 0 to 255. */
export interface Alpha {
  /** The highest within a rectangle. */
  max(x: number, y: number, width: number, height: number): number;
}

export async function alphaOf(page: Page): Promise<Alpha> {
  const image = await loadImage(await page.screenshot({ omitBackground: true }));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return {
    max(x, y, width, height) {
      const { data } = context.getImageData(x, y, width, height);
      let max = 0;
      for (let i = 3; i < data.length; i += 4) max = Math.max(max, data[i] ?? 0);
      return max;
    },
  };
}

/** How the browser drew something. */
export function styleOf(page: Page, selector: string, property: string, pseudo: string | null = null): Promise<string> {
  const [element, name, part] = [selector, property, pseudo].map((value) => JSON.stringify(value));
  return page.evaluate(`getComputedStyle(document.querySelector(${element}), ${part}).getPropertyValue(${name})`);
}
