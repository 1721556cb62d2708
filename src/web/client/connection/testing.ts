import type { SocketLike } from './live-socket.ts';

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  readonly url: string;
  readonly sent: unknown[] = [];
  isClosed = false;
  readonly #listeners = new Map<string, ((event: { readonly data: unknown }) => void)[]>();

  constructor(url: string) {
    this.url = url;
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.isClosed = true;
  }

  addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  /** What the network does. */
  emit(type: 'open' | 'close' | 'message', data?: unknown): void {
    const text = typeof data === 'object' ? JSON.stringify(data) : data;
    for (const listener of this.#listeners.get(type) ?? []) listener({ data: text });
  }
}
