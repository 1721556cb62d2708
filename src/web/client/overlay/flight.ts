import type { OverlayMotion, OverlayPosition } from '../../../domain/overlay.ts';

export interface FlightOptions {
  readonly position: OverlayPosition;
  readonly motion: OverlayMotion;
  /** Seconds until the emote has faded. */
  readonly fade: number;
  /** 1 is the usual size. */
  readonly size: number;
  /** Where along the overlay's edge it sets out, 0 to 1. */
  readonly place: number;
  /** Pixels from the edge, where other things stand. */
  readonly inset: number;
  /** Of the page, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly random: () => number;
}

/** Only `transform` and `opacity` change, so the compositor moves the emotes and nothing is laid out or painted. */
export interface Flight {
  readonly keyframes: Keyframe[];
  readonly options: KeyframeAnimationOptions;
}

/** Share of the width that emotes of a corner keep to, so that the middle of the picture stays free. */
const CORNER_SHARE = 0.42;
const MARGIN_SHARE = 0.03;
const STEPS = 6;

/** The way of one emote: from the overlay's edge into the picture, swaying a little, fading near the end. */
export function flight({ position, motion, fade, size, place, inset, width, height, random }: FlightOptions): Flight {
  const isTop = position.startsWith('top');
  const from = startX(position, width, place);
  const away = isTop ? 1 : -1;
  const reach = (height - inset) * (0.45 + 0.4 * random());
  const startY = isTop ? inset : height - inset;
  if (motion === 'reduced') {
    const spot = translate(from, startY + away * reach * random(), size, 0);
    const keyframes = [0, 1, 1, 0].map((opacity, i) => ({
      transform: spot,
      opacity,
      offset: [0, 0.2, 0.7, 1][i] ?? 1,
    }));
    return { keyframes, options: { duration: fade * 1_000, easing: 'linear' } };
  }
  const sway = width * 0.012 * (random() < 0.5 ? -1 : 1) * (0.5 + random());
  const tilt = (random() - 0.5) * 24;
  const keyframes: Keyframe[] = [];
  for (let step = 0; step <= STEPS; step++) {
    const way = step / STEPS;
    const x = from + sway * Math.sin(way * Math.PI * 2);
    // Quick at first, slower where it fades.
    const y = startY + away * reach * (1 - (1 - way) ** 1.7);
    const grown = size * Math.min(1, 0.4 + way * 3.6);
    keyframes.push({
      transform: translate(x, y, grown, tilt * Math.cos(way * Math.PI * 1.5)),
      opacity: opacityAt(way),
      offset: way,
    });
  }
  return { keyframes, options: { duration: fade * 1_000 * (0.85 + 0.3 * random()), easing: 'linear' } };
}

function opacityAt(way: number): number {
  if (way === 0) return 0;
  return way <= 0.5 ? 1 : Math.max(0, 1 - (way - 0.5) * 2);
}

function startX(position: OverlayPosition, width: number, place: number): number {
  const margin = width * MARGIN_SHARE;
  if (position.endsWith('left')) return margin + place * width * CORNER_SHARE;
  if (position.endsWith('right')) return width - margin - place * width * CORNER_SHARE;
  return margin + place * (width - 2 * margin);
}

function translate(x: number, y: number, scale: number, degrees: number): string {
  return `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) rotate(${degrees.toFixed(1)}deg) scale(${scale.toFixed(3)})`;
}
