import { z } from 'zod';
import { OVERLAY_DEFAULTS, type Overlay } from '../../domain/overlay.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { OverlayStore } from '../../domain/ports/stores.ts';
import { overlayFields } from '../../lib/overlay-schema.ts';
import type { Namespace } from './namespace.ts';

const STAGE = 'settings';
const text = z.string().min(1).max(200);

/** What an overlay looks like in the file. A setting it was written without has its default. */
const overlaySchema = z.object({
  v: z.literal(1),
  id: text,
  channel: text,
  token: text,
  createdAt: z.number(),
  settings: z.preprocess(
    (stored) => (typeof stored === 'object' && stored !== null ? { ...OVERLAY_DEFAULTS, ...stored } : stored),
    z.object(overlayFields),
  ),
}) satisfies z.ZodType<Overlay>;

/** Overlays under their id. */
export class KeyvOverlayStore implements OverlayStore {
  readonly #namespace: Namespace;
  readonly #observer: Observer;

  constructor(namespace: Namespace, observer: Observer) {
    this.#namespace = namespace;
    this.#observer = observer;
  }

  /** One that cannot be read costs only itself and stays in the file: a newer version may know it. */
  async all(): Promise<readonly Overlay[]> {
    const overlays: Overlay[] = [];
    for (const id of await this.#namespace.keys()) {
      const stored = await this.#namespace.get(id);
      if (stored.kind === 'none') continue;
      const parsed = stored.kind === 'value' ? overlaySchema.safeParse(stored.value) : null;
      if (parsed?.success === true && parsed.data.id === id) overlays.push(parsed.data);
      else this.#unreadable(id);
    }
    return overlays;
  }

  async put(overlay: Overlay): Promise<void> {
    await this.#namespace.set(overlay.id, overlaySchema.parse(overlay));
  }

  async remove(id: string): Promise<void> {
    await this.#namespace.delete(id);
  }

  /** What stands there is not told: it holds a secret. */
  #unreadable(id: string): void {
    this.#observer.eventDropped(STAGE, 'unreadable-overlay', false);
    this.#observer.stageFailed(STAGE, new Error(`the stored overlay ${id} cannot be read; it is left out`));
  }
}
