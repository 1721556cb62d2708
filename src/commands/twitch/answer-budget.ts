import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';

export interface AnswerBudgetOptions {
  readonly answersMax: number;
  readonly windowMs: number;
  /** Channels remembered; the one whose window began longest ago is forgotten first. */
  readonly channelsMax: number;
}

/** At most so many answers in any window of one channel, for everybody together: Twitch silences who says more. */
export class AnswerBudget {
  readonly #answers = new Map<ChannelName, EpochMs[]>();
  readonly #options: AnswerBudgetOptions;

  constructor(options: AnswerBudgetOptions) {
    this.#options = options;
  }

  /** Takes one answer out of the channel's budget; false when there is none left. */
  take(channel: ChannelName, now: EpochMs): boolean {
    const { answersMax, windowMs, channelsMax } = this.#options;
    const recent = (this.#answers.get(channel) ?? []).filter((at) => now - at < windowMs);
    const allowed = recent.length < answersMax;
    if (allowed) recent.push(now);
    this.#answers.delete(channel);
    this.#answers.set(channel, recent);
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > channelsMax && !oldest.done) this.#answers.delete(oldest.value);
    return allowed;
  }
}
