import type { OverlayMoodFrame } from '../../../lib/wire/overlay.ts';
import { MOOD_STYLE } from '../../../lib/mood-style.ts';
import { Glide } from './glide.ts';

export interface MoodGlowOptions {
  /** Gets `--mood`; everything in it may take the colour. */
  readonly dock: HTMLElement;
  /** What shines; faint while the mood is unsure. */
  readonly light: HTMLElement;
  readonly word: HTMLElement;
  /** Calls `task` with the next picture; its number is the time in milliseconds. */
  readonly nextFrame: (task: (now: number) => void) => void;
}

/** Colour is written this often at most while it glides: it repaints, and more often nobody sees. */
const REPAINT_MS = 40;
const CALM = MOOD_STYLE.calm.color;
/** Even the least sure mood can be seen. */
const FAINTEST = 0.45;

/** The mood as a colour that glides, and as a word, because a colour never stands alone. */
export class MoodGlow {
  readonly #options: MoodGlowOptions;
  readonly #glide = new Glide(CALM);
  #hasMood = false;
  #moving = false;

  constructor(options: MoodGlowOptions) {
    this.#options = options;
    this.show(null);
    this.#paint();
  }

  /** Null: nothing is known, as before the first message. */
  show(frame: OverlayMoodFrame | null): void {
    const { dock, light, word } = this.#options;
    dock.classList.toggle('without-mood', frame === null);
    word.textContent = frame === null ? '' : MOOD_STYLE[frame.mood].word;
    light.style.opacity = String(
      frame === null ? 0 : FAINTEST + (1 - FAINTEST) * Math.min(1, Math.max(0, frame.confidence)),
    );
    if (frame === null) {
      this.#hasMood = false;
      return;
    }
    if (this.#hasMood) this.#glide.aim(frame.color);
    else this.#glide.jump(frame.color);
    this.#hasMood = true;
    this.#paint();
    if (!this.#moving && !this.#glide.arrived) this.#move();
  }

  #move(): void {
    this.#moving = true;
    let last: number | null = null;
    const step = (now: number): void => {
      if (last === null || now - last >= REPAINT_MS) {
        this.#glide.step(last === null ? 0 : now - last);
        last = now;
        this.#paint();
      }
      if (this.#glide.arrived) this.#moving = false;
      else this.#options.nextFrame(step);
    };
    this.#options.nextFrame(step);
  }

  #paint(): void {
    this.#options.dock.style.setProperty('--mood', this.#glide.color);
  }
}
