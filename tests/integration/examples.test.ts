import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChromium } from '../../scripts/pictures/chromium.ts';
import { HAS_BROWSER, NO_BROWSER, watchFaults } from '../browser/stage.ts';
import { clearChat, clearMessage, userNotice } from '../fakes/twitch/irc-lines.ts';
import { startDemo, type DemoBot } from './demo-bot.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../docs/examples');
const CHANNEL = 'aurora';

let demo: DemoBot;
beforeAll(async () => {
  demo = await startDemo({ past: 3 });
}, 30_000);
afterAll(() => demo?.[Symbol.asyncDispose]());

/** The Node client in a process of its own. */
class NodeClient implements AsyncDisposable {
  readonly child: ChildProcess;
  out = '';
  err = '';
  #changed = Promise.withResolvers<void>();

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, [path.join(FOLDER, 'client.mjs'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => this.#told((this.out += chunk.toString())));
    this.child.stderr?.on('data', (chunk: Buffer) => this.#told((this.err += chunk.toString())));
  }

  async prints(pattern: RegExp, withinMs = 10_000): Promise<void> {
    const deadline = AbortSignal.timeout(withinMs);
    while (!pattern.test(this.out + this.err)) {
      if (deadline.aborted) throw new Error(`waited in vain for ${String(pattern)}; got ${this.out}${this.err}`);
      await Promise.race([this.#changed.promise, once(deadline, 'abort')]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  #told(_text: string): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** Serves the page as any web server would. */
async function servePage(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(readFileSync(path.join(FOLDER, 'client.html')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('client.mjs', () => {
  test('prints chat and events of a channel that it makes the bot join, defused, and leaves it when it ends', async () => {
    const { irc } = demo;
    const socket = demo.url.replace('http', 'ws');
    await using client = new NodeClient(CHANNEL, `${socket}/ws`);
    await client.prints(/^joined_channel aurora$/m);
    await irc.until('the join', () => irc.joinedChannels.has(CHANNEL));
    irc.say(CHANNEL, 'mossy', 'hello \u001b[2Jthere \u202eabc', { id: 'first' });
    irc.inject(CHANNEL, clearMessage(CHANNEL, 'mossy', 'first', 'hello'));
    await client.prints(/\* message_deleted \{"target_msg_id":"first"\}/);
    expect(client.out).toContain('[aurora] mossy: hello ·[2Jthere ·abc\n');
    await client[Symbol.asyncDispose]();
    await irc.until('the bot to leave', () => !irc.joinedChannels.has(CHANNEL));
  });

  test('says how it is called, and what is wrong', async () => {
    for (const args of [[], ['ninja', 'http://127.0.0.1']]) {
      const { status, stderr } = spawnSync(process.execPath, [path.join(FOLDER, 'client.mjs'), ...args]);
      expect([status, stderr.toString()]).toEqual([2, 'usage: node client.mjs CHANNEL [ws://HOST:PORT/ws]\n']);
    }
    await using client = new NodeClient('no such channel', `${demo.url.replace('http', 'ws')}/ws`);
    await client.prints(/^error: Invalid channel A Twitch channel is /m);
    await using lost = new NodeClient('ninja', 'ws://127.0.0.1:1/ws');
    await lost.prints(/again in (0\.[89]|1\.[012]) s\n[^]*again in (1\.[6-9]|2\.[0-4]) s\n/);
  });
});

describe('curl.md', () => {
  const text = readFileSync(path.join(FOLDER, 'curl.md'), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, code = '']) => code);

  test('shows every address of the API', async () => {
    const { paths } = (await (await fetch(`${demo.url}/api/openapi.json`)).json()) as { paths: object };
    const shown = [...text.matchAll(/\$HYPEWIRE(\/[^\s"?]*)/g)].map(([, address = '']) => address);
    const matches = (template: string): boolean =>
      shown.some((address) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address));
    expect(Object.keys(paths).filter((template) => !matches(template))).toEqual([]);
  });

  test('works as it stands, block by block', async ({ skip }) => {
    const probe = spawnSync('curl', ['--version'], { encoding: 'utf8' });
    const [, major = 0, minor = 0] = /^curl (\d+)\.(\d+)/.exec(probe.stdout ?? '') ?? [];
    skip(Number(major) * 1_000 + Number(minor) < 7_082, 'curl 7.82 or later is not installed');
    const env = { PATH: process.env['PATH'] ?? '', HYPEWIRE: demo.url, TOKEN: demo.token };
    // One shell for all: some blocks use what others found. Between blocks stands a line that no answer holds.
    const script = blocks.join("\nprintf '\\036'\n");
    const shell = spawn('sh', ['-eu', '-c', script], { cwd: demo.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    shell.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    shell.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [status] = (await once(shell, 'close')) as [number];
    const answers = out.split('\u001e');
    expect(status, `${blocks[answers.length - 1]}\n${err}\n${answers.at(-1)}`).toBe(0);
    expect(answers).toHaveLength(blocks.length);
    const answerOf = (needle: string): string => answers[blocks.findIndex((code) => code.includes(needle))] ?? '';
    expect(answerOf('{"name": "ninja"}')).toContain('"name":"ninja"');
    expect(answerOf('--request DELETE')).toBe('');
    const pages = answerOf('while :').trim().split('\n');
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(JSON.parse(page)).toHaveProperty('next_cursor');
    expect(answerOf('/api/moments/$moment')).toContain('"id":"hypewire_demo-');
    expect(answerOf('extractive')).toContain('"active":"extractive"');
    expect(answers.at(-1)).toContain('Authorization: Bearer TOKEN');
    const table = readFileSync(path.join(demo.folder, 'hype-events-hypewire_demo.csv'), 'utf8').trimEnd().split('\n');
    expect(table[0]).toMatch(/^channel,timestamp,velocity,baseline_mean,baseline_std,multiplier/);
    expect(table.filter((row) => row.includes('hypewire_demo-past'))).toHaveLength(3);
  }, 60_000);
});

describe.skipIf(!HAS_BROWSER)(`client.html (${NO_BROWSER})`, () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof servePage>>;
  beforeAll(async () => {
    browser = await openChromium();
    site = await servePage();
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await site?.[Symbol.asyncDispose]();
  });

  async function open(query: string): Promise<Page & AsyncDisposable> {
    const page = await browser.newPage();
    const socket = `${demo.url.replace('http', 'ws')}/ws`;
    const faults = watchFaults(page, site.url);
    await page.goto(`${site.url}/client.html?server=${encodeURIComponent(socket)}${query}`);
    return Object.assign(page, {
      async [Symbol.asyncDispose]() {
        await page.close();
        expect(faults).toEqual([]);
      },
    });
  }

  /** Opens the page on a channel and waits until it is heard. */
  async function listen(channel: string, query = ''): Promise<Page & AsyncDisposable> {
    const page = await open(`&channel=${channel}${query}`);
    await page.locator('#state.open').waitFor();
    await demo.irc.until('the join', () => demo.irc.joinedChannels.has(channel));
    return page;
  }

  test('manages channels by hand', async () => {
    const { irc } = demo;
    await using page = await open('');
    await page.getByLabel('Twitch channel').fill('Borealis');
    await page.getByRole('button', { name: 'Add Channel' }).click();
    await irc.until('the join', () => irc.joinedChannels.has('borealis'));
    irc.say('borealis', 'mossy', 'hello there', { displayName: 'Mossy', badges: 'moderator/1' });
    await page.getByText('#borealis [mod] Mossy: hello there').waitFor();
    await page.getByRole('button', { name: 'Leave #borealis' }).click();
    await irc.until('the bot to leave', () => !irc.joinedChannels.has('borealis'));
    await expect.poll(() => page.locator('#joined button').count()).toBe(0);
  });

  test('shows what strangers wrote as text, whatever it is', async () => {
    const { irc } = demo;
    await using page = await listen('hostile');
    const markup = '<img src=x onerror="window.hit = 1"><script>window.hit = 1</script>';
    irc.say('hostile', 'mallory', markup, { displayName: '<b onclick=hit()>', color: 'red;background:url(//evil)' });
    irc.inject('hostile', userNotice('hostile', 'announcement', 'mallory', { systemText: markup, text: markup }));
    await page.locator('#feed .event', { hasText: markup }).waitFor();
    expect(await page.locator('#feed .message').textContent()).toContain(`<b onclick=hit()>: ${markup}`);
    expect(await page.locator('#feed strong').getAttribute('style')).toBeNull();
    expect(await page.locator('#feed :is(img, script, b)').count()).toBe(0);
    expect(await page.evaluate('typeof window.hit')).toBe('undefined');
  });

  test('drops what moderators took back, and old rows', async () => {
    const { irc } = demo;
    await using page = await listen('calmside', '&rows=30');
    irc.say('calmside', 'mossy', 'deleted alone', { id: 'one' });
    irc.say('calmside', 'teal', 'deleted with its author');
    irc.say('calmside', 'teal', 'and this');
    irc.say('calmside', 'mossy', 'this stays');
    await page.getByText('this stays').waitFor();
    irc.inject(
      'calmside',
      clearMessage('calmside', 'mossy', 'one', 'deleted alone'),
      clearChat('calmside', 'teal', 60),
    );
    await page.getByText('#calmside timeout: teal').waitFor();
    expect(await page.locator('#feed .message').allTextContents()).toEqual([expect.stringContaining('this stays')]);
    irc.flood('calmside', 100);
    await page.getByText('message 99', { exact: false }).waitFor();
    expect(await page.locator('#feed li').count()).toBe(30);
  });

  test('works opened as a file as well', async () => {
    await using page = await browser.newPage();
    await page.goto(`file://${FOLDER}/client.html?server=${demo.url.replace('http', 'ws')}/ws`);
    await page.locator('#state.open').waitFor();
  });

  test('comes back to its channels by itself when the bot is killed and started again', async () => {
    const { irc } = demo;
    await using page = await listen('steady');
    await demo.kill();
    await page.getByText(/^disconnected .* trying again in/).waitFor();
    await demo.startAgain();
    await page.locator('#state.open').waitFor({ timeout: 15_000 });
    await irc.until('the join', () => irc.joinedChannels.has('steady'));
    irc.say('steady', 'mossy', 'still here');
    await page.getByText('still here').waitFor();
  }, 40_000);
});
