import type { FakeIrcServer } from '../../../tests/fakes/twitch/irc-server.ts';
import { Pace } from './pace.ts';
import { nowMicros, stampedId } from './sent-stamp.ts';
import { Talk, type Said } from './talk.ts';

export interface SteadyChatOptions {
  readonly irc: FakeIrcServer;
  readonly channels: readonly string[];
  /** Of all channels together. */
  readonly perSecond: number;
  /** Now and then twice as many reactions come on top: a channel the detector knows has moments, charts and alerts then. */
  readonly erupts: boolean;
}

const STEP_MS = 5;
const CHATTERS = 3_000;
const SEED = 7;
const TOPIC_SECONDS = 60;
const ERUPTS_EVERY_MS = 120_000;
const FIRST_ERUPTION_MS = 40_000;
const ERUPTION_MS = 8_000;
const REACTIONS_A_MESSAGE = 2;

/** Made-up chat at a steady rate, channel after channel. The id of each message says when it was sent. */
export class SteadyChat implements Disposable {
  /** Messages so far. */
  sent = 0;
  readonly #options: SteadyChatOptions;
  readonly #talk: Talk;
  readonly #startedAt = performance.now();
  readonly #pace: Pace;
  readonly #timer: NodeJS.Timeout;

  constructor(options: SteadyChatOptions) {
    this.#options = options;
    this.#talk = new Talk({ seed: SEED, chatters: CHATTERS, topicMessages: options.perSecond * TOPIC_SECONDS });
    this.#pace = new Pace(options.perSecond, this.#startedAt);
    this.#timer = setInterval(() => this.#step(), STEP_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #step(): void {
    const now = performance.now();
    const since = now - this.#startedAt - FIRST_ERUPTION_MS;
    const erupting = this.#options.erupts && since >= 0 && since % ERUPTS_EVERY_MS < ERUPTION_MS;
    for (let due = this.#pace.due(now); due > 0; due--) {
      this.#send(this.#talk.next());
      for (let i = 0; erupting && i < REACTIONS_A_MESSAGE; i++) this.#send(this.#talk.reaction());
    }
  }

  #send({ login, text, emotes }: Said): void {
    const { irc, channels } = this.#options;
    const channel = channels[this.sent % channels.length] ?? '';
    irc.say(channel, login, text, { emotes, id: stampedId(nowMicros(), this.sent++) });
  }
}
