import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OVERLAY_DEFAULTS } from '../../src/domain/overlay.ts';
import { hexToLinear, linearToOklab, oklabDistance } from '../../src/lib/oklab.ts';
import { aMoment, CALM, chatLine, NOW, retraction, type FakeBot } from '../contract/web/fake-bot.ts';
import { HEADLINE, MOOD } from '../contract/web/values.ts';
import { alphaOf, OVERLAY, showOverlay, styleOf } from './overlay-stage.ts';
import { CLIENT_FOLDER, HAS_BROWSER, NO_BROWSER, openStage, until } from './stage.ts';

let browser: Browser;
beforeAll(async () => {
  if (HAS_BROWSER) browser = await openStage();
}, 60_000);
afterAll(() => browser?.close());

const text = (page: Page): Promise<string> => page.locator('.text').innerText();
const isOff = (page: Page): Promise<boolean> =>
  page
    .locator('.stage.off')
    .count()
    .then((count) => count === 1);
const opacity = (page: Page): Promise<string> => styleOf(page, '.stage', 'opacity');
const rootSize = (page: Page): Promise<string> => styleOf(page, 'html', 'font-size');

function started(bot: FakeBot, id = 'm'): void {
  bot.hub.hype({ kind: 'started', at: NOW, moment: aMoment({ id, peakScore: 9, category: 'funny' }) });
}

function say(bot: FakeBot, ...emotes: readonly string[]): void {
  bot.hub.accepted(chatLine({ emotes: [] }), CALM, emotes);
}

