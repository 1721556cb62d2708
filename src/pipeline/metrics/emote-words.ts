import type { ChannelName } from '../../domain/chat-event.ts';
import { WordTable } from '../../lib/word-table.ts';

/**
 * Which plain words count as emotes, and where. The words of all channels stand in one table that every lane reads; only
 * channels with names of their own have another.
 */
export class EmoteWords {
  readonly #always: readonly string[];
  readonly #own = new Map<ChannelName, WordTable>();
  #everywhere: WordTable;

  /** @param always names that count in every channel, whatever else is known */
  constructor(always: Iterable<string>) {
    this.#always = [...always];
    this.#everywhere = new WordTable(this.#always);
  }

  get everywhere(): WordTable {
    return this.#everywhere;
  }

  /** Null where a channel has no names of its own. */
  own(channel: ChannelName): WordTable | null {
    return this.#own.get(channel) ?? null;
  }

  /** Replaces what was said before about the channel, or with null about all channels. */
  use(channel: ChannelName | null, names: Iterable<string>): void {
    if (channel === null) {
      this.#everywhere = new WordTable([...this.#always, ...names]);
      return;
    }
    const table = new WordTable(names);
    if (table.size === 0) this.#own.delete(channel);
    else this.#own.set(channel, table);
  }

  forget(channel: ChannelName): void {
    this.#own.delete(channel);
  }
}
