import { repeatAligned } from '../../lib/aligned-repeat.ts';
import type { WebDeps } from '../deps.ts';
import { OVERLAY_LIMITS, type OverlayLimits } from './limits.ts';
import { OverlayHub } from './overlay-hub.ts';
import { OverlayPage } from './overlay-page.ts';
import { Overlays } from './overlays.ts';

const STATE_EVERY_MS = 500;
const EMOTES_EVERY_MS = 100;

/** Everything behind the overlays' routes. */
export interface OverlayDesk extends AsyncDisposable {
  readonly overlays: Overlays;
  readonly hub: OverlayHub;
  readonly page: OverlayPage;
}

/** @throws when the stored overlays cannot be read */
export async function openOverlays(deps: WebDeps, limits: OverlayLimits = OVERLAY_LIMITS): Promise<OverlayDesk> {
  const { observer, now, feed, hypeThreshold: threshold } = deps;
  await using stack = new AsyncDisposableStack();
  const page = new OverlayPage(deps.clientFolder);
  await page.html();
  const hub = stack.use(new OverlayHub({ ...deps, limits, threshold, build: () => page.build }));
  const overlays = await Overlays.open({ store: deps.overlays, limits, now, listener: hub });
  stack.use(
    feed.subscribe({
      accepted: hub.accepted.bind(hub),
      retracted: hub.retracted.bind(hub),
      forgotten: hub.forgotten.bind(hub),
      hype: hub.hype.bind(hub),
    }),
  );
  const onError = (error: unknown): void => observer.stageFailed('ws-overlay', error);
  stack.use(repeatAligned({ everyMs: STATE_EVERY_MS, now, onError }, () => hub.publishState()));
  stack.use(repeatAligned({ everyMs: EMOTES_EVERY_MS, now, onError }, () => hub.publishEmotes()));
  const owned = stack.move();
  return { overlays, hub, page, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
