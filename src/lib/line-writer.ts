import type { Writable } from 'node:stream';

export interface LineWriterOptions {
  /** Characters gathered before they are handed to the stream; 0 hands over every line at once. */
  readonly gatherCharsMax: number;
  /** The reader went away (`| head`) or the stream failed; called once. Nothing is written any more. */
  readonly onClosed: (error: Error) => void;
}

/** Writes lines to a pipe, file or terminal that may be slow and may close at any time. */
export class LineWriter implements AsyncDisposable {
  readonly #stream: Writable;
  readonly #options: LineWriterOptions;
  #gathered = '';
  #full = false;
  #closed = false;
  #writable: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #onError = (error: Error): void => {
    if (this.#closed) return;
    this.#closed = true;
    this.#writable.resolve();
    this.#options.onClosed(error);
  };
  readonly #onDrain = (): void => {
    this.#full = false;
    this.#writable.resolve();
  };

  constructor(stream: Writable, options: LineWriterOptions) {
    this.#stream = stream;
    this.#options = options;
    stream.on('error', this.#onError).on('drain', this.#onDrain).on('close', this.#onDrain);
  }

  get closed(): boolean {
    return this.#closed;
  }

  write(line: string): void {
    if (this.#closed) return;
    this.#gathered += `${line}\n`;
    if (this.#gathered.length >= this.#options.gatherCharsMax) this.#handOver();
  }

  /** Waits until the reader has taken in enough to write on. Call it now and then: it is the backpressure. */
  async flush(): Promise<void> {
    this.#handOver();
    if (this.#full && !this.#closed) await this.#writable.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush();
    // The `error` listener stays: a write still under way may fail after this, and an unheard one ends the process.
    this.#stream.off('drain', this.#onDrain).off('close', this.#onDrain);
  }

  #handOver(): void {
    if (this.#gathered === '' || this.#closed) return;
    const gathered = this.#gathered;
    this.#gathered = '';
    if (this.#stream.write(gathered) || this.#full) return;
    this.#full = true;
    this.#writable = Promise.withResolvers();
  }
}

/** The reader closed the pipe, as `head` does when it has seen enough: not a failure of ours. */
export function isClosedPipe(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED' || error.code === 'EOF');
}
