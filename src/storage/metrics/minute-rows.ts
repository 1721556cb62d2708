import type { EmoteCount, MinuteMetrics } from '../../domain/channel-metrics.ts';
import { decodeSamples } from '../codec/samples.ts';
import type { MinuteRow } from '../schema.ts';

/** Emotes kept of each minute, the most used. */
const minuteEmotesMax = 25;

export function toMinuteRow(minute: MinuteMetrics): MinuteRow {
  return {
    channel: minute.channel,
    minute: minute.minute,
    messages: minute.messages,
    unique_chatters: minute.uniqueChatters,
    characters: minute.characters,
    emote_uses: minute.emoteUses,
    peak_per_second: minute.peakPerSecond,
    peak_score: minute.peakScore,
    top_emotes_json: JSON.stringify(minute.topEmotes.slice(0, minuteEmotesMax)),
  };
}

export function fromMinuteRow(row: MinuteRow & { readonly samples: Uint8Array | null }): MinuteMetrics {
  return {
    channel: row.channel,
    minute: row.minute,
    messages: row.messages,
    uniqueChatters: row.unique_chatters,
    characters: row.characters,
    emoteUses: row.emote_uses,
    peakPerSecond: row.peak_per_second,
    peakScore: row.peak_score,
    topEmotes: parseEmotes(row.top_emotes_json),
    samples: row.samples === null ? [] : decodeSamples(row.minute, row.samples),
  };
}

export function parseEmotes(json: string): readonly EmoteCount[] {
  return JSON.parse(json) as EmoteCount[];
}
