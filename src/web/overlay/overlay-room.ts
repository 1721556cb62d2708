import type { ChannelName, ChatMessage, EpochMs } from '../../domain/chat-event.ts';
import type { LiveView } from '../../domain/ports/live-view.ts';
import type { EmoteDirectory } from '../../domain/ports/emotes.ts';
import { overlayHeadlineFrame, overlayMoodFrame, type AnyOverlayFrame } from '../../lib/wire/overlay.ts';
import { largerPicture } from './emote-picture.ts';
import { EmoteTally } from './emote-tally.ts';
import type { OverlayLimits } from './limits.ts';
import type { Showing } from './showing.ts';

export interface OverlayRoomOptions {
  readonly live: Pick<LiveView, 'mood' | 'headline'>;
  readonly emotes: Pick<EmoteDirectory, 'find'>;
  readonly limits: OverlayLimits;
}

/** One channel and the overlays that show it. */
export class OverlayRoom {
  readonly channel: ChannelName;
  readonly showings = new Set<Showing>();
  readonly #options: OverlayRoomOptions;
  readonly #tally: EmoteTally;
  /** A headline from before this rests on what was taken back. */
  #headlineFrom: EpochMs = 0;
  #expiry: NodeJS.Timeout | undefined;

  constructor(channel: ChannelName, options: OverlayRoomOptions) {
    this.channel = channel;
    this.#options = options;
    this.#tally = new EmoteTally({
      namesMax: options.limits.emoteNamesMax,
      picture(name) {
        const emote = options.emotes.find(channel, name);
        return emote === null ? null : largerPicture(emote.imageUrl);
      },
    });
  }

  accepted(message: ChatMessage, emotes: readonly string[]): void {
    if (this.showings.size > 0) this.#tally.add(message, emotes);
  }

  /** Shows what is so now, where it changed. The number of frames sent. */
  refresh(showings: Iterable<Showing> = this.showings): number {
    const { live } = this.#options;
    const mood = live.mood(this.channel);
    const headline = live.headline(this.channel);
    const moodFrame = mood === null ? null : overlayMoodFrame(mood);
    const isFresh = headline !== null && headline.at >= this.#headlineFrom;
    const headlineFrame = isFresh ? overlayHeadlineFrame(headline) : null;
    return sum(showings, (showing) => showing.show(moodFrame, headlineFrame));
  }

  emotes(): number {
    const emotes = this.#tally.take().slice(0, this.#options.limits.emotesPerFrameMax);
    return emotes.length === 0 ? 0 : sum(this.showings, (showing) => showing.emotes(emotes));
  }

  retract(at: EpochMs, everything: boolean): number {
    this.#headlineFrom = Math.max(this.#headlineFrom, at);
    if (everything) this.#tally.clear();
    return sum(this.showings, (showing) => showing.retract(everything));
  }

  tell(key: string, frame: AnyOverlayFrame): number {
    return sum(this.showings, (showing) => showing.offer(key, frame));
  }

  /** Calls `onExpired` unless somebody enters within `ms`. */
  expireAfter(ms: number, onExpired: () => void): void {
    this.keep();
    this.#tally.clear();
    this.#expiry = setTimeout(onExpired, ms);
    this.#expiry.unref();
  }

  keep(): void {
    clearTimeout(this.#expiry);
  }
}

function sum(showings: Iterable<Showing>, framesOf: (showing: Showing) => number): number {
  let frames = 0;
  for (const showing of showings) frames += framesOf(showing);
  return frames;
}
