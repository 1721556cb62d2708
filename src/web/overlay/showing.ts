import type { Overlay } from '../../domain/overlay.ts';
import {
  NO_HEADLINE,
  type AnyOverlayFrame,
  type OverlayEmote,
  type OverlayHeadlineFrame,
  type OverlayMoodFrame,
} from '../../lib/wire/overlay.ts';
import type { Client } from '../ws/client.ts';
import { textFrame } from '../ws/text-frame.ts';
import { createWordFilter, type WordFilter } from './word-filter.ts';

/** What an overlay shows now. */
export interface ShownState {
  readonly mood: OverlayMoodFrame | null;
  readonly headline: OverlayHeadlineFrame | null;
}

/** One overlay and the pages that show it. Pages that are slow get fewer frames, never old ones. */
export class Showing {
  readonly clients = new Set<Client>();
  #overlay: Overlay;
  #filter: WordFilter;
  #shown: ShownState = { mood: null, headline: null };

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
    this.#filter = createWordFilter(overlay.settings.hidden);
  }

  get overlay(): Overlay {
    return this.#overlay;
  }

  get shown(): ShownState {
    return this.#shown;
  }

  edit(overlay: Overlay): void {
    this.#overlay = overlay;
    this.#filter = createWordFilter(overlay.settings.hidden);
  }

  /** Tells what changed. The number of frames sent. */
  show(mood: OverlayMoodFrame | null, headline: OverlayHeadlineFrame | null): number {
    const before = this.#shown;
    this.#shown = { mood, headline: headline === null ? null : this.#allowed(headline) };
    let frames = 0;
    if (mood !== null && !isSame(before.mood, mood)) frames += this.offer('mood', mood);
    const next = this.#shown.headline ?? NO_HEADLINE;
    if (!isSame(before.headline ?? NO_HEADLINE, next)) frames += this.offer('headline', next);
    return frames;
  }

  /** Takes the headline away. It has the headline's place in the queue of a slow page, so that none can come after it. */
  retract(everything: boolean): number {
    if (!everything && (this.#shown.headline?.sentences.length ?? 0) === 0) return 0;
    this.#shown = { ...this.#shown, headline: null };
    return this.offer('headline', { type: 'retracted', everything });
  }

  emotes(emotes: readonly OverlayEmote[]): number {
    const allowed = emotes.filter(([name]) => !this.#filter.hidesName(name));
    return allowed.length === 0 ? 0 : this.offer('emotes', { type: 'emotes', emotes: allowed });
  }

  /** @param key a newer frame of the same key takes the place of one that a slow page has not taken yet */
  offer(key: string, value: AnyOverlayFrame): number {
    if (this.clients.size === 0) return 0;
    const frame = textFrame(JSON.stringify(value));
    for (const client of this.clients) client.offer(key, frame);
    return this.clients.size;
  }

  #allowed(headline: OverlayHeadlineFrame): OverlayHeadlineFrame {
    return headline.sentences.some((sentence) => this.#filter.hidesText(sentence)) ? NO_HEADLINE : headline;
  }
}

function isSame(one: object | null, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
