import type { OverlayMotion } from '../../../domain/overlay.ts';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';
import { count } from '../../../lib/format.ts';
import type { BurstFrame } from './read-frame.ts';

export interface BurstParts {
  readonly root: HTMLElement;
  readonly word: HTMLElement;
  readonly detail: HTMLElement;
  /** Light from the corner, and rings around it. */
  readonly glow: HTMLElement;
  readonly rings: readonly HTMLElement[];
}

const BURST_MS = 2_800;
const RING_MS = 1_400;
const RING_PAUSE_MS = 260;

/** One swell of light and no flashes: nothing here blinks more than once in three seconds. */
const GLOW: Keyframe[] = [
  { opacity: 0 },
  { opacity: 0.75, offset: 0.16 },
  { opacity: 0.55, offset: 0.5 },
  { opacity: 0 },
];
const RING: Keyframe[] = [
  { transform: 'translate(-50%, -50%) scale(0.1)', opacity: 0.9 },
  { transform: 'translate(-50%, -50%) scale(1)', opacity: 0 },
];
const SPRING: Keyframe[] = [
  { opacity: 0, transform: 'scale(0.55)', easing: 'cubic-bezier(0.2, 0.9, 0.3, 1.3)' },
  { opacity: 1, transform: 'scale(1.06)', offset: 0.12, easing: 'ease-out' },
  { opacity: 1, transform: 'scale(1)', offset: 0.2, easing: 'linear' },
  { opacity: 1, transform: 'scale(1)', offset: 0.82, easing: 'ease-in' },
  { opacity: 0, transform: 'scale(0.96)' },
];
const FADE: Keyframe[] = [{ opacity: 0 }, { opacity: 1, offset: 0.15 }, { opacity: 1, offset: 0.85 }, { opacity: 0 }];

/** What is seen when a hype moment begins. It leaves by itself; one that comes meanwhile is left out. */
export class Burst {
  readonly #parts: BurstParts;
  #isPlaying = false;

  constructor(parts: BurstParts) {
    this.#parts = parts;
    parts.root.hidden = true;
  }

  play(
    { category, multiplier, unique_chatters: chatters }: Omit<BurstFrame, 'type' | 'phase'>,
    motion: OverlayMotion,
  ): void {
    if (this.#isPlaying) return;
    this.#isPlaying = true;
    const { root, word, detail, glow, rings } = this.#parts;
    const { word: name, color } = CATEGORY_STYLE[category];
    root.style.setProperty('--burst', color);
    word.textContent = category === 'mixed' ? 'Chat erupts' : name;
    const usual = multiplier >= 1.5 ? `${multiplier.toFixed(1)}× usual` : '';
    const people = chatters > 0 ? `${count(chatters)} chatters` : '';
    detail.textContent = [usual, people].filter(Boolean).join(' · ');
    root.hidden = false;
    const label = word.parentElement ?? root;
    const ended = label.animate(motion === 'full' ? SPRING : FADE, { duration: BURST_MS, fill: 'both' });
    if (motion === 'full') {
      glow.animate(GLOW, { duration: BURST_MS, fill: 'both', easing: 'ease-in-out' });
      rings.forEach((ring, index) =>
        ring.animate(RING, { duration: RING_MS, delay: index * RING_PAUSE_MS, fill: 'both', easing: 'ease-out' }),
      );
    }
    ended.addEventListener('finish', () => this.stop());
  }

  /** At once. */
  stop(): void {
    const { root } = this.#parts;
    root.hidden = true;
    for (const running of root.getAnimations({ subtree: true })) running.cancel();
    this.#isPlaying = false;
  }
}
