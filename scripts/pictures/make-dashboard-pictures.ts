/**
 * Takes the documentation's pictures of the dashboard from made-up data; with --all, of every page in both themes and
 * two sizes.
 *
 *   node scripts/run.mjs scripts/pictures/make-dashboard-pictures.ts [--all FOLDER]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startFakeBot, type FakeBot } from '../../tests/browser/fake-bot.ts';
import { makeScene, SCENE_CHANNEL, type Scene } from '../../tests/browser/scene.ts';
import { passUntil } from '../../tests/browser/stage.ts';
import { buildClient } from '../build-client/build.ts';
import { openChromium } from './chromium.ts';
import { emotePicture } from './emote-picture.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SIZES = [
  ['wide', 1440, 900],
  ['phone', 390, 844],
] as const;
const THEMES = ['dark', 'light'] as const;
const VIEWS = ['live', 'history', 'recap', 'health'] as const;
const CHAT_LINES = 60;
/** For pictures of emotes and the last drawing. */
const SETTLE_MS = 500;
/** An evening that stands still, so that pictures change only when pages do. */
const NOW = Date.parse('2026-01-15T20:45:32.000Z');

async function picture(browser: Browser, bot: FakeBot, scene: Scene, shot: Shot): Promise<Uint8Array> {
  const page = await browser.newPage({
    viewport: { width: shot.width, height: shot.height },
    colorScheme: shot.theme,
    timezoneId: 'Europe/London',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  await page.clock.install({ time: NOW });
  await page.route(/^https:/, (route) => {
    const index = Number(/emote\/(\d+)/.exec(route.request().url())?.[1] ?? 0);
    return route.fulfill({ contentType: 'image/svg+xml', body: emotePicture(index) });
  });
  await page.goto(`${bot.url}/#/${shot.view}/${shot.view === 'history' ? '' : SCENE_CHANNEL}`);
  await fill(page, bot, scene, shot);
  const png = await page.screenshot({ fullPage: false });
  await page.close();
  return png;
}

interface Shot {
  readonly view: (typeof VIEWS)[number];
  readonly theme: (typeof THEMES)[number];
  readonly width: number;
  readonly height: number;
}

/** Lets the page hear some seconds of the evening. */
async function fill(page: Page, bot: FakeBot, scene: Scene, { view }: Shot): Promise<void> {
  await passUntil(page, () => bot.sockets('/ws/metrics') === 1 && bot.sockets('/ws') === 1);
  for (let second = -59; second <= 0; second += 1) {
    for (const channel of scene.channels.slice(second < 0 ? 1 : 0))
      bot.send('/ws/metrics', scene.metrics(channel, second));
  }
  for (let index = 0; index < CHAT_LINES; index += 1) bot.send('/ws', scene.chat(index));
  const last =
    view === 'live' ? page.locator(`.chat-row:nth-child(${CHAT_LINES})`) : page.locator('.moment, .part').first();
  await passUntil(page, async () => (await last.count()) === 1 && (await page.locator('.age').count()) === 1);
  await page.evaluate('document.fonts.ready');
  await page.clock.runFor(SETTLE_MS);
}

/** For the documentation: name and what is on it. */
const CHOSEN: readonly (readonly [name: string, shot: Shot])[] = [
  ['dashboard-dark.png', { view: 'live', theme: 'dark', width: 1440, height: 900 }],
  ['dashboard-light.png', { view: 'live', theme: 'light', width: 1440, height: 900 }],
  ['dashboard-recap.png', { view: 'recap', theme: 'dark', width: 1440, height: 900 }],
  ['dashboard-phone.png', { view: 'live', theme: 'dark', width: 390, height: 844 }],
  ['dashboard-phone-light.png', { view: 'live', theme: 'light', width: 390, height: 844 }],
];

function everyShot(): typeof CHOSEN {
  return VIEWS.flatMap((view) =>
    THEMES.flatMap((theme) =>
      SIZES.map(([size, width, height]) => [`${view}-${size}-${theme}.png`, { view, theme, width, height }] as const),
    ),
  );
}

const { values, positionals } = parseArgs({ options: { all: { type: 'boolean' } }, allowPositionals: true });
const folder = path.resolve(ROOT, positionals[0] ?? 'docs/images');
await mkdir(folder, { recursive: true });
if (!(await buildClient())) process.exit(1);
const scene = makeScene(NOW);
await using bot = await startFakeBot({ folder: path.join(ROOT, 'dist/web'), answers: scene.answers });
await using browser = await openChromium();
for (const [name, shot] of values.all === true ? everyShot() : CHOSEN) {
  const png = await picture(browser, bot, scene, shot);
  await writeFile(path.join(folder, name), png);
  console.log(`${name}  ${Math.round(png.length / 1024)} KiB`);
}
