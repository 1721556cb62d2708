import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SOCKET_PATHS } from '../../src/web/openapi/socket-schema.ts';
import { FrameChecker } from '../contract/web/frame-checker.ts';
import { SocketClient, type Frame } from '../contract/web/socket-client.ts';
import { clearChat, clearMessage, privmsg, userNotice } from '../fakes/twitch/irc-lines.ts';
import { startDemo, type DemoBot } from './demo-bot.ts';

const CHANNEL = 'ninja';
/** The documents in which the product was asked for; they are not part of the project. */
const SEEDS = path.resolve(import.meta.dirname, '../../../shared/seeds');
const LIVE_TYPES: ReadonlySet<unknown> = new Set(['metrics', 'hype_event', 'chat_message', 'twitch_event']);
const EVERY_KIND = [
  'ban',
  'bits',
  'chat_cleared',
  'chat_message',
  'error',
  'message_deleted',
  'pong',
  'raid',
  'status',
  'subscription',
  'timeout',
  'user_notice',
];

let demo: DemoBot;
let checker: FrameChecker;
beforeAll(async () => {
  demo = await startDemo({ past: 1 });
  checker = await FrameChecker.open(demo.url);
}, 30_000);
afterAll(() => demo?.[Symbol.asyncDispose]());

/** Everything that chat does besides talking, each once. */
function everyEvent(): readonly string[] {
  const sub = { 'cumulative-months': '1', months: '0', 'sub-plan': '1000', 'sub-plan-name': 'Channel Subscription' };
  return [
    privmsg(CHANNEL, 'mossy', 'Kappa hello', { id: 'kept', emotes: '25:0-4', displayName: 'Mossy' }),
    privmsg(CHANNEL, 'teal', 'Cheer100 nice', { bits: 100 }),
    privmsg(CHANNEL, 'rude', 'taken back', { id: 'taken' }),
    userNotice(CHANNEL, 'sub', 'newcomer', { params: sub, systemText: 'newcomer subscribed at Tier 1.' }),
    userNotice(CHANNEL, 'subgift', 'giver', { params: { ...sub, 'recipient-display-name': 'Lucky' } }),
    userNotice(CHANNEL, 'raid', 'raider', {
      params: { displayName: 'Raider', viewerCount: '1234' },
      systemText: 'raid',
    }),
    userNotice(CHANNEL, 'announcement', 'mossy', { params: { color: 'BLUE' }, text: 'soon' }),
    userNotice(CHANNEL, 'viewermilestone', 'mossy', { params: { category: 'watch-streak', value: '5' } }),
    clearMessage(CHANNEL, 'rude', 'taken', 'taken back'),
    clearChat(CHANNEL, 'rude', 600),
    clearChat(CHANNEL, 'rude', null),
    clearChat(CHANNEL, null, null),
  ];
}

/** Joins on a socket, and hears one of everything. */
async function hearEverything(client: SocketClient): Promise<void> {
  await client.ask({ command: 'join_channel', channel: CHANNEL });
  await demo.irc.until('the join', () => demo.irc.joinedChannels.has(CHANNEL));
  demo.irc.inject(CHANNEL, ...everyEvent());
  await client.until(() => client.frames.some((frame) => frame['event_type'] === 'chat_cleared'), 'the last event');
}

describe('every frame of the real program is as its schema says', () => {
  test.each(['/', '/ws'])('%s', async (place) => {
    await using client = await SocketClient.open(demo.url, place);
    await hearEverything(client);
    await client.ask({ command: 'ping' });
    await client.ask({ command: 'join_channel', channel: 'not a channel' });
    await client.ask('{');
    const kinds = new Set(client.frames.map((frame) => frame['event_type'] ?? frame['type'] ?? Object.keys(frame)[0]));
    expect([...kinds].sort()).toEqual(EVERY_KIND);
    expect(checker.problems(place, client.frames)).toEqual([]);
  });

  test('sockets that speak by themselves', async () => {
    const made = await fetch(`${demo.url}/api/overlays`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demo.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'hypewire_demo' }),
    });
    const { token } = (await made.json()) as { readonly token: string };
    const silent = ['/', '/ws', '/ws/hype'];
    const speaking = SOCKET_PATHS.filter((socket) => !silent.includes(socket.path));
    const hear = async ({ path: template }: (typeof speaking)[number]): Promise<void> => {
      const place = template.replace('{name}', 'hypewire_demo').replace('{token}', token);
      await using client = await SocketClient.open(demo.url, place);
      await client.frame(1);
      expect(checker.problems(template, client.frames), template).toEqual([]);
      expect(checker.problems(template, [{ ...client.frames[0], type: 'surprise' }])).toHaveLength(1);
    };
    await Promise.all(speaking.map(hear));
  });
});

