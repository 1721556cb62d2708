import { LruMap } from '../../../lib/lru-map.ts';

/** Pictures kept ready. Beyond: the one not shown for longest is let go. */
const PICTURES_MAX = 150;
/** Loaded at once. Beyond: their emotes wait. */
const LOADING_MAX = 8;
/** A picture that did not load is asked for again after this. */
const RETRY_MS = 5 * 60_000;

export type PictureState = 'ready' | 'loading' | 'failed';

export interface PicturesOptions {
  readonly now: () => number;
  /** Resolves when the picture can be drawn, rejects when it cannot. */
  readonly load: (url: string) => Promise<unknown>;
}

/** Which pictures can be shown: each is loaded before its emote sets out, so that none appears halfway. */
export class Pictures {
  readonly #options: PicturesOptions;
  readonly #known = new LruMap<string, { state: PictureState; readonly at: number }>(PICTURES_MAX);
  #loading = 0;

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  /** Asking for an unknown picture loads it. */
  state(url: string): PictureState {
    const known = this.#known.get(url);
    const now = this.#options.now();
    if (known !== undefined && !(known.state === 'failed' && now - known.at > RETRY_MS)) return known.state;
    if (this.#loading < LOADING_MAX) void this.#load(url, now);
    return 'loading';
  }

  async #load(url: string, at: number): Promise<void> {
    this.#loading++;
    this.#known.set(url, { state: 'loading', at });
    const state = await this.#options.load(url).then(
      () => 'ready' as const,
      () => 'failed' as const,
    );
    this.#loading--;
    this.#known.set(url, { state, at });
  }
}

const LOAD_MS_MAX = 8_000;

/** Loads a picture in the browser. One that hangs counts as failed. */
export function loadPicture(url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const timer = setTimeout(() => reject(new Error('it took too long')), LOAD_MS_MAX);
    image.addEventListener('load', () => {
      clearTimeout(timer);
      resolve(image);
    });
    image.addEventListener('error', () => {
      clearTimeout(timer);
      reject(new Error('it did not load'));
    });
    image.referrerPolicy = 'no-referrer';
    image.src = url;
  });
}
