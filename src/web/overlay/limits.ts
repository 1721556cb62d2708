/** Every bound of the overlays, and what happens beyond it. */
export interface OverlayLimits {
  /** Beyond: refused with 409. */
  readonly overlaysMax: number;
  /** Pages that show one overlay at once. Beyond: closed with 1013. */
  readonly socketsPerOverlayMax: number;
  /** How long a channel stays watched after its last page left: OBS closes and opens pages with its scenes. */
  readonly roomKeepMs: number;
  /** Different emotes counted between two frames. Beyond: new names are left out. */
  readonly emoteNamesMax: number;
  /** Emotes told of in one frame, most used first. Beyond: left out. */
  readonly emotesPerFrameMax: number;
}

export const OVERLAY_LIMITS: OverlayLimits = {
  overlaysMax: 50,
  socketsPerOverlayMax: 10,
  roomKeepMs: 60_000,
  emoteNamesMax: 100,
  emotesPerFrameMax: 20,
};