describe.skipIf(!HAS_BROWSER)(`the overlay (${NO_BROWSER})`, () => {
  test('shows nothing at all of a chat that nobody has written in', async () => {
    await using shown = await showOverlay(browser, '', {}, (bot) => {
      bot.mood = null;
      bot.headline = null;
      bot.overlays.set(OVERLAY.id, { ...OVERLAY, settings: { ...OVERLAY_DEFAULTS, theme: 'dark' } });
    });
    await expect.poll(() => opacity(shown.page)).toBe('1');
    expect((await alphaOf(shown.page)).max(0, 0, 960, 540)).toBe(0);
  });

  test('is transparent wherever it shows nothing', async () => {
    await using shown = await showOverlay(browser);
    const { page, faults } = shown;
    await expect.poll(() => text(page)).toBe('One. Two.');
    await expect.poll(() => opacity(page)).toBe('1');
    const alpha = await alphaOf(page);
    expect(alpha.max(0, 0, 960, 400)).toBe(0);
    expect(alpha.max(500, 400, 460, 140)).toBe(0);
    expect(alpha.max(0, 400, 400, 140)).toBeGreaterThan(200);
    expect(faults).toEqual([]);
  });

  test('shows the mood in a word, and the settings’ place, size, accent and opacity', async () => {
    await using shown = await showOverlay(browser);
    const { page, edit } = shown;
    await expect.poll(() => page.locator('.word').textContent()).toBe('hyped');
    await edit({ position: 'top-right', font: 20, scale: 1.5, accent: '#00ff00', opacity: 0.5, theme: 'dark' });
    await expect.poll(() => page.locator('.stage').getAttribute('data-position')).toBe('top-right');
    await expect.poll(() => opacity(page)).toBe('0.5');
    const box = await page.locator('.dock').boundingBox();
    expect(box!.x + box!.width).toBeGreaterThan(900);
    expect(box!.y).toBeLessThan(60);
    expect(await rootSize(page)).toBe('30px');
    expect(await styleOf(page, '.lines', 'background-color', '::before')).toBe('rgb(0, 255, 0)');
  });

  test.each([
    ['mood', '.orb'],
    ['headline', '.text'],
    ['burst', '.label'],
    ['emotes', '.sprite'],
  ] as const)('shows %s only while it is switched on', async (widget, selector) => {
    await using shown = await showOverlay(browser);
    const { bot, page, edit } = shown;
    const excite = (id: string): void => {
      say(bot, 'KEKW');
      started(bot, id);
    };
    const part = page.locator(selector).first();
    await expect.poll(() => text(page)).toBe('One. Two.');
    await edit({ widgets: { [widget]: false } });
    await expect.poll(() => page.locator(`.no-${widget}`).count()).toBe(1);
    excite('a');
    // Frames come in order: what came before this one was looked at.
    await edit({ font: 15 });
    await expect.poll(() => rootSize(page)).toBe('15px');
    expect(await part.isVisible()).toBe(false);
    await edit({ widgets: { [widget]: true } });
    await expect.poll(() => page.locator(`.no-${widget}`).count()).toBe(0);
    excite('b');
    await expect.poll(() => part.isVisible()).toBe(true);
  });

  test('lets the colour glide to that of another mood', async () => {
    await using shown = await showOverlay(browser);
    const { bot, page } = shown;
    await expect.poll(() => page.locator('.word').textContent()).toBe('hyped');
    await page.evaluate(`{
      const dock = document.querySelector('.dock');
      window.seen = [];
      new MutationObserver(() => seen.push(dock.style.getPropertyValue('--mood'))).observe(dock, { attributeFilter: ['style'] });
    }`);
    bot.mood = { ...MOOD, dominant: 'sad', color: '#4faafe' };
    const seen = (): Promise<string[]> => page.evaluate('seen');
    await expect.poll(async () => (await seen()).at(-1), { timeout: 10_000 }).toBe('#4faafe');
    const target = linearToOklab(hexToLinear('#4faafe'));
    const away = [MOOD.color, ...(await seen())].map((hex) => oklabDistance(linearToOklab(hexToLinear(hex)), target));
    expect(away.length).toBeGreaterThan(8);
    for (let i = 1; i < away.length; i++) expect(away[i]).toBeLessThanOrEqual(away[i - 1]! + 0.003);
    expect(away[3]).toBeGreaterThan(away[0]! / 4);
  });

  test('bursts when a moment begins, and is quiet again within three seconds', async () => {
    await using shown = await showOverlay(browser);
    const { bot, page } = shown;
    await expect.poll(() => text(page)).toBe('One. Two.');
    await page.evaluate(`{
      const burst = document.querySelector('.burst');
      new MutationObserver(() => {
        if (burst.hidden) performance.measure('burst', 'begun');
        else performance.mark('begun');
      }).observe(burst, { attributeFilter: ['hidden'] });
    }`);
    started(bot);
    await expect.poll(() => page.locator('.shout').isVisible()).toBe(true);
    expect(await page.locator('.shout').textContent()).toBe('Funny');
    await expect.poll(() => page.locator('.burst').isHidden(), { timeout: 10_000 }).toBe(true);
    const lasted = await page.evaluate<number>("performance.getEntriesByName('burst')[0].duration");
    expect(lasted).toBeLessThan(3_000);
  });

  test('does not let anything fly or flash where less movement is wanted', async () => {
    await using shown = await showOverlay(browser, '', { reducedMotion: 'reduce' });
    const { bot, page } = shown;
    await expect.poll(() => text(page)).toBe('One. Two.');
    started(bot);
    say(bot, 'KEKW');
    await expect.poll(() => page.locator('.sprite').first().isVisible()).toBe(true);
    expect(await page.locator('.glow').isVisible()).toBe(false);
    const places = await page.evaluate<string[]>(
      "document.querySelector('.sprite').getAnimations()[0].effect.getKeyframes().map(({ transform }) => transform)",
    );
    expect(new Set(places).size).toBe(1);
  });

  test('holds no more than its limit, however much chat writes', async () => {
    await using shown = await showOverlay(browser, '', {}, (bot) => {
      const settings = { ...OVERLAY_DEFAULTS, limit: 24, density: 30 };
      bot.overlays.set(OVERLAY.id, { ...OVERLAY, settings });
    });
    const { bot, page, edit, faults } = shown;
    await expect.poll(() => text(page)).toBe('One. Two.');
    await page.evaluate(`{
      window.most = { sprites: 0, nodes: 0 };
      const count = (selector) => document.querySelectorAll(selector).length;
      const look = () => {
        most.sprites = Math.max(most.sprites, count('.sprite'));
        most.nodes = Math.max(most.nodes, count('*'));
        requestAnimationFrame(look);
      };
      look();
    }`);
    const most = (): Promise<{ sprites: number; nodes: number }> => page.evaluate('most');
    let sent = 0;
    await expect
      .poll(
        async () => {
          for (let i = 0; i < 30; i++) say(bot, `made-up-${sent++ % 500}`, 'KEKW');
          return (await most()).sprites;
        },
        { interval: 100, timeout: 15_000 },
      )
      .toBe(24);
    for (let i = 0; i < 600; i++) say(bot, `made-up-${i}`);
    await edit({ limit: 5, fade: 1 });
    await expect.poll(() => page.locator('.sprite').count(), { timeout: 15_000 }).toBeLessThanOrEqual(5);
    expect((await most()).sprites).toBe(24);
    expect((await most()).nodes).toBeLessThan(24 * 3 + 60);
    expect(faults).toEqual([]);
  });

  test('takes away at once what was taken back, and what waited to be shown', async () => {
    await using shown = await showOverlay(browser);
    const { bot, page } = shown;
    await expect.poll(() => text(page)).toBe('One. Two.');
    bot.headline = { ...HEADLINE, sentences: ['Something rude.'], at: NOW + 1 };
    await expect.poll(() => text(page), { timeout: 5_000 }).toBe('Something rude.');
    bot.headline = { ...HEADLINE, sentences: ['Something ruder, waiting.'], at: NOW + 2 };
    say(bot, 'KEKW');
    await expect.poll(() => page.locator('.sprite:not([hidden])').count()).toBe(1);
    bot.hub.retracted({ ...retraction({ what: 'everything' }), receivedAt: NOW + 5 });
    await page.waitForFunction("document.querySelector('.text').textContent === ''");
    await expect.poll(() => page.locator('.sprite:not([hidden])').count()).toBe(0);
    bot.mood = { ...MOOD, dominant: 'sad' };
    await expect.poll(() => page.locator('.word').textContent()).toBe('sad');
    expect(await text(page)).toBe('');
    expect(await page.content()).not.toContain('rude');
    bot.headline = { ...HEADLINE, sentences: ['All is well.'], at: NOW + 5 };
    await expect.poll(() => text(page)).toBe('All is well.');
  });

  test('shows what chat wrote as text, whatever it wrote', async () => {
    const rude = '<img src=x onerror=alert(1)>';
    await using shown = await showOverlay(browser, '', {}, (bot) => {
      bot.headline = { ...HEADLINE, sentences: [`${rude} \u202Eevil\u202E`] };
      bot.emotes = ['https://evil.example/1x.webp', 'javascript:alert(1)'].map((imageUrl, i) => ({
        id: '1',
        name: `evil${i}`,
        provider: '7tv',
        imageUrl,
        animated: false,
        zeroWidth: false,
        scope: 'channel',
      }));
    });
    const { bot, page, faults } = shown;
    await expect.poll(() => text(page)).toContain(rude);
    say(bot, rude, 'evil0', 'evil1', '\u202Eيسار', '😀'.repeat(45));
    await expect.poll(() => page.locator('.sprite:not([hidden])').count()).toBe(5);
    expect(await page.locator('img:not([hidden])').count()).toBe(0);
    expect(await page.locator('.sprite .name').allInnerTexts()).toContain('<img src=x oner…');
    expect(await styleOf(page, '.text bdi', 'unicode-bidi')).toBe('isolate');
    expect(faults).toEqual([]);
  });

  test('shows nothing while the bot is away, and comes back by itself', async () => {
    await using shown = await showOverlay(browser);
    const { bot, page, stopServer, startServer } = shown;
    await expect.poll(() => text(page)).toBe('One. Two.');
    await stopServer();
    await expect.poll(() => opacity(page)).toBe('0');
    expect((await alphaOf(page)).max(0, 0, 960, 540)).toBe(0);
    bot.headline = { ...HEADLINE, sentences: ['Back again.'] };
    await startServer();
    await expect.poll(() => text(page), { timeout: 15_000 }).toBe('Back again.');
    await expect.poll(() => opacity(page)).toBe('1');
  });

  test('loads itself anew when the bot comes back with other pages', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-pages-'));
    try {
      await cp(CLIENT_FOLDER, folder, { recursive: true });
      const file = path.join(folder, 'overlay/index.html');
      await writeFile(file, (await readFile(file, 'utf8')).replace('</title>', ', newer</title>'));
      await using shown = await showOverlay(browser);
      const { page, stopServer, startServer } = shown;
      await expect.poll(() => text(page)).toBe('One. Two.');
      await stopServer();
      await startServer(folder);
      await expect.poll(() => page.title(), { timeout: 18_000 }).toBe('Hypewire overlay, newer');
      await expect.poll(() => text(page)).toBe('One. Two.');
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 40_000);

  test('shows nothing any more once its address was reset', async () => {
    await using shown = await showOverlay(browser);
    const { bot, page, reset, web } = shown;
    await expect.poll(() => text(page)).toBe('One. Two.');
    await reset();
    await expect.poll(() => opacity(page)).toBe('0');
    bot.headline = { ...HEADLINE, sentences: ['Not for you.'] };
    await page.reload();
    await until(() => web().sockets === 0, 'the end of its socket');
    expect(await isOff(page)).toBe(true);
    expect(await page.content()).not.toContain('Not for you');
    expect((await alphaOf(page)).max(0, 0, 960, 540)).toBe(0);
  });

  test('obeys its address only as a preview', async () => {
    const query = '?theme=light&position=top&scale=9&widgets=headline&accent=ff00ff';
    await using plain = await showOverlay(browser, query);
    await expect.poll(() => text(plain.page)).toBe('One. Two.');
    expect(await plain.page.locator('.stage').getAttribute('data-theme')).toBe('bare');
    await using preview = await showOverlay(browser, `${query}&preview=1`);
    await expect.poll(() => text(preview.page)).toBe('One. Two.');
    const stage = preview.page.locator('.stage');
    expect(await stage.getAttribute('data-theme')).toBe('light');
    expect(await stage.getAttribute('class')).toBe('stage no-mood no-burst no-emotes');
    expect(await rootSize(preview.page)).toBe('78px');
  });

  test('plays its demo without the bot, and without what really happens', async () => {
    await using shown = await showOverlay(browser, '?demo=1');
    const { page, faults, stopServer } = shown;
    await expect.poll(() => text(page)).toContain('rubber duck');
    await expect.poll(() => page.locator('.sprite img:not([hidden])').count()).toBeGreaterThan(2);
    await stopServer();
    await expect.poll(() => text(page), { timeout: 12_000 }).toContain('last jump');
    await expect.poll(() => page.locator('.shout').isVisible(), { timeout: 5_000 }).toBe(true);
    expect(await opacity(page)).toBe('1');
    expect(await page.content()).not.toContain('One. Two.');
    expect(faults).toEqual([]);
  });
});
