import type { Headline } from '../domain/headline.ts';
import { renderHeadline, type HeadlineSurroundings } from './headline-view.ts';

/** Source of the private modes: xterm, "Control Sequences" (alternate screen, cursor). */
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_TO_END_OF_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

/** More redraws than this a second are work for nobody. */
const REDRAW_MS = 80;

export interface DisplayStream {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

export interface HeadlineDisplayOptions {
  readonly stream: DisplayStream;
  readonly color: boolean;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

/**
 * A headline on a screen of its own, drawn again in place. The screen that was there before comes back at the end, with the
 * last headline below it.
 */
export class HeadlineDisplay implements Disposable {
  readonly #options: HeadlineDisplayOptions;
  #shown: readonly [headline: Headline, surroundings: HeadlineSurroundings] | null = null;
  #drawnAt = -Infinity;
  readonly #onResize = (): void => this.#draw();

  constructor(options: HeadlineDisplayOptions) {
    this.#options = options;
    options.stream.write(ENTER);
    options.stream.on('resize', this.#onResize);
  }

  show(headline: Headline, surroundings: HeadlineSurroundings): void {
    this.#shown = [headline, surroundings];
    if (this.#options.now() - this.#drawnAt >= REDRAW_MS) this.#draw();
  }

  [Symbol.dispose](): void {
    const { stream } = this.#options;
    stream.off('resize', this.#onResize);
    stream.write(LEAVE);
    for (const line of this.#lines(Infinity)) stream.write(`${line}\n`);
  }

  #draw(): void {
    this.#drawnAt = this.#options.now();
    const lines = this.#lines(this.#options.stream.rows ?? 24);
    const body = lines.map((line) => `${line}${CLEAR_TO_END_OF_LINE}`).join('\r\n');
    this.#options.stream.write(`${HOME}${CLEAR_TO_END_OF_LINE}\r\n${body}${CLEAR_BELOW}`);
  }

  #lines(rows: number): readonly string[] {
    if (this.#shown === null) return [];
    const { stream, color } = this.#options;
    return renderHeadline(...this.#shown, { color, columns: stream.columns ?? 80, rows: rows - 1 });
  }
}
