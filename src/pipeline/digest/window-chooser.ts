import { WINDOW_MINUTES_MAX } from './stretch-tree.ts';
import type { WindowView } from './window-view.ts';

/** Minutes a window may last, shortest first; the longest there is is taken where all of them are too quiet. */
const WINDOWS = [1, 2, 3, 5] as const;
/** Messages from which a window has enough to tell, and with which it is kept. */
const ENOUGH_MESSAGES = 40;
const KEPT_MESSAGES = 28;

/** Chooses the shortest window that holds enough; the one in use is kept a little longer, so that it does not swing. */
export class WindowChooser {
  #minutes: number = WINDOW_MINUTES_MAX;

  choose(viewOf: (minutes: number) => WindowView): WindowView {
    for (const minutes of WINDOWS) {
      const view = viewOf(minutes);
      if (view.messages < (minutes === this.#minutes ? KEPT_MESSAGES : ENOUGH_MESSAGES)) continue;
      this.#minutes = minutes;
      return view;
    }
    this.#minutes = WINDOW_MINUTES_MAX;
    return viewOf(WINDOW_MINUTES_MAX);
  }
}
