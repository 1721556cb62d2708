import type { ChannelName } from '../../domain/chat-event.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { ChannelSettingsStore } from '../../domain/ports/stores.ts';
import type { ChannelSettings } from '../../domain/track.ts';
import { KeyedLock } from '../../lib/keyed-lock.ts';
import type { Namespace } from './namespace.ts';
import { channelSettingsSchema } from './schemas.ts';

const STAGE = 'settings';

export class KeyvChannelSettingsStore implements ChannelSettingsStore {
  readonly #namespace: Namespace;
  readonly #observer: Observer;
  readonly #lock = new KeyedLock();

  constructor(namespace: Namespace, observer: Observer) {
    this.#namespace = namespace;
    this.#observer = observer;
  }

  /** Unknown and unreadable settings come back as the silent default: nobody has allowed the bot to speak. */
  async get(channel: ChannelName): Promise<ChannelSettings> {
    const stored = await this.#namespace.get(channel);
    const silent: ChannelSettings = { v: 1, channel, chatCommands: false, muted: false, trusted: [], summaries: false };
    if (stored.kind === 'none') return silent;
    const parsed = stored.kind === 'value' ? channelSettingsSchema.safeParse(stored.value) : null;
    if (parsed?.success === true && parsed.data.channel === channel) return parsed.data;
    this.#observer.eventDropped(STAGE, 'unreadable-channel', false);
    this.#observer.stageFailed(
      STAGE,
      new Error(`the stored settings of channel ${channel} cannot be read; they count as unset`),
    );
    return silent;
  }

  async put(settings: ChannelSettings): Promise<void> {
    const checked = channelSettingsSchema.parse(settings);
    await this.#lock.run(settings.channel, () => this.#namespace.set(settings.channel, checked));
  }
}
