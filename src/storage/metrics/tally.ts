import type { EmoteCount } from '../../domain/channel-metrics.ts';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { MetricsSummary } from '../../domain/ports/stores.ts';
import type { HourRow, MinuteRow } from '../schema.ts';
import { parseEmotes } from './minute-rows.ts';

type MinuteCounts = Pick<MinuteRow, 'minute' | 'messages' | 'peak_per_second' | 'top_emotes_json'>;
type HourCounts = Omit<HourRow, 'channel' | 'hour' | 'stale'>;

/** Adds up minutes and hours. Of equally busy minutes the earliest counts. */
export class Tally {
  #messages = 0;
  #minutes = 0;
  #peakPerSecond = 0;
  #busiest: { readonly at: EpochMs; readonly messages: number } | null = null;
  readonly #emotes = new Map<string, number>();

  addMinute(row: MinuteCounts): void {
    this.#add(row.messages, 1, row.peak_per_second, row.minute, row.messages, row.top_emotes_json);
  }

  addHour(row: HourCounts): void {
    this.#add(
      row.messages,
      row.minutes,
      row.peak_per_second,
      row.busiest_at,
      row.busiest_messages,
      row.top_emotes_json,
    );
  }

  /** @param emotesMax how many of the most used emotes to give */
  summary(emotesMax: number): MetricsSummary {
    return {
      messages: this.#messages,
      minutes: this.#minutes,
      busiestMinute: this.#busiest,
      peakPerSecond: this.#peakPerSecond,
      topEmotes: [...this.#emotes].sort(byUse).slice(0, emotesMax),
    };
  }

  #add(messages: number, minutes: number, peak: number, busiestAt: EpochMs, busiest: number, emotesJson: string): void {
    if (minutes === 0) return;
    this.#messages += messages;
    this.#minutes += minutes;
    this.#peakPerSecond = Math.max(this.#peakPerSecond, peak);
    const before = this.#busiest;
    if (before === null || busiest > before.messages || (busiest === before.messages && busiestAt < before.at)) {
      this.#busiest = { at: busiestAt, messages: busiest };
    }
    for (const [name, count] of parseEmotes(emotesJson)) this.#emotes.set(name, (this.#emotes.get(name) ?? 0) + count);
  }
}

function byUse([nameA, a]: EmoteCount, [nameB, b]: EmoteCount): number {
  return b - a || (nameA < nameB ? -1 : 1);
}
