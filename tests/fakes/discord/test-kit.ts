import { WebSocket } from 'ws';
import { asObject } from '../openapi/json.ts';
import type { JsonObject } from '../openapi/json.ts';
import { createFakeDiscord } from './fake-discord.ts';
import type { FakeDiscord, FakeDiscordOptions } from './fake-discord.ts';

/** What the tests of the fake itself share: a furnished fake, plain requests, a bot of bare sockets, short builders. */

export const V2 = 1 << 15;
export const EPHEMERAL = 1 << 6;

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Headers;
}

export interface Room extends AsyncDisposable {
  readonly fake: FakeDiscord;
  readonly guildId: string;
  readonly channelId: string;
}

/** A fake with one server and one text channel. */
export async function openRoom(options: FakeDiscordOptions = {}): Promise<Room> {
  const fake = await createFakeDiscord({
    rateLimits: { routes: {}, standard: { limit: 1_000, windowMs: 1_000 } },
    ...options,
  });
  const guildId = fake.addGuild().id;
  return {
    fake,
    guildId,
    channelId: fake.addChannel(guildId).id,
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
}

export async function call(
  fake: FakeDiscord,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${fake.apiUrl}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${fake.token}`,
      ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { body: body instanceof FormData || typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as JsonObject),
  };
}

export function multipart(
  payload: JsonObject,
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
): FormData {
  const form = new FormData();
  form.set('payload_json', JSON.stringify(payload));
  for (const [i, [name, bytes]] of Object.entries(files).entries()) {
    form.set(`files[${i}]`, new Blob([bytes], { type: 'image/png' }), name);
  }
  return form;
}

export const text = (content: string): JsonObject => ({ type: 10, content });
export const button = (over: JsonObject = {}): JsonObject => ({
  type: 2,
  style: 1,
  label: 'Vote',
  custom_id: 'vote',
  ...over,
});
export const link = (url: string): JsonObject => ({ type: 2, style: 5, label: 'VOD', url });
export const row = (...components: JsonObject[]): JsonObject => ({ type: 1, components });
export const select = (over: JsonObject = {}): JsonObject => ({
  type: 3,
  custom_id: 's',
  options: [{ label: 'a', value: 'a' }],
  ...over,
});
export const box = (...components: JsonObject[]): JsonObject => ({ type: 17, components });
export const image = (url: string, over: JsonObject = {}): JsonObject => ({ media: { url }, ...over });
export const card = (...components: JsonObject[]): JsonObject => ({ flags: V2, components });
export const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** Where the faults lie, as dotted paths. */
export function faultPaths(errors: unknown, path = ''): string[] {
  return Object.entries(asObject(errors)).flatMap(([key, value]) =>
    key === '_errors' ? [path] : faultPaths(value, path === '' ? key : `${path}.${key}`),
  );
}

/** A bot of bare sockets: answers each interaction as told. */
export async function connectBot(
  fake: FakeDiscord,
): Promise<{ readonly next: (event: string) => Promise<JsonObject> } & Disposable> {
  const socket = new WebSocket(`${fake.gatewayUrl}?v=10&encoding=json`);
  const events: JsonObject[] = [];
  socket.on('message', (data: Buffer) => {
    const payload = JSON.parse(data.toString()) as JsonObject;
    if (payload['op'] === 10) {
      socket.send(JSON.stringify({ op: 2, d: { token: fake.token, intents: 1, properties: {} } }));
    }
    events.push(payload);
    fake.world.changes.notify();
  });
  await fake.waitForBot();
  const next = async (event: string): Promise<JsonObject> =>
    fake.waitFor(event, () => {
      const index = events.findIndex((payload) => payload['t'] === event);
      return index < 0 ? undefined : asObject(events.splice(index, 1)[0]?.['d']);
    });
  return { next, [Symbol.dispose]: () => socket.terminate() };
}

/** A command with subcommands and one option of most kinds. */
export const TRACK_COMMAND = {
  name: 'track',
  description: 'Watch channels',
  default_member_permissions: '32',
  options: [
    { type: 1, name: 'list', description: 'All' },
    {
      type: 1,
      name: 'add',
      description: 'One more',
      options: [
        { type: 3, name: 'channel', description: 'Login', required: true, autocomplete: true, max_length: 25 },
        { type: 7, name: 'target', description: 'Where', channel_types: [0, 5] },
        { type: 8, name: 'ping', description: 'Whom' },
        { type: 3, name: 'level', description: 'How many', choices: [{ name: 'Low', value: 'low' }] },
        { type: 4, name: 'cooldown', description: 'Seconds', min_value: 10, max_value: 600 },
        { type: 5, name: 'quiet', description: 'Without a sound' },
        { type: 6, name: 'owner', description: 'Who looks after it' },
      ],
    },
  ],
} as const;
