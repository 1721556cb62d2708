import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Forget the times so far, or tell them. */
export type AudienceRequest = 'begin' | 'tell';

export interface AudienceFigures {
  /** Messages that arrived, one for each client, since the clients came. */
  readonly frames: number;
  /** Clients the bot closed. */
  readonly closed: number;
  /** From a message's sending to its frame at a client, since the last `begin`. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** How late this process itself ran, 95th percentile: a bot is not to blame for that. */
  readonly lateMs: number;
}

export interface AudienceOptions {
  readonly url: string;
  readonly channels: readonly string[];
  readonly clients: number;
}

const PROGRAM = fileURLToPath(new URL('audience.ts', import.meta.url));

/** Many clients in a process of their own, so that reading costs neither the bot nor whoever sends the chat. */
export class Audience implements Disposable {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Resolves when all clients have joined all channels. @throws when one could not */
  static async open({ url, channels, clients }: AudienceOptions): Promise<Audience> {
    const audience = new Audience(fork(PROGRAM, [url, channels.join(','), String(clients)]));
    await audience.#answer();
    return audience;
  }

  begin(): void {
    this.#ask('begin');
  }

  async tell(): Promise<AudienceFigures> {
    this.#ask('tell');
    return (await this.#answer()) as AudienceFigures;
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }

  #ask(request: AudienceRequest): void {
    this.#child.send(request);
  }

  async #answer(): Promise<unknown> {
    const over = new AbortController();
    const ended = once(this.#child, 'exit', over).then(([code]) => {
      throw new Error(`the audience ended with ${String(code)}`);
    });
    try {
      const [answer] = (await Promise.race([once(this.#child, 'message', over), ended])) as [unknown];
      return answer;
    } finally {
      over.abort();
      await ended.catch(() => undefined);
    }
  }
}
