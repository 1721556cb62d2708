/**
 * Takes the documentation's picture of the overlay: its own demo, over a made-up game.
 *
 *   node scripts/run.mjs scripts/pictures/make-overlay-picture.ts [FOLDER]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { FakeBot, TOKEN } from '../../tests/contract/web/fake-bot.ts';
import { buildClient } from '../build-client/build.ts';
import { openChromium } from './chromium.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SIZE = { width: 1280, height: 720 };
/** Into the demo's second scene, when the burst is at its brightest. */
const INTO_DEMO_MS = 9_300;

/** What OBS would lay over the game; transparent where nothing is shown. */
async function overlayOf(browser: Browser, address: string): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(address);
  await page.evaluate('document.fonts.ready');
  // Emotes fly by the browser's own clock, which cannot be moved.
  await page.waitForTimeout(INTO_DEMO_MS);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

/** A cave with lanterns, as plain as can be. */
function gamePage(overlay: Uint8Array): string {
  const lanterns = [180, 470, 820, 1090].map(
    (x, index) => `<circle cx="${x}" cy="${250 + (index % 2) * 90}" r="150" fill="url(#glow)"/>
      <rect x="${x - 9}" y="${236 + (index % 2) * 90}" width="18" height="28" rx="5" fill="#f7c56b"/>`,
  );
  return `<!doctype html><style>body{margin:0}svg,img{position:absolute;inset:0}</style>
    <svg width="${SIZE.width}" height="${SIZE.height}" xmlns="http://www.w3.org/2000/svg">
      <defs><radialGradient id="glow"><stop offset="0" stop-color="#f0a640" stop-opacity=".55"/>
        <stop offset="1" stop-color="#f0a640" stop-opacity="0"/></radialGradient></defs>
      <rect width="100%" height="100%" fill="#1b2430"/>
      <path d="M0 0h1280v120l-90 60-120-40-160 70-140-50-170 40-150-60-180 50-170-40Z" fill="#10161f"/>
      ${lanterns.join('')}
      <path d="M0 720V560l150-30 190 40 220-60 210 50 240-40 270 50v150Z" fill="#2c3a45"/>
    </svg><img alt="" src="data:image/png;base64,${Buffer.from(overlay).toString('base64')}">`;
}

async function newOverlay(url: string): Promise<string> {
  const response = await fetch(`${url}/api/overlays`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'lantern_depths' }),
  });
  return ((await response.json()) as { readonly path: string }).path;
}

const folder = path.resolve(ROOT, process.argv[2] ?? 'docs/images');
await mkdir(folder, { recursive: true });
if (!(await buildClient())) process.exit(1);
await using web = await new FakeBot().start({ clientFolder: path.join(ROOT, 'dist/web') });
await using browser = await openChromium();
const overlay = await overlayOf(browser, `${web.url}${await newOverlay(web.url)}?demo=1`);
const page = await browser.newPage({ viewport: SIZE });
await page.setContent(gamePage(overlay), { waitUntil: 'load' });
const png = await page.screenshot();
await writeFile(path.join(folder, 'overlay.png'), png);
console.log(`overlay.png  ${Math.round(png.length / 1024)} KiB`);
