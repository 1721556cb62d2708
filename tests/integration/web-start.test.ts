import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FakeBot } from '../contract/web/fake-bot.ts';

describe('the web server', () => {
  test('says what to do when its port is taken, and leaves nothing open', async () => {
    const bot = new FakeBot();
    await using first = await bot.start();
    const port = Number(new URL(first.url).port);
    await expect(bot.start({ port })).rejects.toThrow(/another program is using it. Set WEB_PORT/);
    expect((await fetch(`${first.url}/api/health`)).status).toBe(200);
  });

  test('says what to do when its address is none of this machine', async () => {
    await expect(new FakeBot().start({ host: '203.0.113.7' })).rejects.toThrow(
      /Cannot listen on 203.0.113.7:0: .*WEB_PORT/,
    );
  });

  test('listens on IPv6 too', async ({ skip }) => {
    const web = await new FakeBot().start({ host: '::1' }).catch(() => null);
    skip(web === null, 'this machine has no IPv6');
    expect(web?.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${web?.url}/api/channels`)).status).toBe(200);
    await web?.[Symbol.asyncDispose]();
  });

  test('can be closed twice, and answers no more', async () => {
    const web = await new FakeBot().start();
    await Promise.all([web[Symbol.asyncDispose](), web[Symbol.asyncDispose]()]);
    await expect(fetch(`${web.url}/api/health`)).rejects.toThrow();
  });

  test('shows the built dashboard, or where everything else is', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-client-'));
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Dashboard</title>');
    const bot = new FakeBot();
    await using built = await bot.start({ clientFolder: folder });
    await using bare = await bot.start();
    const page = async (url: string) => (await fetch(url)).text();
    expect(await page(`${built.url}/`)).toContain('Dashboard');
    expect(await page(`${bare.url}/`)).toContain('The dashboard is not built here');
    expect((await fetch(`${built.url}/`, { method: 'HEAD' })).status).toBe(200);
    rmSync(folder, { recursive: true });
  });
});
