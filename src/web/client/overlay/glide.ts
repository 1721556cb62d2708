import { hexToLinear, linearToOklab, oklabDistance, oklabToHex, type Oklab } from '../../../lib/oklab.ts';

/** After this time about two thirds of the way to a new colour are done; after three times it is there. */
const TIME_CONSTANT_MS = 900;
/** Nearer than this nobody sees a difference. */
const ARRIVED = 0.002;

/** A colour on its way to another, evenly to the eye: it moves in OKLab and never jumps. */
export class Glide {
  #at: Oklab;
  #target: Oklab;

  constructor(hex: string) {
    this.#at = this.#target = toOklab(hex);
  }

  get color(): string {
    return oklabToHex(this.#at);
  }

  get arrived(): boolean {
    return this.#at === this.#target;
  }

  aim(hex: string): void {
    this.#target = toOklab(hex);
  }

  /** Without a way: for the first colour of all. */
  jump(hex: string): void {
    this.#at = this.#target = toOklab(hex);
  }

  step(passedMs: number): void {
    const share = 1 - Math.exp(-Math.max(0, passedMs) / TIME_CONSTANT_MS);
    const moved = {
      lightness: this.#at.lightness + (this.#target.lightness - this.#at.lightness) * share,
      a: this.#at.a + (this.#target.a - this.#at.a) * share,
      b: this.#at.b + (this.#target.b - this.#at.b) * share,
    };
    this.#at = oklabDistance(moved, this.#target) < ARRIVED ? this.#target : moved;
  }
}

function toOklab(hex: string): Oklab {
  return linearToOklab(hexToLinear(hex));
}
