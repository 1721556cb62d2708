import type { ChatRetraction, ChannelName, EpochMs } from '../../domain/chat-event.ts';

/** Something said that must not come back: one message, or what one chatter or everybody wrote until a time. */
export interface RetractionRule {
  readonly what: 'message' | 'chatter' | 'everything' | 'forgotten';
  /** '' for `forgotten`, which reaches every channel. */
  readonly channel: ChannelName;
  /** Message or chatter id; '' for `everything`. */
  readonly subject: string;
  /** Covers what was written up to here. */
  readonly until: EpochMs;
}

export function ruleOf(retraction: ChatRetraction): RetractionRule {
  const { channel, scope } = retraction;
  const until = Math.max(retraction.sentAt, retraction.receivedAt);
  switch (scope.what) {
    case 'message':
      return { what: 'message', channel, subject: scope.messageId, until };
    case 'chatter':
      return { what: 'chatter', channel, subject: scope.chatterId, until };
    case 'everything':
      return { what: 'everything', channel, subject: '', until };
  }
}

export function forgottenRule(chatterId: string, until: EpochMs): RetractionRule {
  return { what: 'forgotten', channel: '', subject: chatterId, until };
}

/** Tells in constant time whether something said was taken back. Holds at most `rulesMax`, the latest ones. */
export class RetractionIndex {
  readonly #rulesMax: number;
  /** In the order they came; a repeated rule moves to the end. */
  readonly #rules = new Map<string, EpochMs>();
  /** Chatters of whom nothing is kept, now and later. */
  readonly #excluded = new Set<string>();

  constructor(rulesMax: number) {
    this.#rulesMax = rulesMax;
  }

  get size(): number {
    return this.#rules.size;
  }

  add(rule: RetractionRule): void {
    const key = keyOf(rule.what, rule.channel, rule.subject);
    const until = Math.max(rule.until, this.#rules.get(key) ?? -Infinity);
    this.#rules.delete(key);
    if (this.#rules.size >= this.#rulesMax) {
      for (const oldest of this.#rules.keys()) {
        this.#rules.delete(oldest);
        break;
      }
    }
    this.#rules.set(key, until);
  }

  remove(rule: Pick<RetractionRule, 'what' | 'channel' | 'subject'>): void {
    this.#rules.delete(keyOf(rule.what, rule.channel, rule.subject));
  }

  /** @returns false when they were excluded already */
  exclude(chatterId: string): boolean {
    if (this.#excluded.has(chatterId)) return false;
    this.#excluded.add(chatterId);
    return true;
  }

  /** @returns false when they were not excluded */
  admit(chatterId: string): boolean {
    return this.#excluded.delete(chatterId);
  }

  clear(): void {
    this.#rules.clear();
  }

  /** @param at when it was said, or for the quote of a moment when that began */
  covers(channel: ChannelName, messageId: string, chatterId: string, at: EpochMs): boolean {
    if (this.#excluded.has(chatterId)) return true;
    if (this.#rules.size === 0) return false;
    return (
      this.#rules.has(keyOf('message', channel, messageId)) ||
      this.#reaches(keyOf('chatter', channel, chatterId), at) ||
      this.#reaches(keyOf('everything', channel, ''), at) ||
      this.hasForgotten(chatterId, at)
    );
  }

  /** True when the chatter wished to be forgotten after `at`, or wants nothing kept at all. */
  hasForgotten(chatterId: string, at: EpochMs): boolean {
    return this.#excluded.has(chatterId) || this.#reaches(keyOf('forgotten', '', chatterId), at);
  }

  #reaches(key: string, at: EpochMs): boolean {
    const until = this.#rules.get(key);
    return until !== undefined && at <= until;
  }
}

/** A space cannot stand in a channel name, so two rules never share a key. */
function keyOf(what: RetractionRule['what'], channel: ChannelName, subject: string): string {
  return `${what} ${channel} ${subject}`;
}
