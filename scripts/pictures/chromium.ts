import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The browser of this machine: `CHROMIUM_PATH`, or one of the usual places.
 * @throws Error that says how to get one
 */
export async function openChromium(places: readonly string[] = PLACES): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM_PATH'], ...places].find(
    (place) => place !== undefined && existsSync(place),
  );
  if (executablePath === undefined) {
    throw new Error(
      `No Chromium was found (looked at ${places.join(', ')}). It draws the picture of the alert card. ` +
        'Install it, for example with "apt-get install chromium", or name it in CHROMIUM_PATH, and run this again.',
    );
  }
  return chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
}

/** PNG of one element of a page that is given as HTML, two real pixels for each of its own. */
export async function screenshotOf(browser: Browser, html: string, selector: string): Promise<Uint8Array> {
  const page = await browser.newPage({
    deviceScaleFactor: 2,
    viewport: { width: 800, height: 1200 },
    javaScriptEnabled: false,
  });
  await page.setContent(html, { waitUntil: 'load' });
  const png = await page.locator(selector).screenshot({ type: 'png' });
  await page.close();
  return png;
}
