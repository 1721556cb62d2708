import { RecentTable } from '../hype/recent-table.ts';
import { pasteKey } from './paste-key.ts';

const CHATTER_WINDOW_SECONDS = 60;
const COPY_WINDOW_SECONDS = 60;
/** A chatter's messages within a minute, the rest nothing: together less than two people's. */
const REPEAT_SHARES = [1, 0.5, 0.25, 0.1] as const;
/** Copies of a pasted text within a minute. It says little about those who paste it, so all together are a handful. */
const COPY_SHARES = [1, 0.5, 0.25, 0.1] as const;
const COPY_SHARE_LEAST = 0.02;
const EXCLAMATION_MARK = 33;

/**
 * How much a message counts, 0 to 1: neither one chatter nor one pasted text owns the mood. Both tables are bounded;
 * where they are full, counts are too small rather than too large.
 */
export class MessageWeight {
  // Made with the first message: most channels of a large bot are silent most of the day.
  #chatters: RecentTable | null = null;
  #texts: RecentTable | null = null;
  /** Of the message weighed last: what its text alone would count. */
  textShare = 1;

  /** @param chatter from `chatterKey` */
  of(chatter: number, text: string, second: number): number {
    this.#chatters ??= new RecentTable(CHATTER_WINDOW_SECONDS);
    const earlier = this.#chatters.see(spread(chatter), second);
    this.textShare = isCommand(text) ? 0 : this.#copyShare(text, second);
    return (REPEAT_SHARES[earlier] ?? 0) * this.textShare;
  }

  #copyShare(text: string, second: number): number {
    const key = pasteKey(text);
    if (key === 0) return 1;
    this.#texts ??= new RecentTable(COPY_WINDOW_SECONDS);
    return COPY_SHARES[this.#texts.see(key, second)] ?? COPY_SHARE_LEAST;
  }
}

/** Asking a bot something says nothing about how anybody feels. */
function isCommand(text: string): boolean {
  return text.charCodeAt(0) === EXCLAMATION_MARK && text.charCodeAt(1) > 0x60;
}

/** A chatter's key over 32 bits. */
export function spread(key: number): number {
  return Math.imul((key >>> 0) ^ ((key / 2 ** 32) >>> 0), 0x9e3779b1) >>> 0;
}
