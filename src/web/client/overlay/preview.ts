import type { OverlaySettings } from '../../../domain/overlay.ts';
import { flag, isRecord, nullable, object, tryRead } from '../read/shape.ts';
import { readSettings } from './read-settings.ts';

/** What the builder's page tells the overlay it holds in a frame. */
export interface PreviewMessage {
  readonly type: 'hypewire-preview';
  /** Settings to try out; null shows the stored ones. */
  readonly settings: OverlaySettings | null;
  readonly demo: boolean;
}

/** The overlay is there and listens: told to the page that holds it. */
export const PREVIEW_READY = 'hypewire-preview-ready';

const readMessage = object<Omit<PreviewMessage, 'type'>>({ settings: nullable(readSettings), demo: flag });

/** Listens to the page that holds this one, if that is a page of the same server. */
export function listenToBuilder(heard: (message: Omit<PreviewMessage, 'type'>) => void): void {
  if (parent === window) return;
  addEventListener('message', (event) => {
    if (event.source !== parent || event.origin !== location.origin) return;
    const data: unknown = event.data;
    if (!isRecord(data) || data['type'] !== 'hypewire-preview') return;
    const message = tryRead(readMessage, data);
    if (message !== null) heard(message);
  });
  parent.postMessage({ type: PREVIEW_READY }, location.origin);
}
