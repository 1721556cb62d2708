import type { OverlaySettings } from '../../../domain/overlay.ts';
import type { OverlayEmote } from '../../../lib/wire/overlay.ts';
import { repeat, type Timers } from '../kit/timers.ts';
import { addElement } from './element.ts';
import { flight } from './flight.ts';
import type { Pictures } from './pictures.ts';
import { WallQueue, type Waiting } from './wall-queue.ts';

export interface WallOptions {
  readonly root: HTMLElement;
  readonly pictures: Pictures;
  readonly timers: Timers;
  readonly random: () => number;
}

type Look = Pick<OverlaySettings, 'density' | 'limit' | 'fade' | 'motion' | 'position' | 'widgets'>;

interface Sprite {
  readonly box: HTMLElement;
  readonly image: HTMLImageElement;
  readonly name: HTMLElement;
}

const LAUNCH_MS = 100;
/** An emote that many use at once is larger, up to this. */
const LARGEST = 2;
const NAME_CHARS_MAX = 16;
/** Height of what stands at the edge, in rem: emotes set out beyond it, so that text stays readable. */
const DOCK_REM = 5.4;
const STRIP_REM = 3.2;
/** The golden ratio spreads places evenly, however many there are. */
const PLACE_STEP = 0.618034;

/** Emotes that rise and fade. However much chat writes, the page holds `limit` of them, made once and used again. */
export class Wall {
  readonly #options: WallOptions;
  readonly #queue = new WallQueue();
  readonly #idle: Sprite[] = [];
  readonly #flying = new Set<Sprite>();
  #look: Look;
  #place = 0;

  constructor(options: WallOptions, look: Look) {
    this.#options = options;
    this.#look = look;
    repeat(options.timers, LAUNCH_MS, () => this.#launch());
  }

  apply(look: Look): void {
    const before = this.#look;
    this.#look = look;
    if (look.position !== before.position || look.motion !== before.motion) this.clear();
    while (this.#flying.size + this.#idle.length > look.limit) {
      const spare = this.#idle.pop();
      if (spare === undefined) break;
      spare.box.remove();
    }
  }

  add(emotes: readonly OverlayEmote[]): void {
    this.#queue.add(emotes, this.#options.timers.now());
  }

  /** At once, those that wait included. */
  clear(): void {
    this.#queue.clear();
    for (const sprite of this.#flying) for (const running of sprite.box.getAnimations()) running.cancel();
  }

  /** A page that is not drawn lets emotes wait until they are forgotten. */
  #launch(): void {
    if (this.#queue.size === 0 || document.hidden) return;
    const room = this.#look.limit - this.#flying.size;
    const isReady = ({ picture }: Waiting): boolean =>
      picture === null || this.#options.pictures.state(picture) !== 'loading';
    const now = this.#options.timers.now();
    for (const emote of this.#queue.take(now, this.#look.density, room, isReady)) this.#fly(emote);
  }

  #fly({ name, picture, uses }: Waiting): void {
    const { pictures, random, root } = this.#options;
    const sprite = this.#idle.pop() ?? makeSprite(root);
    const isDrawn = picture !== null && pictures.state(picture) === 'ready';
    sprite.image.hidden = !isDrawn;
    sprite.name.hidden = isDrawn;
    if (isDrawn && sprite.image.src !== picture) sprite.image.src = picture;
    sprite.name.textContent = isDrawn ? '' : shortened(name);
    sprite.box.hidden = false;
    this.#flying.add(sprite);
    const size = Math.min(LARGEST, 1 + 0.2 * Math.log2(Math.max(1, uses)));
    this.#place = (this.#place + PLACE_STEP) % 1;
    const { keyframes, options } = flight({
      ...this.#look,
      size,
      place: this.#place,
      inset: this.#inset(),
      width: innerWidth,
      height: innerHeight,
      random,
    });
    const animation = sprite.box.animate(keyframes, options);
    const land = (): void => this.#land(sprite);
    animation.addEventListener('finish', land);
    animation.addEventListener('cancel', land);
  }

  #inset(): number {
    const { position, widgets } = this.#look;
    if (!widgets.mood && !widgets.headline) return 0;
    const rem = position === 'top' || position === 'bottom' ? STRIP_REM : DOCK_REM;
    return rem * parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  #land(sprite: Sprite): void {
    if (!this.#flying.delete(sprite)) return;
    sprite.box.hidden = true;
    if (this.#flying.size + this.#idle.length >= this.#look.limit) sprite.box.remove();
    else this.#idle.push(sprite);
  }
}

function makeSprite(root: HTMLElement): Sprite {
  const box = addElement(root, 'div', 'sprite');
  const image = addElement(box, 'img', 'picture');
  image.alt = '';
  image.referrerPolicy = 'no-referrer';
  return { box, image, name: addElement(box, 'bdi', 'name') };
}

function shortened(name: string): string {
  const points = Array.from(name);
  return points.length <= NAME_CHARS_MAX ? name : `${points.slice(0, NAME_CHARS_MAX - 1).join('')}…`;
}
