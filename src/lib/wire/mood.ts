import type { Mood, MoodSnapshot } from '../../domain/mood.ts';
import { isoTime } from '../format.ts';
import { rounded } from './rounded.ts';

/** A channel's mood on every wire: WebSocket, REST, JSON lines. */
export interface MoodFrame {
  readonly type: 'mood';
  readonly channel: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly timestamp: string;
  /** −1 to 1. */
  readonly score: number;
  /** Shares of the messages, 0 to 1. */
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  readonly moods: Readonly<Record<Mood, number>>;
  readonly mood: Mood;
  /** 0 to 1. */
  readonly confidence: number;
  /** Size of the sample, messages decayed by time. */
  readonly messages: number;
  /** `#RRGGBB` */
  readonly color: string;
  /** What moves it, strongest first. */
  readonly drivers: readonly {
    readonly token: string;
    readonly kind: 'emote' | 'emoji' | 'word';
    readonly uses: number;
    readonly valence: number;
    readonly learned: boolean;
  }[];
  readonly model: string;
}

export function moodFrame(mood: MoodSnapshot): MoodFrame {
  const { shares, moods } = mood;
  return {
    type: 'mood',
    channel: mood.channel,
    timestamp: isoTime(mood.at),
    score: rounded(mood.score),
    positive: rounded(shares.positive),
    neutral: rounded(shares.neutral),
    negative: rounded(shares.negative),
    moods: {
      joy: rounded(moods.joy),
      hype: rounded(moods.hype),
      sad: rounded(moods.sad),
      anger: rounded(moods.anger),
      confusion: rounded(moods.confusion),
      calm: rounded(moods.calm),
    },
    mood: mood.dominant,
    confidence: rounded(mood.confidence),
    messages: rounded(mood.messages),
    color: mood.color,
    drivers: mood.drivers.map(({ token, kind, uses, valence, learned }) => ({
      token,
      kind,
      uses: rounded(uses),
      valence: rounded(valence),
      learned,
    })),
    model: mood.model,
  };
}
