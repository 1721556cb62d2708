import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

export interface LiveScript {
  opened?(client: LiveClient): void;
  received(client: LiveClient, frame: unknown): void;
}

export interface LiveClient {
  readonly topics: Set<string>;
  send(frame: object | string): void;
  close(code: number): void;
}

/** A provider's live socket: who is connected, and what they follow. */
export class FakeLive {
  readonly #script: LiveScript;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #clients = new Map<LiveClient, WebSocket>();
  /** Sockets that were opened so far. */
  opened = 0;
  /** Frames that are no JSON of the protocol. */
  readonly problems: string[] = [];

  constructor(script: LiveScript) {
    this.#script = script;
  }

  get clients(): readonly LiveClient[] {
    return [...this.#clients.keys()];
  }

  /** All that is followed, sorted; once per client that follows it. */
  topics(): readonly string[] {
    return this.clients.flatMap((client) => [...client.topics]).sort();
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.opened++;
      const client: LiveClient = {
        topics: new Set(),
        send: (frame) => webSocket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
        close: (code) => webSocket.close(code),
      };
      this.#clients.set(client, webSocket);
      webSocket.on('close', () => this.#clients.delete(client));
      webSocket.on('error', () => webSocket.terminate());
      webSocket.on('message', (data: Buffer) => {
        try {
          this.#script.received(client, JSON.parse(data.toString()));
        } catch (error) {
          this.problems.push(String(error));
        }
      });
      this.#script.opened?.(client);
    });
  }

  /** To everybody who follows the topic. */
  tell(topic: string, frame: object | string): void {
    for (const client of this.clients) if (client.topics.has(topic)) client.send(frame);
  }

  /** Breaks every connection without a word. */
  drop(): void {
    for (const socket of this.#clients.values()) socket.terminate();
  }
}
