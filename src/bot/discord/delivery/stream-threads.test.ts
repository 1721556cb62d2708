import { DiscordAPIError } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Cache } from '../../../domain/ports/stores.ts';
import { createLogger } from '../../../telemetry/logger.ts';
import type { DiscordRest } from '../rest/discord-rest.ts';
import { StreamThreads } from './stream-threads.ts';
import { TargetBreaker } from './target-breaker.ts';
import { FakeClock } from './testing.ts';

const TARGET = { kind: 'text', id: '20' } as const;
const WISH = { key: 'k', name: 'somechannel · a stream · 2026-06-01' };
const signal = new AbortController().signal;
const refusal = (status: number, code: number): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'GET', 'http://fake', {});
const thread = (id: string, over: object = {}) => ({ id, parent_id: '20', owner_id: '1', name: WISH.name, ...over });

/** Answers by `METHOD route`, each queue from its front; an error is thrown. */
function setUp(answers: Record<string, unknown[]>) {
  const calls: string[] = [];
  const rest: DiscordRest = {
    ownId: async () => '1',
    async call(method, route) {
      calls.push(`${method} ${route}`);
      const answer = answers[`${method} ${route}`]?.shift() ?? refusal(404, 10003);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const entries = new Map<string, unknown>();
  const cache: Cache = {
    get: async <T>(key: string) => entries.get(key) as T | undefined,
    set: async (key, value, ttlMs) => void (ttlMs > 0 ? entries.set(key, value) : entries.delete(key)),
  };
  const aProcess = (): StreamThreads =>
    new StreamThreads({
      rest,
      cache,
      breaker: new TargetBreaker(),
      clock: new FakeClock(),
      logger: createLogger('silent'),
    });
  return { aProcess, calls, entries };
}

const OPEN = 'POST /channels/20/threads';
const lost = new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });

describe('a request whose answer was lost', () => {
  test.each([
    ['was carried out', [thread('70', { owner_id: '2' }), thread('71'), thread('72', { parent_id: '21' })], '71', 1],
    ['was not', [thread('73', { name: 'another' })], '80', 2],
  ])('%s', async (_, threads, id, asked) => {
    const { aProcess, calls } = setUp({
      [OPEN]: [lost, { id: '80' }],
      'GET /channels/20': [{ guild_id: '5' }],
      'GET /guilds/5/threads/active': [{ threads }],
    });
    expect(await aProcess().open(TARGET, WISH, signal)).toMatchObject({ kind: 'temporary', uncertain: true });
    // Also after a kill in between.
    expect(await aProcess().open(TARGET, WISH, signal)).toEqual({ kind: 'thread', id });
    expect(calls.filter((call) => call === OPEN)).toHaveLength(asked);
    expect(await aProcess().known(WISH.key)).toBe(id);
  });

  test('where the bot may not look, another one is opened', async () => {
    const { aProcess } = setUp({ [OPEN]: [lost, { id: '80' }], 'GET /channels/20': [refusal(403, 50001)] });
    await aProcess().open(TARGET, WISH, signal);
    expect(await aProcess().open(TARGET, WISH, signal)).toEqual({ kind: 'thread', id: '80' });
  });

  test('while Discord cannot be asked, none is opened', async () => {
    const { aProcess, calls } = setUp({ [OPEN]: [lost, { id: '80' }], 'GET /channels/20': [lost] });
    await aProcess().open(TARGET, WISH, signal);
    expect(await aProcess().open(TARGET, WISH, signal)).toMatchObject({ kind: 'temporary' });
    expect(calls.filter((call) => call === OPEN)).toHaveLength(1);
  });
});

test('what stands in the cache and is no id is not believed', async () => {
  const { aProcess, entries } = setUp({ [OPEN]: [{ id: '80' }] });
  entries.set(WISH.key, { id: '../users/1' });
  expect(await aProcess().known(WISH.key)).toBeNull();
  expect(await aProcess().open(TARGET, WISH, signal)).toEqual({ kind: 'thread', id: '80' });
});

test('a bug is thrown', async () => {
  const { aProcess } = setUp({ [OPEN]: [new RangeError('bug')] });
  await expect(aProcess().open(TARGET, WISH, signal)).rejects.toThrow('bug');
});
