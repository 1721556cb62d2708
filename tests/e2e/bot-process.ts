import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startFakeEmotes, type FakeEmotes } from '../fakes/emotes/fake-emotes.ts';

const root = path.resolve(import.meta.dirname, '../..');
const READY = /: (http:\/\/\S+)\/api\/health/;

export interface BotOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly readyWithinMs?: number;
}

/**
 * The real program in a process of its own, with nothing of this process's environment but the path. It asks nobody
 * outside for emotes: unless `env` says otherwise, a fake of its own answers for the providers.
 */
export class BotProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #emotes: FakeEmotes;
  #output = '';
  #changed = Promise.withResolvers<void>();

  private constructor(options: BotOptions, emotes: FakeEmotes) {
    this.#emotes = emotes;
    const { bttvUrl, ffzUrl, sevenTvUrl } = emotes.addresses;
    this.#child = spawn(process.execPath, [path.join(root, 'src/main.ts')], {
      cwd: options.cwd,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: options.cwd,
        WEB_PORT: '0',
        LOG_LEVEL: 'info',
        BTTV_API_URL: bttvUrl,
        FFZ_API_URL: ffzUrl,
        SEVENTV_API_URL: sevenTvUrl,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString('utf8');
        this.#changed.resolve();
        this.#changed = Promise.withResolvers();
      });
    }
    this.#child.on('exit', () => this.#changed.resolve());
  }

  /** Resolves when the bot says where it listens. */
  static async start(options: BotOptions): Promise<BotProcess> {
    const bot = new BotProcess(options, await startFakeEmotes());
    try {
      await bot.waitForOutput(READY, options.readyWithinMs ?? 15_000);
    } catch (error) {
      await bot.kill();
      throw error;
    }
    return bot;
  }

  /** Everything printed so far. */
  get output(): string {
    return this.#output;
  }

  get webUrl(): string {
    return READY.exec(this.#output)?.[1] ?? '';
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  async waitForOutput(pattern: RegExp, deadlineMs: number): Promise<RegExpExecArray> {
    const expired = AbortSignal.timeout(deadlineMs);
    for (;;) {
      const found = pattern.exec(this.#output);
      if (found !== null) return found;
      if (this.#child.exitCode !== null)
        throw new Error(`The bot ended with ${this.#child.exitCode}:\n${this.#output}`);
      if (expired.aborted)
        throw new Error(`The bot did not print ${String(pattern)} within ${deadlineMs} ms:\n${this.#output}`);
      await Promise.race([this.#changed.promise, once(expired, 'abort')]);
    }
  }

  /** As an operator stops it. @returns the exit code */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** As a power cut stops it. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill(signal);
      await exit;
    }
    await this.#emotes.stop();
    return this.#child.exitCode;
  }
}