/** What an example promises and a real frame does not keep. Values differ; names and kinds may not. */
function missing(example: Frame, real: Frame, where = ''): readonly string[] {
  return Object.entries(example).flatMap(([key, value]) => {
    const found = real[key];
    if (kindOf(found) !== kindOf(value)) return [`${where}${key} should be ${kindOf(value)}, is ${kindOf(found)}`];
    // Keys of `emotes` are ids, not names.
    if (kindOf(value) !== 'object' || key === 'emotes') return [];
    return missing(value as Frame, found as Frame, `${where}${key}.`);
  });
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

describe.skipIf(!existsSync(SEEDS))('what the documents print is what the program says (needs ../shared/seeds)', () => {
  const read = (): string =>
    readdirSync(SEEDS)
      .map((name) => readFileSync(path.join(SEEDS, name), 'utf8'))
      .join('\n');

  /** Blocks of JSON that are one of our frames or commands. */
  function printed(): readonly Frame[] {
    const blocks = [...read().matchAll(/^[ ]*```json\n([^]*?)```/gm)].map(([, text = '']) => text);
    return blocks.flatMap((text) => {
      const value = parsed(text);
      const ours = ['command', 'status', 'error', 'badges'].some((key) => key in value);
      return ours || value['type'] === 'pong' || LIVE_TYPES.has(value['type']) ? [value] : [];
    });
  }

  test('commands and their answers, word by word', async () => {
    await using client = await SocketClient.open(demo.url, '/');
    const frames = printed();
    let pairs = 0;
    for (const [index, command] of frames.entries()) {
      if (!('command' in command) || 'error' in command) continue;
      expect(await client.ask(command)).toEqual(frames[index + 1]);
      pairs++;
    }
    expect(pairs).toBeGreaterThan(2);
    const errors = frames.filter((frame) => 'error' in frame);
    expect(errors.length).toBeGreaterThan(1);
    for (const error of errors) {
      const cause = 'command' in error ? { command: error['command'] } : '{';
      expect(await client.ask(cause)).toEqual(error);
    }
  });

  test('frames, by name and kind of every field', async () => {
    await using chat = await SocketClient.open(demo.url, '/ws');
    await using metrics = await SocketClient.open(demo.url, '/ws/metrics');
    await hearEverything(chat);
    await metrics.frame(0);
    const { events } = (await (await fetch(`${demo.url}/api/hype-events`)).json()) as { readonly events: Frame[] };
    const real = [...chat.frames, ...metrics.frames, ...events];
    const examples = printed().filter((frame) => 'badges' in frame || LIVE_TYPES.has(frame['type']));
    expect(examples.length).toBeGreaterThan(7);
    for (const example of examples) {
      if ('badges' in example) {
        const message = real.find((frame) => frame['type'] === 'chat_message');
        expect(missing(example, message?.['user'] as Frame)).toEqual([]);
        continue;
      }
      const [name, ofKind] = ['type', 'event_type'].map((key) => example[key]);
      const same = real.find((frame) => frame['type'] === name && frame['event_type'] === ofKind);
      expect(same, `${String(name)} ${String(ofKind)}`).toBeDefined();
      expect(missing(example, same!)).toEqual([]);
      expect(missing({ ...example, invented: 1 }, same!)).toHaveLength(1);
    }
  });

  test('columns of the table', async () => {
    const [, columns = 'none'] = /```csv\n(.*)\n/.exec(read()) ?? [];
    const table = await (await fetch(`${demo.url}/api/hype-events/export`)).text();
    expect(table.startsWith(columns)).toBe(true);
  });
});

function parsed(text: string): Frame {
  try {
    return JSON.parse(text) as Frame;
  } catch (error) {
    // Some blocks are sketches.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
