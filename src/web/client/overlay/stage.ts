import { OVERLAY_DEFAULTS, type OverlaySettings } from '../../../domain/overlay.ts';
import type { Timers } from '../kit/timers.ts';
import { Burst } from './burst.ts';
import { addElement } from './element.ts';
import { HeadlineLine } from './headline-line.ts';
import { MoodGlow } from './mood-glow.ts';
import type { Pictures } from './pictures.ts';
import type { StageFrame } from './read-frame.ts';
import { Wall } from './wall.ts';

export interface StageOptions {
  readonly root: HTMLElement;
  readonly pictures: Pictures;
  readonly timers: Timers;
  readonly random: () => number;
  /** Whether the system asks for less movement. */
  readonly prefersCalm: () => boolean;
}

/** Everything that can be seen. Knows settings and frames, and nothing of where they come from. */
export class Stage {
  readonly #options: StageOptions;
  readonly #root: HTMLElement;
  readonly #mood: MoodGlow;
  readonly #headline: HeadlineLine;
  readonly #burst: Burst;
  readonly #wall: Wall;
  #settings: OverlaySettings = OVERLAY_DEFAULTS;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#root = addElement(options.root, 'main', 'stage off');
    this.#wall = new Wall({ ...options, root: addElement(this.#root, 'div', 'wall') }, OVERLAY_DEFAULTS);
    this.#burst = addBurst(this.#root);
    const dock = addElement(this.#root, 'section', 'dock');
    const light = addElement(dock, 'div', 'mood');
    addElement(light, 'span', 'orb');
    const lines = addElement(dock, 'div', 'lines');
    const word = addElement(lines, 'p', 'word');
    const box = addElement(lines, 'div', 'headline');
    const text = addElement(addElement(box, 'p', 'text'), 'bdi', '');
    const bar = addElement(addElement(box, 'div', 'bar'), 'span', '');
    const nextFrame = (task: (now: number) => void): void => void requestAnimationFrame(task);
    this.#mood = new MoodGlow({ dock, light, word, nextFrame });
    this.#headline = new HeadlineLine({ dock, text, bar, timers: options.timers });
    this.apply(OVERLAY_DEFAULTS);
  }

  apply(settings: OverlaySettings): void {
    const motion = this.#options.prefersCalm() ? 'reduced' : settings.motion;
    this.#settings = { ...settings, motion };
    const { widgets, theme, position, accent, opacity, font, scale } = settings;
    Object.assign(this.#root.dataset, { theme, position, motion });
    for (const [widget, isOn] of Object.entries(widgets)) this.#root.classList.toggle(`no-${widget}`, !isOn);
    document.documentElement.style.fontSize = `${font * scale}px`;
    this.#root.style.setProperty('--opacity', String(opacity));
    if (accent === null) this.#root.style.removeProperty('--accent');
    else this.#root.style.setProperty('--accent', accent);
    if (!widgets.emotes) this.#wall.clear();
    if (!widgets.burst) this.#burst.stop();
    this.#wall.apply(this.#settings);
  }

  /** Fades in, or away to nothing. */
  setVisible(isVisible: boolean): void {
    this.#root.classList.toggle('off', !isVisible);
  }

  /** Forgets what was shown. */
  clear(): void {
    this.#mood.show(null);
    this.#headline.clear();
    this.#burst.stop();
    this.#wall.clear();
  }

  show(frame: Exclude<StageFrame, { readonly type: 'overlay' | 'overlay_settings' }>): void {
    const { widgets, motion } = this.#settings;
    switch (frame.type) {
      case 'mood':
        return this.#mood.show(frame);
      case 'headline':
        return this.#headline.show(frame);
      case 'hype_event':
        if (frame.phase === 'started' && widgets.burst) this.#burst.play(frame, motion);
        return;
      case 'emotes':
        if (widgets.emotes) this.#wall.add(frame.emotes);
        return;
      case 'retracted':
        this.#headline.clear();
        if (frame.everything) this.#wall.clear();
    }
  }
}

function addBurst(parent: HTMLElement): Burst {
  const root = addElement(parent, 'div', 'burst');
  const glow = addElement(root, 'div', 'glow');
  const origin = addElement(root, 'div', 'origin');
  const rings = [0, 1, 2].map(() => addElement(origin, 'span', 'ring'));
  const label = addElement(root, 'div', 'label');
  return new Burst({
    root,
    glow,
    rings,
    word: addElement(label, 'p', 'shout'),
    detail: addElement(label, 'p', 'detail'),
  });
}
