import type { ChatMessage, ChatNotice } from '../../domain/chat-event.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { RecentIds } from './recent-ids.ts';

export const INTAKE_DROP_REASONS = ['duplicate', 'shared-chat-copy', 'known-bot', 'own-message', 'opted-out'] as const;
export type IntakeDropReason = (typeof INTAKE_DROP_REASONS)[number];

export interface IntakeOptions {
  /** Logins, lower case. */
  readonly bots: ReadonlySet<string>;
  /** Whether a Twitch id is the account this bot speaks with. */
  readonly isOwnAccount: (userId: string) => boolean;
  /** Whether a chatter wants nothing of theirs looked at, by Twitch id. */
  readonly isOptedOut: (userId: string) => boolean;
}

/** Repeats arrive within seconds: overlapping connections, or Twitch sending a line twice. */
const ID_HORIZON_MS = 120_000;
const IDS_PER_GENERATION_MAX = 131_072;

/** The first look at what a channel says, cheapest question first. One per channel. */
export class Intake {
  readonly #ids = new RecentIds(ID_HORIZON_MS, IDS_PER_GENERATION_MAX);
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  message(message: ChatMessage): Outcome<ChatMessage, IntakeDropReason> {
    if (isForeignCopy(message)) return { kind: 'drop', reason: 'shared-chat-copy' };
    if (this.#options.isOwnAccount(message.author.id)) return { kind: 'drop', reason: 'own-message' };
    if (this.#isBot(message)) return { kind: 'drop', reason: 'known-bot' };
    if (this.#options.isOptedOut(message.author.id)) return { kind: 'drop', reason: 'opted-out' };
    if (!this.#ids.isNew(message.id, message.receivedAt)) return { kind: 'drop', reason: 'duplicate' };
    return { kind: 'ok', value: message };
  }

  notice(notice: ChatNotice): Outcome<ChatNotice, IntakeDropReason> {
    if (isForeignCopy(notice)) return { kind: 'drop', reason: 'shared-chat-copy' };
    if (!this.#ids.isNew(notice.id, notice.receivedAt)) return { kind: 'drop', reason: 'duplicate' };
    return { kind: 'ok', value: notice };
  }

  /** A notice of somebody who opted out still explains a burst, but nobody is shown whose it is. */
  mayShow(notice: ChatNotice): boolean {
    return !this.#options.isOptedOut(notice.author.id);
  }

  #isBot(message: ChatMessage): boolean {
    const { login, badges } = message.author;
    if (this.#options.bots.has(login)) return true;
    for (const badge of badges) if (badge.startsWith('bot-badge/')) return true;
    return false;
  }
}

/** In a shared session every room gets a copy; it counts only where it was written. */
function isForeignCopy(event: ChatMessage | ChatNotice): boolean {
  return event.source !== null && event.source.roomId !== '' && event.source.roomId !== event.roomId;
}
