import type { EpochMs } from './chat-event.ts';
import type { HypeMoment, MomentId } from './hype-moment.ts';

export const HANDOFF_FORMATS = ['csv', 'json', 'resolve', 'final-cut', 'premiere', 'youtube'] as const;
/** Where moments go from here: a table, a program, or somebody's timeline. */
export type HandoffFormat = (typeof HANDOFF_FORMATS)[number];

export const FRAME_RATES = ['23.976', '24', '25', '29.97', '29.97df', '30', '50', '59.94', '59.94df', '60'] as const;
/** Frames a second of the editor's timeline; `df` counts in drop-frame timecode. */
export type FrameRate = (typeof FRAME_RATES)[number];

/** Most streams and their recordings run at 60; 01:00:00:00 is where editors let timelines begin. */
export const HANDOFF_DEFAULTS = { frameRate: '60', startTimecode: '01:00:00:00' } as const;

/** What people said about a moment with the buttons of its card. */
export interface MomentVotes {
  readonly clip: number;
  readonly not: number;
  readonly duplicate: number;
}

/** A moment with everything an editor may want to know about it. */
export interface MarkerDetails {
  readonly moment: HypeMoment;
  /** What people wrote about it, oldest first. */
  readonly notes: readonly string[];
  /** Null where nobody could vote. */
  readonly votes: MomentVotes | null;
}

export interface HandoffOptions {
  /**
   * The instant at which the timeline begins. `recording`: what each moment itself says about its place
   * (`streamSeconds`). `none`: moments of several streams, which have no common timeline; only tables can hold those.
   */
  readonly origin: EpochMs | 'recording' | 'none';
  /** When the stream ended, for formats that must not go beyond it; null while unknown. */
  readonly endsAt: EpochMs | null;
  readonly frameRate: FrameRate;
  /** Timecode of the timeline's first frame, `HH:MM:SS:FF`. */
  readonly startTimecode: string;
  /** Added to every position: how much earlier (or, negative, later) than the stream a local recording began. */
  readonly offsetSeconds: number;
  /** How long before chat reacted a marker stands; at least 0. */
  readonly reachBackSeconds: number;
  /** Name of the timeline. */
  readonly title: string;
  /** Name of the file, without its extension. */
  readonly baseName: string;
  /** Better names than the generated ones, by moment. */
  readonly titles: ReadonlyMap<MomentId, string>;
  /** Of more, the newest moments are kept. */
  readonly bytesMax: number;
}

export interface HandoffFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Moments the file tells of. */
  readonly moments: number;
  /** Plain sentences: where the markers stand, and what was left out and why. */
  readonly notes: readonly string[];
}

/** @throws UserError where this format cannot hold these moments, saying why and what to do */
export type RenderHandoff = (
  format: HandoffFormat,
  markers: readonly MarkerDetails[],
  options?: Partial<HandoffOptions>,
) => HandoffFile;
