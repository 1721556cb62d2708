import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { ChannelName } from '../../domain/chat-event.ts';
import type { SocketKind } from '../../domain/ports/web.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { ProblemError } from '../http/problem.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { channelPath, socketQuery } from '../schemas/inputs.ts';
import type { Client } from './client.ts';
import { parseCommand } from './commands.ts';
import type { LiveHubs } from './live-hubs.ts';

export type SocketHandler = (socket: WebSocket, request: FastifyRequest) => void;
/** Of every route that is a socket. */
export const SOCKET_CONFIG = { ...rateLimit('sockets'), socket: true } as const;
type SocketQuery = z.output<typeof socketQuery>;

/** Sockets on which clients say what they want to hear. */
export function eventSocket({ sockets, events }: LiveHubs): SocketHandler {
  return (socket, request) => {
    sockets.open('events', socket, request.raw.socket, {
      onText(client, text) {
        const command = parseCommand(text);
        if ('error' in command) return client.reply(command);
        if (command.kind === 'ping') return client.reply({ type: 'pong' });
        const { channel } = command;
        if (command.kind === 'leave') {
          events.leave(client, channel);
          return client.reply({ status: 'left_channel', channel });
        }
        const { answer, missed } = events.join(client, channel, command.lastId);
        client.reply(answer);
        for (const frame of missed) client.send(frame);
      },
      onClosed: (client) => events.remove(client),
    });
  };
}

/** Sockets whose address says what they hear. */
export function socketRoutes(app: WebApp, hubs: LiveHubs, { channels }: Pick<WebDeps, 'channels'>): void {
  const { hype, state } = hubs;
  const route = { websocket: true, config: SOCKET_CONFIG } as const;
  const watched = (name: ChannelName): boolean => channels.list().some((channel) => channel.name === name);
  const tellUnknown = (client: Client, names: readonly ChannelName[]): void => {
    for (const name of names) if (!watched(name)) client.reply(unknownChannel(name));
  };

  app.get('/ws', route, eventSocket(hubs));
  app.get('/ws/hype', { ...route, schema: { querystring: socketQuery } }, (socket, request) => {
    const { channel, last_id: lastId } = request.query;
    const client = listen(hubs, 'hype', socket, request);
    tellUnknown(client, channel);
    hype.add(client, channel, lastId ?? null);
  });
  for (const kind of ['metrics', 'mood', 'headline'] as const) {
    app.get(`/ws/${kind}`, { ...route, schema: { querystring: socketQuery } }, (socket, request) => {
      const { channel }: SocketQuery = request.query;
      const client = listen(hubs, kind, socket, request);
      tellUnknown(client, channel);
      state.add(client, kind, channel);
    });
  }
  app.get('/ws/channel/:name', { ...route, schema: { params: channelPath } }, (socket, request) => {
    const { name } = request.params;
    const client = listen(hubs, 'channel', socket, request);
    tellUnknown(client, [name]);
    state.add(client, 'metrics', [name]);
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Sockets may be opened here. */
    readonly socket?: boolean;
  }
}

/** Refuses sockets before they are opened: where there are none, and while there is no room. */
export function guardSockets(app: WebApp, { sockets }: Pick<LiveHubs, 'sockets'>): void {
  app.addHook('preValidation', async (request) => {
    if (!request.ws) return;
    if (request.routeOptions.config.socket !== true)
      throw new ProblemError('not-found', 'There is no WebSocket at this address. /api/docs lists where there are.');
    if (sockets.full) throw new ProblemError('too-busy', 'As many sockets are open as may be. Try again later.');
  });
}

function listen(
  { sockets, hype, state }: LiveHubs,
  kind: SocketKind,
  socket: WebSocket,
  request: FastifyRequest,
): Client {
  return sockets.open(kind, socket, request.raw.socket, {
    onText(client, text) {
      const command = parseCommand(text);
      if ('error' in command) client.reply(command);
      else if (command.kind === 'ping') client.reply({ type: 'pong' });
      else
        client.reply({
          error: 'Unknown command',
          command: `${command.kind}_channel`,
          detail: 'Connect to /ws for that.',
        });
    },
    onClosed(client) {
      hype.remove(client);
      state.remove(client);
    },
  });
}

function unknownChannel(channel: ChannelName) {
  const detail = 'It is not watched. Its frames begin when it is: POST /api/channels, or join_channel on /ws.';
  return { error: 'Unknown channel', channel, detail };
}
