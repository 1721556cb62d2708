import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, isLoopback, loadConfig } from './config.ts';
import { envExample, VARIABLES } from './variables.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ name, problem }) => `${name} ${problem}`);
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  test('nothing configured is the demo', () => {
    expect(loadConfig({})).toMatchObject({ mode: 'demo', discord: null, web: { host: '127.0.0.1', port: 8080 } });
  });

  test.each([
    [{ TWITCH_CHANNELS: 'Ninja, https://twitch.tv/shroud #ninja' }, ['ninja', 'shroud']],
    [{ TWITCH_CHANNELS: ' , ', DISCORD_TOKEN: 'x' }, []],
  ])('reads channels from %j', (env, channels) => {
    expect(loadConfig(env)).toMatchObject({ mode: 'live', twitch: { channels } });
  });

  test.each([
    [{ TWITCH_CHANNELS: '../x' }, /"..\/x" is no Twitch channel name/],
    [{ WEB_PORT: '80800' }, /port number/],
    [{ WEB_PORT: 'eighty' }, /port number/],
    [{ DATABASE_URL: 'mysql://x' }, /sqlite:/],
    [{ LOG_LEVEL: 'loud' }, /one of trace/],
    [{ MESSAGE_RETENTION_DAYS: '-1' }, /number of days/],
    [{ TWITCH_IRC_URL: 'http://x' }, /ws:\/\//],
    [{ DISCORD_API_URL: 'discord.com' }, /http:\/\//],
    [{ TWITCH_CLIENT_ID: 'a' }, /needs TWITCH_CLIENT_SECRET/],
    [{ TWITCH_REFRESH_TOKEN: 'a' }, /needs TWITCH_ACCESS_TOKEN/],
    [{ CHART_RENDERER: 'quickchart' }, /needs QUICKCHART_URL/],
    [{ WEB_HOST: '0.0.0.0' }, /needs WEB_TOKEN/],
    [{ DISCORD_TOKEN_FILE: '/does/not/exist' }, /cannot be read \(ENOENT\)/],
    [{ LLM_BUDGET_USD_PER_DAY: 'lots' }, /amount in dollars/],
  ])('refuses %j', (env, message) => {
    const problems = problemsOf(env);
    expect(problems.join('\n')).toMatch(message);
  });

  test('reports every problem at once', () => {
    expect(problemsOf({ WEB_PORT: 'x', LOG_LEVEL: 'y', TWITCH_CHANNELS: 'a b/c ok' })).toHaveLength(3);
  });

  test('takes secrets from files and refuses both forms at once', () => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'config-')), 'token');
    writeFileSync(file, 'secret\n');
    expect(loadConfig({ DISCORD_TOKEN_FILE: file }).discord?.token).toBe('secret');
    expect(problemsOf({ DISCORD_TOKEN_FILE: file, DISCORD_TOKEN: 'x' })[0]).toMatch(/given twice/);
  });

  test('the providers of emotes can be other servers', () => {
    const usual = { bttvUrl: null, ffzUrl: null, sevenTvUrl: null };
    expect(loadConfig({}).emotes).toEqual(usual);
    expect(loadConfig({ FFZ_API_URL: 'http://127.0.0.1:1' }).emotes).toEqual({
      ...usual,
      ffzUrl: 'http://127.0.0.1:1',
    });
    expect(problemsOf({ SEVENTV_API_URL: '7tv.io' })[0]).toMatch(/http:\/\//);
  });

  test('cannot be changed afterwards', () => {
    const config = loadConfig({});
    expect(() => Object.assign(config.web, { port: 1 })).toThrow(TypeError);
  });
});

test('.env.example is what the schema says', () => {
  expect(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')).toBe(envExample());
});

test('no variable is listed twice', () => {
  expect(new Set(VARIABLES.map((variable) => variable.name)).size).toBe(VARIABLES.length);
});

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['192.168.1.1', false],
])('isLoopback(%s) is %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
