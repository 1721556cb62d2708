import { createHash, randomBytes } from 'node:crypto';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import { changedSettings, OVERLAY_DEFAULTS, type Overlay, type OverlayChange } from '../../domain/overlay.ts';
import type { OverlayStore } from '../../domain/ports/stores.ts';
import { KeyedLock } from '../../lib/keyed-lock.ts';
import type { OverlayLimits } from './limits.ts';

const TOKEN_BYTES = 24;
const ID_BYTES = 6;
/** Overlays are few and seldom changed: one change at a time keeps file, memory and bounds in step. */
const ALL = 'overlays';

export interface OverlaysOptions {
  readonly store: OverlayStore;
  readonly limits: Pick<OverlayLimits, 'overlaysMax'>;
  readonly now: () => EpochMs;
  /** Hears of each change after it was stored. */
  readonly listener: OverlayListener;
}

export interface OverlayListener {
  /** Its settings or its channel. */
  edited(overlay: Overlay): void;
  /** Its address no longer opens anything. */
  closed(id: string, why: 'reset' | 'removed'): void;
}

/** The one owner of all overlays: every change goes to the file first. */
export class Overlays {
  readonly #options: OverlaysOptions;
  readonly #lock = new KeyedLock();
  readonly #byId = new Map<string, Overlay>();
  /** By the digest of the token, so that the time of a look-up tells nothing about tokens that exist. */
  readonly #idByDigest = new Map<string, string>();

  private constructor(options: OverlaysOptions) {
    this.#options = options;
  }

  static async open(options: OverlaysOptions): Promise<Overlays> {
    const overlays = new Overlays(options);
    for (const overlay of await options.store.all()) overlays.#remember(overlay);
    return overlays;
  }

  /** Oldest first. */
  list(): readonly Overlay[] {
    return [...this.#byId.values()].toSorted((a, b) => a.createdAt - b.createdAt);
  }

  /** Null for every address that does not, or no longer, open an overlay. */
  byToken(token: string): Overlay | null {
    const id = this.#idByDigest.get(digest(token));
    return id === undefined ? null : (this.#byId.get(id) ?? null);
  }

  /** Null when there are as many as may be. */
  create(channel: ChannelName, change: OverlayChange): Promise<Overlay | null> {
    return this.#lock.run(ALL, async () => {
      if (this.#byId.size >= this.#options.limits.overlaysMax) return null;
      const id = randomBytes(ID_BYTES).toString('hex');
      const settings = changedSettings(OVERLAY_DEFAULTS, change);
      return this.#save({ v: 1, id, channel, token: newToken(), createdAt: this.#options.now(), settings });
    });
  }

  /** Null for an unknown id. */
  edit(
    id: string,
    edit: { readonly channel?: ChannelName; readonly settings?: OverlayChange },
  ): Promise<Overlay | null> {
    return this.#change(id, async (overlay) => {
      const { channel = overlay.channel, settings = {} } = edit;
      const edited = await this.#save({ ...overlay, channel, settings: changedSettings(overlay.settings, settings) });
      this.#options.listener.edited(edited);
      return edited;
    });
  }

  /** Gives it another address; the former one opens nothing from here on. Null for an unknown id. */
  reset(id: string): Promise<Overlay | null> {
    return this.#change(id, async (overlay) => {
      const renewed = await this.#save({ ...overlay, token: newToken() });
      this.#options.listener.closed(id, 'reset');
      return renewed;
    });
  }

  /** False for an unknown id. */
  async remove(id: string): Promise<boolean> {
    const removed = await this.#change(id, async (overlay) => {
      await this.#options.store.remove(id);
      this.#forget(overlay);
      this.#options.listener.closed(id, 'removed');
      return overlay;
    });
    return removed !== null;
  }

  #change(id: string, change: (overlay: Overlay) => Promise<Overlay>): Promise<Overlay | null> {
    return this.#lock.run(ALL, async () => {
      const overlay = this.#byId.get(id);
      return overlay === undefined ? null : change(overlay);
    });
  }

  async #save(overlay: Overlay): Promise<Overlay> {
    await this.#options.store.put(overlay);
    const before = this.#byId.get(overlay.id);
    if (before !== undefined) this.#forget(before);
    this.#remember(overlay);
    return overlay;
  }

  #remember(overlay: Overlay): void {
    this.#byId.set(overlay.id, overlay);
    this.#idByDigest.set(digest(overlay.token), overlay.id);
  }

  #forget(overlay: Overlay): void {
    this.#byId.delete(overlay.id);
    this.#idByDigest.delete(digest(overlay.token));
  }
}

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
