import type { FakeIrcServer } from '../../../tests/fakes/twitch/irc-server.ts';

const STEP_MS = 200;
const CALM_EVERY_STEPS = 3;
const PER_STEP = 5;
const CALM = ['that was close', 'which build is that', 'he went left again', 'hello everyone'];
const LAUGHTER = ['KEKW', 'LUL LUL', 'OMEGALUL', 'hahaha', 'NO WAY', 'KEKW KEKW KEKW', 'WHAT LUL'];

/** Chat of many channels: a little all the time, and 25 messages a second where it erupts. */
export class Crowd implements Disposable {
  /** When the first message of a channel's eruption was sent. */
  readonly eruptedAt = new Map<string, number>();
  readonly #irc: FakeIrcServer;
  readonly #channels: readonly string[];
  readonly #until = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #step = 0;
  #said = 0;

  constructor(irc: FakeIrcServer, channels: readonly string[]) {
    this.#irc = irc;
    this.#channels = channels;
    this.#timer = setInterval(() => this.#talk(), STEP_MS);
  }

  erupt(channel: string, durationMs: number): void {
    const now = Date.now();
    this.eruptedAt.set(channel, now);
    this.#until.set(channel, now + durationMs);
    this.#laugh(channel);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #talk(): void {
    const now = Date.now();
    const calm = this.#step++ % CALM_EVERY_STEPS === 0;
    for (const channel of this.#channels) {
      if ((this.#until.get(channel) ?? 0) > now) this.#laugh(channel);
      else if (calm) this.#irc.say(channel, `regular${this.#said++ % 40}`, CALM[this.#said % CALM.length] ?? '');
    }
  }

  #laugh(channel: string): void {
    for (let i = 0; i < PER_STEP; i++)
      this.#irc.say(channel, `viewer${this.#said++ % 300}`, LAUGHTER[this.#said % LAUGHTER.length] ?? '');
  }
}
