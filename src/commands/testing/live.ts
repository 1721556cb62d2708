import type { ChannelMetrics, DetectorReading } from '../../domain/channel-metrics.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { Headline } from '../../domain/headline.ts';
import type { MinuteMood, MoodSnapshot } from '../../domain/mood.ts';
import type { MoodStore } from '../../domain/ports/stores.ts';
import type { LiveView } from '../../domain/ports/live-view.ts';
import { NOON } from '../../pipeline/alerting/testing.ts';

export function someMetrics(
  overrides: Partial<Omit<ChannelMetrics, 'detector'>> & { readonly detector?: Partial<DetectorReading> } = {},
): ChannelMetrics {
  const { detector, ...rest } = overrides;
  return {
    channel: 'ninja',
    at: NOON,
    messagesPerSecond: 15,
    messagesLastMinute: 812,
    uniqueChatters5Min: 212,
    topEmotes5Min: [['KEKW', 41]],
    averageMessageLength5Min: 24,
    detector: { status: 'ready', score: 3.1, velocity: 14.2, baselineMean: 4.6, baselineStd: 1, ...detector },
    ...rest,
  };
}

/** What is put into its maps is what is live. */
export class FakeLive implements LiveView {
  readonly metricsOf = new Map<string, ChannelMetrics>();
  readonly streamOf = new Map<string, StreamInfo>();
  readonly momentOf = new Map<string, HypeMoment>();
  readonly moodOf = new Map<string, MoodSnapshot>();
  readonly headlineOf = new Map<string, Headline>();

  channels(): readonly string[] {
    return [...this.metricsOf.keys()];
  }

  metrics(channel: string): ChannelMetrics | null {
    return this.metricsOf.get(channel) ?? null;
  }

  stream(channel: string): StreamInfo | null {
    return this.streamOf.get(channel) ?? null;
  }

  openMoment(channel: string): HypeMoment | null {
    return this.momentOf.get(channel) ?? null;
  }

  series(): null {
    return null;
  }

  mood(channel: string): MoodSnapshot | null {
    return this.moodOf.get(channel) ?? null;
  }

  digest(): null {
    return null;
  }

  headline(channel: string): Headline | null {
    return this.headlineOf.get(channel) ?? null;
  }
}

export function someMood(overrides: Partial<MoodSnapshot> = {}): MoodSnapshot {
  return {
    channel: 'ninja',
    at: NOON,
    score: 0.42,
    shares: { positive: 0.62, neutral: 0.29, negative: 0.09 },
    moods: { joy: 0.22, hype: 0.41, sad: 0.01, anger: 0.06, confusion: 0.02, calm: 0.28 },
    dominant: 'hype',
    confidence: 0.78,
    messages: 143.6,
    color: '#d4956c',
    drivers: [
      { kind: 'emote', token: 'KEKW', uses: 41.2, valence: 0.7, learned: false },
      { kind: 'word', token: 'trash', uses: 12.1, valence: -0.8, learned: false },
      { kind: 'emote', token: 'Pog', uses: 9.4, valence: 0.9, learned: false },
      { kind: 'emote', token: 'ninjaPyramid', uses: 6, valence: 0.4, learned: true },
      { kind: 'emoji', token: '😭', uses: 3, valence: -0.5, learned: false },
    ],
    model: 'lexicon',
    ...overrides,
  };
}

export function aMinuteMood(minute: number, overrides: Partial<MinuteMood> = {}): MinuteMood {
  const { channel, score, shares, moods, dominant, confidence } = someMood();
  return { channel, score, shares, moods, dominant, confidence, minute, messages: 60, ...overrides };
}

export class FakeMoods implements Pick<MoodStore, 'minutes'> {
  readonly rows: MinuteMood[] = [];

  async minutes(channel: string, from: number, to: number): Promise<readonly MinuteMood[]> {
    return this.rows
      .filter((row) => row.channel === channel && row.minute >= from && row.minute < to)
      .toSorted((a, b) => a.minute - b.minute);
  }
}
