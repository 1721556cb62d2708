import type { WebSocket } from 'ws';
import type { JsonObject } from '../../openapi/json.ts';

const REPLAY_EVENTS_MAX = 1_000;

interface Dispatch {
  readonly op: 0;
  readonly t: string;
  readonly s: number;
  readonly d: JsonObject;
}

/** One gateway session. It outlives its socket, so that RESUME can replay what was missed. */
export class GatewaySession {
  readonly id: string;
  readonly intents: number;
  #socket: WebSocket | null = null;
  #sequence = 0;
  /** The newest events; the oldest are shed, and a session that needs them cannot be resumed. */
  readonly #sent: Dispatch[] = [];

  constructor(id: string, intents: number) {
    this.id = id;
    this.intents = intents;
  }

  get isConnected(): boolean {
    return this.#socket !== null;
  }

  attach(socket: WebSocket, onLost: () => void): void {
    this.#socket = socket;
    socket.once('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      onLost();
    });
  }

  dispatch(event: string, data: JsonObject): void {
    this.#sequence++;
    const dispatch: Dispatch = { op: 0, t: event, s: this.#sequence, d: data };
    this.#sent.push(dispatch);
    if (this.#sent.length > REPLAY_EVENTS_MAX) this.#sent.shift();
    this.#socket?.send(JSON.stringify(dispatch));
  }

  canResumeFrom(sequence: number): boolean {
    const oldest = this.#sent[0]?.s ?? 1;
    return sequence <= this.#sequence && sequence >= oldest - 1;
  }

  replayFrom(sequence: number): void {
    for (const dispatch of this.#sent) if (dispatch.s > sequence) this.#socket?.send(JSON.stringify(dispatch));
  }
}
