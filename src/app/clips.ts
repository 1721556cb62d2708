import type { HypeEvent } from '../domain/hype-moment.ts';
import type { ClipMaker } from '../domain/ports/desk.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { AlertRouter, Routed } from '../pipeline/alerting/alert-router.ts';
import { createClipDesk, type ClipDesk } from '../runtime/clip-desk.ts';
import type { Stores } from './stores.ts';

export interface ClipsDeps {
  readonly stores: Stores;
  readonly clipMaker: ClipMaker;
  readonly wakeDelivery: () => void;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** Clips of moments, on top of what is stored. */
export function openClips({ stores, ...deps }: ClipsDeps): ClipDesk {
  const { clips, moments, streams } = stores.storage;
  return createClipDesk({ ...deps, clips, moments, streams });
}

/** A moment whose alert was queued may want a clip, of which the alert itself hears nothing more. */
export function tellClips(clips: ClipDesk, router: AlertRouter, event: HypeEvent, { alerts, joins }: Routed): void {
  for (const { trackId } of [...alerts, ...joins]) {
    const track = router.track(trackId);
    if (track !== null) clips.onAlert(event, track);
  }
  if (event.kind === 'ended') clips.onEnded(event.moment.id);
}
