import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

interface Subscription {
  readonly id: string;
  readonly type: string;
  readonly sessionId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** EventSub over WebSocket at `/ws`: welcome, keepalive, notifications, reconnect. */
export class FakeEventSub {
  readonly opened: number[] = [];
  readonly subscriptions: Subscription[] = [];
  /** Topics this account may not subscribe to. */
  readonly refused = new Set<string>();
  reception: 'normal' | 'accept-and-close' = 'normal';
  keepaliveSeconds = 10;
  readonly #sockets = new Map<string, WebSocket>();
  #port = 0;

  attach(http: Server): void {
    const webSockets = new WebSocketServer({ server: http, path: '/ws' });
    webSockets.on('connection', (socket, request) => {
      this.#port = request.socket.localPort ?? 0;
      this.opened.push(Date.now());
      socket.on('error', () => socket.terminate());
      if (this.reception === 'accept-and-close') {
        socket.close();
        return;
      }
      // A reconnect address names the session that moves to the new socket, subscriptions and all.
      const id =
        new URL(request.url ?? '/', 'http://localhost').searchParams.get('session') ?? `session-${this.opened.length}`;
      this.#sockets.set(id, socket);
      socket.on('close', () => {
        if (this.#sockets.get(id) === socket) this.#sockets.delete(id);
      });
      frame(socket, 'session_welcome', {
        session: {
          id,
          status: 'connected',
          connected_at: new Date().toISOString(),
          keepalive_timeout_seconds: this.keepaliveSeconds,
          reconnect_url: null,
        },
      });
    });
  }

  get connectionCount(): number {
    return this.#sockets.size;
  }

  subscribe(body: unknown, answer: (status: number, body: unknown) => void): void {
    const wanted = body as { type: string; version: string; condition: unknown; transport: { session_id: string } };
    if (this.refused.has(wanted.type)) {
      answer(403, { error: 'Forbidden', status: 403, message: 'subscription missing proper authorization' });
      return;
    }
    const id = randomUUID();
    this.subscriptions.push({ id, type: wanted.type, sessionId: wanted.transport.session_id, body: { ...wanted } });
    answer(202, {
      data: [{ id, status: 'enabled', cost: 0, created_at: new Date().toISOString(), ...wanted }],
      total: this.subscriptions.length,
      total_cost: 0,
      max_total_cost: 10,
    });
  }

  notify(type: string, event: unknown, messageId: string = randomUUID()): void {
    for (const subscription of this.subscriptions) {
      const socket = this.#sockets.get(subscription.sessionId);
      if (subscription.type !== type || socket === undefined) continue;
      frame(socket, 'notification', { subscription: { id: subscription.id, type }, event }, messageId);
    }
  }

  keepalive(): void {
    for (const socket of this.#sockets.values()) frame(socket, 'session_keepalive', {});
  }

  askToReconnect(): void {
    for (const [id, socket] of this.#sockets) {
      frame(socket, 'session_reconnect', {
        session: { id, status: 'reconnecting', reconnect_url: `ws://127.0.0.1:${this.#port}/ws?session=${id}` },
      });
    }
  }

  drop(): void {
    for (const socket of this.#sockets.values()) socket.terminate();
  }

  close(): void {
    this.drop();
  }
}

function frame(socket: WebSocket, type: string, payload: unknown, messageId: string = randomUUID()): void {
  socket.send(
    JSON.stringify({
      metadata: { message_id: messageId, message_type: type, message_timestamp: new Date().toISOString() },
      payload,
    }),
  );
}
