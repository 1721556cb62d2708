import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { EmoteCount, MinuteMetrics, SecondSample } from '../../domain/channel-metrics.ts';
import type { HourEmotes } from '../../domain/emote.ts';
import { NumberSet } from '../../lib/number-set.ts';

export const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Enough for any real minute; a flood of different words does not grow memory. Uses of further names count in
 * `emoteUses` and under no name.
 */
const EMOTE_NAMES_MAX = 512;
const TOP_EMOTES_MAX = 20;

/** Sums up one minute after the other for storage. */
export class MinuteRecorder {
  readonly #chatters = new NumberSet();
  readonly #emotes = new Map<string, number>();
  /** What `takeEmotes` gave away of this minute. */
  #taken: ReadonlyMap<string, number> | null = null;
  readonly #channel: ChannelName;
  #minute: EpochMs;
  #messages = 0;
  #characters = 0;
  #emoteUses = 0;
  #peakPerSecond = 0;
  #peakScore = 0;

  constructor(channel: ChannelName, now: EpochMs) {
    this.#channel = channel;
    this.#minute = minuteOf(now);
  }

  get minute(): EpochMs {
    return this.#minute;
  }

  /** @param chatter from `chatterKey`; @param characters from `codePoints` */
  add(chatter: number, characters: number): void {
    this.#messages++;
    this.#characters += characters;
    this.#chatters.add(chatter);
  }

  addEmote(name: string): void {
    this.#emoteUses++;
    const uses = this.#emotes.get(name);
    if (uses !== undefined || this.#emotes.size < EMOTE_NAMES_MAX) this.#emotes.set(name, (uses ?? 0) + 1);
  }

  second(perSecond: number, score: number): void {
    this.#peakPerSecond = Math.max(this.#peakPerSecond, perSecond);
    this.#peakScore = Math.max(this.#peakScore, score);
  }

  snapshot(samples: readonly SecondSample[]): MinuteMetrics {
    return {
      channel: this.#channel,
      minute: this.#minute,
      messages: this.#messages,
      uniqueChatters: this.#chatters.size,
      characters: this.#characters,
      emoteUses: this.#emoteUses,
      peakPerSecond: this.#peakPerSecond,
      peakScore: this.#peakScore,
      topEmotes: this.#topEmotes(),
      samples,
    };
  }

  /** Uses by name within this minute that were not taken before, for their hour; null where there are none. */
  takeEmotes(): HourEmotes | null {
    const taken = this.#taken;
    const uses = [...this.#emotes]
      .map(([name, total]) => ({ name, uses: total - (taken?.get(name) ?? 0) }))
      .filter((use) => use.uses > 0);
    if (uses.length === 0) return null;
    this.#taken = new Map(this.#emotes);
    return { channel: this.#channel, hour: Math.floor(this.#minute / HOUR_MS) * HOUR_MS, uses };
  }

  /** Begins the minute of `now`. */
  next(now: EpochMs): void {
    this.#minute = minuteOf(now);
    this.#messages = 0;
    this.#characters = 0;
    this.#emoteUses = 0;
    this.#peakPerSecond = 0;
    this.#peakScore = 0;
    this.#chatters.clear();
    this.#emotes.clear();
    this.#taken = null;
  }

  #topEmotes(): EmoteCount[] {
    return [...this.#emotes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, TOP_EMOTES_MAX);
  }
}

/** Start of the minute that `at` lies in. */
export function minuteOf(at: EpochMs): EpochMs {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
