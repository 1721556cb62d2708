import type { WebSocket } from 'ws';
import { listen } from '../lib/listen.ts';

const SECOND_MS = 1_000;

/** How evenly the metrics of channels come, once a second each. */
export class MetricsJitter implements Disposable {
  /** How far each frame's distance to the one before was from a second. */
  readonly offMs: number[] = [];
  readonly #sockets: WebSocket[] = [];

  static async open(url: string, channels: readonly string[]): Promise<MetricsJitter> {
    const jitter = new MetricsJitter();
    for (const channel of channels) {
      // The first frame tells what is known already; those after it come by the clock.
      let frames = 0;
      let before = 0;
      const onFrame = (frame: Buffer): void => {
        if (!frame.includes('"type":"metrics"')) return;
        const now = performance.now();
        if (++frames > 2) jitter.offMs.push(Math.abs(now - before - SECOND_MS));
        before = now;
      };
      jitter.#sockets.push(await listen(url, `/ws/channel/${channel}`, onFrame));
    }
    return jitter;
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.terminate();
  }
}
