import {
  changedSettings,
  OVERLAY_DEFAULTS,
  type OverlayChange,
  type OverlaySettings,
} from '../../../domain/overlay.ts';
import type { OverlayHeadlineFrame, OverlayMoodFrame } from '../../../lib/wire/overlay.ts';
import type { StageFrame } from './read-frame.ts';
import type { Stage } from './stage.ts';

export interface DirectorOptions {
  readonly stage: Pick<Stage, 'apply' | 'show' | 'clear' | 'setVisible'>;
  /** What a preview's address changes; empty elsewhere. */
  readonly override: OverlayChange;
  /** Of this page, as it was loaded; '' where it does not know. */
  readonly build: string;
  readonly reload: () => void;
}

const NOTHING = { mood: null, headline: null } as const;

/**
 * Decides what is seen: what the server tells, or the demo's script, with the settings of the server, of the preview's
 * draft and of its address, in this order of weight. Without a connection nothing is seen, unless a demo plays.
 */
export class Director {
  readonly #options: DirectorOptions;
  /** As stored on the server. */
  #saved: OverlaySettings = OVERLAY_DEFAULTS;
  #draft: OverlaySettings | null = null;
  #now: { readonly mood: OverlayMoodFrame | null; readonly headline: OverlayHeadlineFrame | null } = NOTHING;
  #isConnected = false;
  #playsDemo = false;

  constructor(options: DirectorOptions) {
    this.#options = options;
    this.#apply();
  }

  /** From the server. */
  heard(frame: StageFrame): void {
    const { stage } = this.#options;
    switch (frame.type) {
      case 'overlay':
        this.#isConnected = true;
        this.#saved = frame.settings;
        this.#now = { mood: frame.mood, headline: frame.headline };
        this.#apply();
        if (this.#isOfAnotherBuild(frame.build)) this.#options.reload();
        if (!this.#playsDemo) this.#showNow();
        return;
      case 'overlay_settings':
        this.#saved = frame.settings;
        return this.#apply();
      case 'mood':
      case 'headline':
        this.#now = { ...this.#now, [frame.type]: frame };
        break;
      case 'retracted':
        this.#now = { ...this.#now, headline: null };
        break;
      default:
    }
    if (!this.#playsDemo) stage.show(frame);
  }

  /** The connection is gone: nothing stale stays on the stream. */
  lost(): void {
    this.#isConnected = false;
    if (!this.#playsDemo) this.#options.stage.setVisible(false);
  }

  /** Settings that are tried out and not stored; null goes back to the stored ones. */
  draft(settings: OverlaySettings | null): void {
    this.#draft = settings;
    this.#apply();
  }

  /** A demo begins or ends; its script calls `stage` itself. */
  demo(plays: boolean): void {
    if (plays === this.#playsDemo) return;
    this.#playsDemo = plays;
    this.#showNow();
  }

  /** Nothing of the past stays; a demo begins with nothing. */
  #showNow(): void {
    const { stage } = this.#options;
    stage.clear();
    if (!this.#playsDemo)
      for (const frame of [this.#now.mood, this.#now.headline]) if (frame !== null) stage.show(frame);
    stage.setVisible(this.#playsDemo || this.#isConnected);
  }

  #isOfAnotherBuild(build: string): boolean {
    return build !== '' && this.#options.build !== '' && build !== this.#options.build;
  }

  #apply(): void {
    this.#options.stage.apply(changedSettings(this.#draft ?? this.#saved, this.#options.override));
  }
}
