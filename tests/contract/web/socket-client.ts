import { once } from 'node:events';
import { WebSocket } from 'ws';

const DEADLINE_MS = 5_000;

/** A frame as it arrived: nothing about it is known yet. */
export type Frame = Readonly<Record<string, unknown>>;

/** A WebSocket client that keeps what it receives and waits for what it expects. */
export class SocketClient implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;
  #changed = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      this.#tell();
    });
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#tell();
    });
    socket.on('error', () => this.#tell());
  }

  /** @throws what the server refused the socket with */
  static async open(base: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<SocketClient> {
    const socket = new WebSocket(base.replace('http', 'ws') + path, { headers, perMessageDeflate: false });
    const client = new SocketClient(socket);
    await once(socket, 'open');
    return client;
  }

  send(value: unknown): void {
    this.socket.send(typeof value === 'string' || value instanceof Buffer ? value : JSON.stringify(value));
  }

  /** The `n`th frame from the beginning. */
  async frame(n: number): Promise<Frame> {
    await this.until(() => this.frames.length > n, `frame ${n}`);
    return this.frames[n]!;
  }

  /** Sends a command and gives the next frame. */
  async ask(command: unknown): Promise<Frame> {
    const next = this.frames.length;
    this.send(command);
    return this.frame(next);
  }

  async close(): Promise<{ readonly code: number; readonly reason: string }> {
    await this.until(() => this.closed !== null, 'the end');
    return this.closed!;
  }

  /** Everything the server sent before this call is in `frames` once this returns. */
  async settled(): Promise<void> {
    const pongs = (): readonly Frame[] => this.frames.filter(({ type }) => type === 'pong');
    const before = pongs().length;
    this.send({ command: 'ping' });
    await this.until(() => pongs().length > before, 'a pong');
    this.frames.splice(this.frames.indexOf(pongs().at(-1)!), 1);
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    while (!holds()) {
      if (deadline.aborted)
        throw new Error(`waited in vain for ${what}; got ${JSON.stringify(this.frames).slice(0, 500)}`);
      await Promise.race([this.#changed.promise, once(deadline, 'abort')]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.closed !== null) return;
    this.socket.terminate();
    await this.close();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** The HTTP answer with which a socket was refused. */
export async function refusal(
  base: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const socket = new WebSocket(base.replace('http', 'ws') + path, { headers });
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  socket.terminate();
  return response.statusCode;
}

/** Waits for a condition elsewhere, with a bound. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  const until = performance.now() + DEADLINE_MS;
  while (!holds()) {
    if (performance.now() > until) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
