import type { WebSocket } from 'ws';
import { repeat } from '../../../src/lib/repeat.ts';
import { join, listen } from '../lib/listen.ts';

const GARBAGE_EVERY_MS = 20;
const BYTES_TOO_MANY = 5_000;

const GARBAGE: readonly (string | Buffer)[] = [
  '{"command":',
  'hello?',
  Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
  '[]',
  '{"command":"join_channel","channel":"../../etc"}',
  '{"command":"join_channel","channel":{"toString":1}}',
  '{"__proto__":{"command":"ping"}}',
  `{"command":"${'x'.repeat(200)}"}`,
  '['.repeat(2_000),
  'y'.repeat(BYTES_TOO_MANY),
];

/** Two clients that behave badly: one that never reads, and one that sends garbage and comes back whenever it is thrown out. */
export class Nuisances implements AsyncDisposable {
  /** How often the sender of garbage was thrown out. */
  thrownOut = 0;
  readonly #url: string;
  readonly #deaf: WebSocket;
  readonly #sending: AsyncDisposable;
  #loud: WebSocket | null = null;
  #turn = 0;
  #failure: unknown = null;

  private constructor(url: string, deaf: WebSocket) {
    this.#url = url;
    this.#deaf = deaf;
    this.#sending = repeat(
      GARBAGE_EVERY_MS,
      () => this.#sendGarbage(),
      (error) => (this.#failure ??= error),
    );
  }

  static async open(url: string, channels: readonly string[]): Promise<Nuisances> {
    const deaf = await listen(url, '/ws', () => undefined);
    await join(deaf, channels);
    deaf.pause();
    // Cut off by the bot sooner or later.
    deaf.on('error', () => deaf.terminate());
    return new Nuisances(url, deaf);
  }

  /** @throws when garbage could not be sent, so that nothing was disturbed */
  assertDisturbed(): void {
    if (this.#failure !== null) throw new Error('no garbage could be sent', { cause: this.#failure });
    if (this.thrownOut === 0) throw new Error('the sender of garbage was never thrown out');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sending[Symbol.asyncDispose]();
    this.#loud?.terminate();
    this.#deaf.terminate();
  }

  async #sendGarbage(): Promise<void> {
    this.#loud ??= await this.#comeBack();
    this.#loud.send(GARBAGE[this.#turn++ % GARBAGE.length] ?? '');
  }

  async #comeBack(): Promise<WebSocket> {
    const socket = await listen(this.#url, '/ws', () => undefined);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.thrownOut++;
      this.#loud = null;
    });
    return socket;
  }
}
