import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import { asNumber, asObject, asString } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { wireGuildCreate, wireUser } from '../wire.ts';
import type { World } from '../world.ts';
import { GatewaySession } from './session.ts';

export interface GatewayOptions {
  readonly heartbeatIntervalMs: number;
  /** Privileged intents that may be asked for; any other closes with 4014. */
  readonly privilegedIntents: number;
}

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15);
const INTENTS_ALL = (1 << 26) - 1;
const INTENT_GUILD_MESSAGES = 1 << 9;
const EVENTS_PER_MINUTE_MAX = 120;

/** Discord's gateway over the fake's world, with its faults on demand. */
export class Gateway {
  /** Every IDENTIFY and RESUME that was accepted, oldest first. */
  readonly identifies: JsonObject[] = [];
  readonly resumes: JsonObject[] = [];
  readonly #world: World;
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, GatewaySession>();
  #acksHeartbeats = true;
  #isDeaf = false;

  constructor(world: World, options: GatewayOptions) {
    this.#world = world;
    this.#options = options;
    world.dispatch = (event, data) => this.dispatch(event, data);
  }

  get isConnected(): boolean {
    return [...this.#sessions.values()].some((session) => session.isConnected);
  }

  /** Sends an event to all sessions (the unconnected get it when they resume); returns how many are connected. */
  dispatch(event: string, data: JsonObject): number {
    let told = 0;
    for (const session of this.#sessions.values()) {
      if (event.startsWith('MESSAGE_') && !(session.intents & INTENT_GUILD_MESSAGES)) continue;
      session.dispatch(event, data);
      if (session.isConnected) told++;
    }
    return told;
  }

  /** Closes every connection with this code, for example 4000 (resumable), 4004 (fatal). */
  close(code: number): void {
    for (const socket of this.#server.clients) socket.close(code);
  }

  /** Ends every connection without a close frame. */
  drop(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  /** While false, heartbeats are heard and not answered, as when a connection is half dead. */
  set acksHeartbeats(value: boolean) {
    this.#acksHeartbeats = value;
  }

  /** While true, new connections are accepted and never greeted. */
  set isDeaf(value: boolean) {
    this.#isDeaf = value;
  }

  /** Opcode 9. Not resumable sessions are forgotten. */
  invalidateSessions(resumable: boolean): void {
    if (!resumable) this.#sessions.clear();
    for (const socket of this.#server.clients) send(socket, { op: OP.invalidSession, d: resumable });
  }

  /** Opcode 7: please reconnect. */
  requestReconnect(): void {
    for (const socket of this.#server.clients) send(socket, { op: OP.reconnect, d: null });
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://fake');
    if (!/^\/gw\/?$/.test(url.pathname)) return void socket.destroy();
    this.#server.handleUpgrade(request, socket, head, (client) => {
      if (this.#isDeaf) return;
      if (url.searchParams.get('v') !== '10' || url.searchParams.get('encoding') !== 'json') client.close(4012);
      else this.#greet(client, `ws://${request.headers.host ?? ''}/gw`);
    });
  }

  #greet(socket: WebSocket, address: string): void {
    const connection: Connection = { socket, address, session: null, receivedAt: [] };
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => this.#receive(connection, data));
    send(socket, { op: OP.hello, d: { heartbeat_interval: this.#options.heartbeatIntervalMs } });
  }

  #receive(connection: Connection, data: RawData): void {
    const { socket } = connection;
    const now = this.#world.now();
    connection.receivedAt = connection.receivedAt.filter((at) => now - at < 60_000).concat(now);
    if (connection.receivedAt.length > EVENTS_PER_MINUTE_MAX) return socket.close(4008);
    const payload = parse(data);
    if (!payload) return socket.close(4002);
    const d = asObject(payload['d']);
    switch (payload['op']) {
      case OP.heartbeat:
        if (this.#acksHeartbeats) send(socket, { op: OP.heartbeatAck });
        return;
      case OP.identify:
        return this.#identify(connection, d);
      case OP.resume:
        return this.#resume(connection, d);
      case OP.presence:
      case OP.voice:
      case OP.members:
        if (!connection.session) socket.close(4003);
        return;
      default:
        return socket.close(4001);
    }
  }

  #identify(connection: Connection, d: JsonObject): void {
    const { socket } = connection;
    if (connection.session) return socket.close(4005);
    if (d['token'] !== this.#world.token) return socket.close(4004);
    const intents = d['intents'];
    if (typeof intents !== 'number' || !Number.isInteger(intents) || intents < 0 || intents > INTENTS_ALL) {
      return socket.close(4013);
    }
    if (intents & PRIVILEGED_INTENTS & ~this.#options.privilegedIntents) return socket.close(4014);
    this.identifies.push(d);
    const session = new GatewaySession(this.#world.nextId(), intents);
    this.#sessions.set(session.id, session);
    this.#connect(connection, session);
    const { applicationId, bot, guilds } = this.#world;
    session.dispatch('READY', {
      v: 10,
      user: wireUser(bot),
      guilds: [...guilds.keys()].map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: connection.address,
      application: { id: applicationId, flags: 0 },
      shard: [0, 1],
    });
    for (const guild of guilds.values()) session.dispatch('GUILD_CREATE', wireGuildCreate(this.#world, guild));
    this.#world.changes.notify();
  }

  #resume(connection: Connection, d: JsonObject): void {
    const { socket } = connection;
    if (connection.session) return socket.close(4005);
    if (d['token'] !== this.#world.token) return socket.close(4004);
    const session = this.#sessions.get(asString(d['session_id']));
    const sequence = asNumber(d['seq']);
    if (!session?.canResumeFrom(sequence)) return send(socket, { op: OP.invalidSession, d: false });
    this.resumes.push(d);
    this.#connect(connection, session);
    session.replayFrom(sequence);
    session.dispatch('RESUMED', {});
    this.#world.changes.notify();
  }

  #connect(connection: Connection, session: GatewaySession): void {
    connection.session = session;
    session.attach(connection.socket, () => this.#world.changes.notify());
  }
}

interface Connection {
  readonly socket: WebSocket;
  readonly address: string;
  session: GatewaySession | null;
  receivedAt: readonly number[];
}

function send(socket: WebSocket, payload: JsonObject): void {
  socket.send(JSON.stringify({ t: null, s: null, d: null, ...payload }));
}

/** Null for what is not a JSON object. */
function parse(data: RawData): JsonObject | null {
  try {
    const value: unknown = JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    return typeof value === 'object' && value !== null ? (value as JsonObject) : null;
  } catch {
    return null; // Not JSON: the caller closes with 4002.
  }
}
