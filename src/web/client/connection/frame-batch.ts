import type { LiveFrame } from '../read/frame.ts';
import type { Timers } from '../kit/timers.ts';

/** Frames of a short while, handed on together so that a busy chat redraws ten times a second and not a thousand. */
export interface FrameBatch {
  add(frame: LiveFrame): void;
  /** Counts a message that could not be read. */
  addUnreadable(): void;
  close(): void;
}

const COLLECT_MS = 100;
/** A full batch is handed on at once: a tab in the background has slow timers and may hear a lot meanwhile. */
const FRAMES_MAX = 500;

export function createFrameBatch(
  timers: Timers,
  hand: (frames: readonly LiveFrame[], unreadable: number) => void,
): FrameBatch {
  let frames: LiveFrame[] = [];
  let unreadable = 0;
  let cancel: (() => void) | null = null;
  const flush = (): void => {
    cancel?.();
    cancel = null;
    const handed = [frames, unreadable] as const;
    frames = [];
    unreadable = 0;
    hand(...handed);
  };
  const expect = (): void => {
    if (frames.length >= FRAMES_MAX) flush();
    else cancel ??= timers.after(COLLECT_MS, flush);
  };
  return {
    add(frame) {
      frames.push(frame);
      expect();
    },
    addUnreadable() {
      unreadable += 1;
      expect();
    },
    close: () => cancel?.(),
  };
}
