import type { ChannelName, ChatMessage, ChatRetraction, EpochMs } from '../../domain/chat-event.ts';
import type { Digest, Headline } from '../../domain/headline.ts';
import type { Sentiment } from '../../domain/mood.ts';

/** What one channel's chat is talking about. Times never go back. */
export class ChannelDigest {
  readonly #channel: ChannelName;

  constructor(channel: ChannelName) {
    this.#channel = channel;
  }

  /** @param chatter from `chatterKey` */
  observe(_message: ChatMessage, _sentiment: Sentiment, _chatter: number): void {}

  /** No bucket may show what a moderator took back. */
  retract(_retraction: ChatRetraction): void {}

  /** Moves finished stretches of time up the tree; cheap when nothing is due. */
  roll(_now: EpochMs): void {}

  digest(now: EpochMs): Digest {
    throw new Error(`${this.#channel} ${now}`);
  }

  headline(now: EpochMs): Headline {
    throw new Error(`${this.#channel} ${now}`);
  }
}
