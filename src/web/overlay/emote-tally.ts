import type { ChatMessage } from '../../domain/chat-event.ts';
import type { OverlayEmote } from '../../lib/wire/overlay.ts';
import { twitchPicture } from './emote-picture.ts';

const NAME_CHARS_MAX = 100;

export interface EmoteTallyOptions {
  readonly namesMax: number;
  /** Address of the picture of an emote that is not Twitch's own; null where nobody knows one. */
  readonly picture: (name: string) => string | null;
}

interface Count {
  uses: number;
  /** Address of the picture, where Twitch itself placed the emote. */
  picture: string | null;
}

/** How many messages used which emote since the last look. Bounded; counts each name once a message. */
export class EmoteTally {
  readonly #options: EmoteTallyOptions;
  readonly #counts = new Map<string, Count>();

  constructor(options: EmoteTallyOptions) {
    this.#options = options;
  }

  add({ emotes: placed }: Pick<ChatMessage, 'emotes'>, names: readonly string[]): void {
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (name === undefined || name.length > NAME_CHARS_MAX || names.indexOf(name) < i) continue;
      const count = this.#counts.get(name);
      if (count !== undefined) count.uses++;
      else if (this.#counts.size < this.#options.namesMax) {
        const own = placed.find((use) => use.name === name);
        this.#counts.set(name, { uses: 1, picture: own === undefined ? null : twitchPicture(own.id) });
      }
    }
  }

  /** Most used first; begins anew. */
  take(): readonly OverlayEmote[] {
    if (this.#counts.size === 0) return [];
    const taken = [...this.#counts].sort(([, a], [, b]) => b.uses - a.uses);
    this.#counts.clear();
    return taken.map(([name, { uses, picture }]) => [name, uses, picture ?? this.#options.picture(name)]);
  }

  clear(): void {
    this.#counts.clear();
  }
}
