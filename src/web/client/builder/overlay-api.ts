import type { OverlaySettings } from '../../../domain/overlay.ts';
import type { Answer, Http } from '../api/http.ts';
import { readSettings } from '../overlay/read-settings.ts';
import { list, object, text } from '../read/shape.ts';

const OVERLAYS_MAX = 200;

/** One overlay, its secret included. */
export interface OverlayEntry {
  readonly id: string;
  readonly channel: string;
  readonly token: string;
  readonly settings: OverlaySettings;
}

const readOverlay = object<OverlayEntry>({ id: text(50), channel: text(50), token: text(100), settings: readSettings });
const readOverlays = object<{ readonly overlays: readonly OverlayEntry[] }>({
  overlays: list(readOverlay, OVERLAYS_MAX),
});

/** What the builder asks of the bot. Everything needs the bot's token. */
export interface OverlayApi {
  list(): Promise<Answer<{ readonly overlays: readonly OverlayEntry[] }>>;
  create(channel: string): Promise<Answer<OverlayEntry>>;
  edit(
    id: string,
    edit: { readonly channel?: string; readonly settings?: OverlaySettings },
  ): Promise<Answer<OverlayEntry>>;
  reset(id: string): Promise<Answer<OverlayEntry>>;
  remove(id: string): Promise<Answer<null>>;
}

export function createOverlayApi(http: Pick<Http, 'asOwner' | 'change'>): OverlayApi {
  const of = (id: string): string => `api/overlays/${encodeURIComponent(id)}`;
  return {
    list: () => http.asOwner('GET', 'api/overlays', undefined, readOverlays),
    create: (channel) => http.asOwner('POST', 'api/overlays', { channel }, readOverlay),
    edit: (id, edit) => http.asOwner('PATCH', of(id), edit, readOverlay),
    reset: (id) => http.asOwner('POST', `${of(id)}/reset`, undefined, readOverlay),
    remove: (id) => http.change('DELETE', of(id)),
  };
}
