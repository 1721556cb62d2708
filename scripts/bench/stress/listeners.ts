import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { join, listen } from '../lib/listen.ts';
import { nowMicros, sentMicrosIn } from '../lib/sent-stamp.ts';
import { CountedBy } from './counted-by.ts';
import { Freshness } from './freshness.ts';

const POLL_MS = 20;

/** One page's worth of sockets: the messages of a channel, its mood and its headline. */
export class Listeners implements Disposable {
  /** From a message's sending to its own frame, which carries its judgement: it has passed the whole pipeline. */
  readonly frameMs: number[] = [];
  readonly mood = new CountedBy();
  readonly headline = new CountedBy();
  readonly headlines = new Freshness();
  /** Headlines that arrived, by the model that wrote them. */
  readonly writers = new Map<string, number>();
  /** Messages that arrived, those before {@link measure} included. */
  messages = 0;
  readonly #sockets: WebSocket[] = [];
  #measuring = false;

  static async open(url: string, channel: string): Promise<Listeners> {
    const listeners = new Listeners();
    const chat = await listen(url, '/ws', (frame) => listeners.#message(frame));
    await join(chat, [channel]);
    const mood = await listen(url, `/ws/mood?channel=${channel}`, (frame) => {
      listeners.mood.counts(timeOf(read(frame)), nowMicros());
    });
    const headline = await listen(url, `/ws/headline?channel=${channel}`, (frame) => listeners.#headline(read(frame)));
    listeners.#sockets.push(chat, mood, headline);
    return listeners;
  }

  /** Times count from here on. */
  measure(): void {
    this.#measuring = true;
  }

  /** Waits until so many messages have arrived, or for as long as the slowest may take. */
  async heard(messages: number, withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while (this.messages < messages && performance.now() < until) await delay(POLL_MS);
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  #message(frame: Buffer): void {
    const sent = sentMicrosIn(frame);
    if (sent === null) return;
    this.messages++;
    if (!this.#measuring) return;
    const at = Date.now();
    this.frameMs.push((nowMicros() - sent) / 1_000);
    this.mood.arrived(sent, at);
    this.headline.arrived(sent, at);
  }

  #headline(frame: StateFrame): void {
    const upTo = timeOf(frame);
    this.writers.set(frame.model, (this.writers.get(frame.model) ?? 0) + 1);
    this.headline.counts(upTo, nowMicros());
    if (this.#measuring) this.headlines.frame(upTo, performance.now());
  }
}

/** What the frames of mood and headline have in common. */
interface StateFrame {
  readonly timestamp: string;
  readonly model: string;
}

function read(frame: Buffer): StateFrame {
  return JSON.parse(frame.toString()) as StateFrame;
}

/** Everything the bot took up until then is in the frame. */
function timeOf({ timestamp }: StateFrame): number {
  return Date.parse(timestamp);
}
