import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { CONTENT_SECURITY_POLICY } from '../../src/web/http/headers.ts';

/** What the bot would answer; tests change it as they go. Values of `answers` are looked up by path, without the query. */
export interface FakeBotState {
  readonly answers: Map<string, unknown>;
  /** Every change needs it. */
  readonly token: string;
  /** While true, nobody is let in: a bot that is down. */
  down: boolean;
}

export interface FakeBot extends AsyncDisposable {
  readonly url: string;
  readonly state: FakeBotState;
  /** `METHOD /path?query`, in order. */
  readonly requests: readonly string[];
  /** What pages said on `/ws`. */
  readonly commands: readonly Record<string, unknown>[];
  /** Tells every socket of a path, for example `/ws/hype`. */
  send(socketPath: string, frame: object | string): void;
  /** Sockets open on a path. */
  sockets(socketPath: string): number;
  dropSockets(): void;
}

export interface FakeBotOptions {
  /** The built pages. */
  readonly folder: string;
  readonly answers: ReadonlyMap<string, unknown>;
  /** Where to listen; any free port by default. */
  readonly port?: number;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.otf': 'font/otf',
};

/** A stand-in for the bot that pages cannot tell from it: the same addresses, frames and content-security policy. */
export async function startFakeBot(options: FakeBotOptions): Promise<FakeBot> {
  const state: FakeBotState = { answers: new Map(options.answers), token: 'right-token', down: false };
  const requests: string[] = [];
  const commands: Record<string, unknown>[] = [];
  const sockets = new Map<string, Set<WebSocket>>();
  const connections = new Set<Socket>();

  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    void answer(request, response, options.folder, state);
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const upgrades = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (state.down) return void socket.destroy();
    const socketPath = new URL(request.url ?? '', 'http://bot').pathname;
    upgrades.handleUpgrade(request, socket, head, (client) => {
      const group = sockets.get(socketPath) ?? new Set();
      sockets.set(socketPath, group.add(client));
      client.on('close', () => group.delete(client));
      client.on('message', (data: Buffer) => {
        const command = JSON.parse(data.toString()) as Record<string, unknown>;
        commands.push(command);
        client.send(JSON.stringify(reply(command)));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    requests,
    commands,
    send(socketPath, frame) {
      const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
      for (const client of sockets.get(socketPath) ?? []) client.send(data);
    },
    sockets: (socketPath) => sockets.get(socketPath)?.size ?? 0,
    dropSockets() {
      for (const client of upgrades.clients) client.terminate();
    },
    async [Symbol.asyncDispose]() {
      for (const client of upgrades.clients) client.terminate();
      for (const connection of connections) connection.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reply({ command, channel }: Record<string, unknown>): object {
  switch (command) {
    case 'ping':
      return { type: 'pong' };
    case 'join_channel':
      return { status: 'joined_channel', channel };
    case 'leave_channel':
      return { status: 'left_channel', channel };
    default:
      return { error: 'Unknown command', command };
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  state: FakeBotState,
): Promise<void> {
  if (state.down) return void response.destroy();
  const { pathname } = new URL(request.url ?? '', 'http://bot');
  if (!pathname.startsWith('/api/')) return sendFile(response, folder, pathname);
  if (request.method !== 'GET') return change(request, response, pathname, state);
  const body = state.answers.get(pathname);
  if (body === undefined) return sendProblem(response, 404, `There is nothing at ${pathname}.`);
  sendJson(response, 200, body);
}

interface ChannelList {
  channels: { readonly name: string }[];
}

/** Adds and removes channels as the bot does. */
async function change(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  state: FakeBotState,
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  if (request.headers.authorization !== `Bearer ${state.token}`) {
    return sendProblem(response, 401, 'The token is not the right one. It is the value of WEB_TOKEN.');
  }
  const list = state.answers.get('/api/channels') as ChannelList;
  const name = request.method === 'POST' ? (JSON.parse(body) as { name: string }).name : pathname.split('/').at(-1);
  if (name === 'nobody_like_that') return sendProblem(response, 422, 'Twitch knows no channel of that name.');
  const others = list.channels.filter((channel) => channel.name !== name);
  const channel = { name: name ?? '', state: 'joining', tracked: true, problem: null };
  state.answers.set('/api/channels', { channels: request.method === 'POST' ? [...others, channel] : others });
  if (request.method === 'POST') return sendJson(response, 201, channel);
  response.writeHead(204).end();
}

function sendJson(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

function sendProblem(response: ServerResponse, status: number, detail: string): void {
  sendJson(response, status, { type: '/problem', title: 'No', status, detail }, 'application/problem+json');
}

async function sendFile(response: ServerResponse, folder: string, pathname: string): Promise<void> {
  const file = path.join(folder, pathname === '/' ? 'index.html' : path.normalize(pathname));
  try {
    const bytes = await readFile(file);
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    });
    response.end(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    sendProblem(response, 404, `There is nothing at ${pathname}.`);
  }
}
