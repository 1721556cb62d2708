import type { OverlayHeadlineFrame } from '../../../lib/wire/overlay.ts';
import type { Timers } from '../kit/timers.ts';

export interface HeadlineLineOptions {
  /** Told when there is no headline. */
  readonly dock: HTMLElement;
  readonly text: HTMLElement;
  /** Grows from its middle, to the right where chat is glad. */
  readonly bar: HTMLElement;
  readonly timers: Timers;
}

/** A text stays at least this long: one that changes twice a second cannot be read. Taking it away never waits. */
const DWELL_MS = 2_000;
const FADE_IN_MS = 350;

/** The headline. What is shown was never taken back: `clear` leaves nothing, neither on the page nor waiting. */
export class HeadlineLine {
  readonly #options: HeadlineLineOptions;
  #shown = '';
  #next: OverlayHeadlineFrame | null = null;
  #cancelDwell: (() => void) | null = null;

  constructor(options: HeadlineLineOptions) {
    this.#options = options;
    this.#write('');
  }

  show(frame: OverlayHeadlineFrame): void {
    if (frame.sentences.length === 0) return this.clear();
    if (this.#cancelDwell === null) this.#put(frame);
    else this.#next = frame;
  }

  /** At once and without a trace. */
  clear(): void {
    this.#next = null;
    this.#cancelDwell?.();
    this.#cancelDwell = null;
    this.#write('');
  }

  #put({ sentences, sentiment }: OverlayHeadlineFrame): void {
    const { bar, timers } = this.#options;
    bar.style.transform = `scaleX(${Math.min(1, Math.max(-1, sentiment))})`;
    const text = sentences.join(' ');
    if (text === this.#shown) return;
    this.#write(text);
    this.#cancelDwell = timers.after(DWELL_MS, () => {
      this.#cancelDwell = null;
      const next = this.#next;
      this.#next = null;
      if (next !== null) this.#put(next);
    });
  }

  #write(text: string): void {
    const { dock, text: line } = this.#options;
    this.#shown = text;
    line.textContent = text;
    dock.classList.toggle('without-headline', text === '');
    for (const running of line.getAnimations()) running.cancel();
    if (text !== '') line.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE_IN_MS, easing: 'ease-out' });
  }
}
